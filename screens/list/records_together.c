/* records_together.c - one thing done to all records that are marked: removed, new secrets, one
 * value. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/base/shown.h"
#include "screens/list/records.h"

/* ------------------------------------------------ doing */

/* One thing done to the record at that position; typed is what was answered. */
typedef bool records_deed(struct records *state, size_t at, const char *typed, struct err *err);

static struct config_place records_together_place(const struct records *state, size_t at)
{
    struct table *table = config_table(state->app->config, state->section);

    return (struct config_place){ table, table->records[at], NULL };
}

/* Done to all that are marked, or to none; the last first, so that one that is removed moves none
 * that is still to come. Returns how many. */
static size_t records_together_each(struct records *state, records_deed *deed, const char *typed,
                                    struct err *err)
{
    struct app *app = state->app;
    size_t done = 0, before = app->journal.done;

    for (size_t at = records_table(state)->count; at-- > 0;) {
        if (!records_chosen(state, records_table(state)->records[at]))
            continue;
        if (deed(state, at, typed, err)) {
            done++;
            continue;
        }
        while (app->journal.done > before)
            change_take_back(&app->journal, app->config);
        return 0;
    }
    return done;
}

static bool records_together_remove(struct records *state, size_t at, const char *typed,
                                    struct err *err)
{
    const struct config_place place = records_together_place(state, at);

    (void)typed;
    return change_remove(&state->app->journal, state->app->config, &place, err);
}

/* A new one for each secret that can be made here: the old ones stop working. */
static bool records_together_secret(struct records *state, size_t at, const char *typed,
                                    struct err *err)
{
    (void)typed;
    for (const struct setting *s = state->section->settings; s->key; s++) {
        struct config_place place = records_together_place(state, at);

        place.setting = s;
        if (s->type != SECRET || !s->recipe || !record_shows(place.record, s))
            continue;
        if (!change_hide(&state->app->journal, state->app->config, &place,
                         secret_generate(s->recipe, time(NULL)), err))
            return false;
    }
    return true;
}

/* typed is KEY=VALUE. */
static bool records_together_set(struct records *state, size_t at, const char *typed,
                                 struct err *err)
{
    struct config_place place = records_together_place(state, at);
    size_t size = strcspn(typed, "=");
    AUTO_FREE char *key = must(strndup(typed, size));

    place.setting = setting_find(state->section, key);
    if (!typed[size])
        return fail(err, "write it as SETTING=VALUE, such as %s=...",
                    state->section->settings[1].key);
    if (!place.setting || place.setting == state->section->settings ||
        place.setting->type == SECRET)
        return fail(err, "%.40s: is not a setting that several can share", key);
    return change_set(&state->app->journal, state->app->config, &place, typed + size + 1, err);
}

/* ------------------------------------------------ asking */

/* What is asked, and what the answer does. */
static const struct records_asked {
    const char *title;
    const char *before, *after; /* "2 records" stands between */
    const char *done;
    const char *buttons[3];
    records_deed *deed;
} records_asked[] = {
    [RECORDS_REMOVE] = { "Remove",
                         "Remove",
                         "? ^_ brings each one back until it is saved.",
                         "removed",
                         { "Remove", "Cancel" },
                         records_together_remove },
    [RECORDS_SECRET] = { "New secrets",
                         "Make new secrets for",
                         "? The old ones stop working with the save: enter the new ones at the "
                         "other ends.",
                         "with new secrets",
                         { "Make them", "Cancel" },
                         records_together_secret },
    [RECORDS_SET] = { "Set one value",
                      "Set for",
                      ", as SETTING=VALUE. Settings:",
                      "set",
                      { "Set", "Cancel" },
                      records_together_set },
};

/* data is enum records_together. */
static bool records_together_answered(struct app *app, const void *data, int button,
                                      const char *typed)
{
    enum records_together which;
    struct err err = { 0 };

    memcpy(&which, data, sizeof which);
    const struct records_asked *asked = &records_asked[which];

    if (button != 0 || app_top(app) != &records_screen)
        return true;
    size_t done = records_together_each(app_state(app), asked->deed, typed, &err);
    if (!done) {
        app_report(app, MARK_FAIL, "%s", err.text);
        return false;
    }
    app_changed(app);
    app_report(app, MARK_FINE, "%s %s; ^_ takes it back, one by one", shown_count(done).text,
               tr(asked->done));
    return true;
}

/* The settings that can be the same in several. */
static void records_together_keys(const struct records *state, char text[], size_t size)
{
    size_t used = strlen(text);

    for (const struct setting *s = state->section->settings + 1; s->key && used < size; s++)
        if (s->type != SECRET)
            used += (size_t)snprintf(text + used, size - used, " %s", s->key);
}

void records_together(struct records *state, enum records_together which)
{
    const struct records_asked *asked = &records_asked[which];
    struct question question = { .title = tr(asked->title),
                                 .buttons = asked->buttons,
                                 .line = which == RECORDS_SET ? "" : NULL,
                                 .answered = records_together_answered };

    if (!state->chosen.count) {
        app_report(state->app, MARK_NONE, "Space marks records first; * marks all");
        return;
    }
    memcpy(question.data, &which, sizeof which);
    snprintf(question.text, sizeof question.text, "%s %s %s%s", tr(asked->before),
             shown_count(state->chosen.count).text, trn("record", "records", state->chosen.count),
             tr(asked->after));
    if (which == RECORDS_SET)
        records_together_keys(state, question.text, sizeof question.text);
    app_ask(state->app, &question);
}
