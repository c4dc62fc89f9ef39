/* records_together.c - one thing done to all records that are marked: removed, new secrets. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/base/shown.h"
#include "screens/list/records.h"

/* ------------------------------------------------ doing */

/* One thing done to the record at that position. */
typedef bool records_deed(struct records *state, size_t at, struct err *err);

static struct config_place records_together_place(const struct records *state, size_t at)
{
    struct table *table = config_table(state->app->config, state->section);

    return (struct config_place){ table, table->records[at], NULL };
}

/* Done to all that are marked, or to none; the last first, so that one that is removed moves none
 * that is still to come. Returns how many. */
static size_t records_together_each(struct records *state, records_deed *deed, struct err *err)
{
    struct app *app = state->app;
    size_t done = 0, before = app->journal.done;

    for (size_t at = records_table(state)->count; at-- > 0;) {
        if (!records_chosen(state, records_table(state)->records[at]))
            continue;
        if (deed(state, at, err)) {
            done++;
            continue;
        }
        while (app->journal.done > before)
            change_take_back(&app->journal, app->config);
        return 0;
    }
    return done;
}

static bool records_together_remove(struct records *state, size_t at, struct err *err)
{
    const struct config_place place = records_together_place(state, at);

    return change_remove(&state->app->journal, state->app->config, &place, err);
}

/* A new one for each secret that can be made here: the old ones stop working. */
static bool records_together_secret(struct records *state, size_t at, struct err *err)
{
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
};

/* data is enum records_together. */
static bool records_together_answered(struct app *app, const void *data, int button,
                                      const char *typed)
{
    enum records_together which;
    struct err err = { 0 };

    (void)typed;
    memcpy(&which, data, sizeof which);
    const struct records_asked *asked = &records_asked[which];

    if (button != 0 || app_top(app) != &records_screen)
        return true;
    size_t done = records_together_each(app_state(app), asked->deed, &err);
    if (!done) {
        app_report(app, MARK_FAIL, "%s", err.text);
        return false;
    }
    app_changed(app);
    app_report(app, MARK_FINE, "%s %s; ^_ takes it back, one by one", shown_count(done).text,
               tr(asked->done));
    return true;
}

static bool records_any_chosen(const struct records *state)
{
    if (!state->chosen.count)
        app_report(state->app, MARK_NONE, "Space marks records first; * marks all");
    return state->chosen.count > 0;
}

void records_share(struct records *state)
{
    if (records_any_chosen(state))
        app_push(state->app, &records_share_screen, &state);
}

void records_together(struct records *state, enum records_together which)
{
    const struct records_asked *asked = &records_asked[which];
    struct question question = { .title = tr(asked->title),
                                 .buttons = asked->buttons,
                                 .answered = records_together_answered };

    if (!records_any_chosen(state))
        return;
    memcpy(question.data, &which, sizeof which);
    snprintf(question.text, sizeof question.text, "%s %s %s%s", tr(asked->before),
             shown_count(state->chosen.count).text, trn("record", "records", state->chosen.count),
             tr(asked->after));
    app_ask(state->app, &question);
}
