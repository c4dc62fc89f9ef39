/* findings_fix.c - the advised value taken, or a new secret made: of one finding or of a group. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/base/shown.h"
#include "screens/findings/findings.h"
#include "screens/form/about.h"

static bool findings_fix_take(struct app *app, const struct config_place *place, const char *want,
                              struct err *err)
{
    const struct setting *setting = place->setting;

    if (setting->type == SECRET && !setting->recipe)
        return fail(err, "this secret cannot be generated here; type the one that was agreed");
    if (setting->type == SECRET)
        return change_hide(&app->journal, app->config, place,
                           secret_generate(setting->recipe, time(NULL)), err);
    return change_set(&app->journal, app->config, place, want, err);
}

void finding_fix(struct app *app, const struct finding *finding)
{
    char path[PATH_SIZE], want[160], words[200];
    struct config_place place;
    struct err err;

    snprintf(path, sizeof path, "%s", finding->path);
    snprintf(want, sizeof want, "%s", finding->want);
    about_words(path, words, sizeof words);
    if (!config_find(app->config, path, &place, &err) || !place.setting ||
        !findings_fix_take(app, &place, want, &err)) {
        app_report(app, MARK_WARN, "%s cannot be fixed automatically; Enter goes there", words);
        return;
    }
    bool secret = place.setting->type == SECRET;
    app_changed(app);
    app_report(app, MARK_FINE,
               secret ? "%s: a new one was made; enter it at the other end, too" : "%s: now %s",
               words, setting_shown(place.setting, want));
}

bool findings_can_fix(const struct app *app, const struct finding *finding)
{
    struct config_place place;

    return !finding->waived && config_find(app->config, finding->path, &place, NULL) &&
           place.setting && about_takes(place.setting, finding);
}

/* ------------------------------------------------ a group */

/* The i-th under that heading that can be fixed by itself, and where; NULL: it cannot. */
static const struct finding *findings_fix_at(const struct findings *state,
                                             const struct findings_line *heading, size_t i,
                                             struct config_place *place)
{
    const struct app *app = state->app;
    const struct finding *finding = &app->audit.list[heading[1 + i].at];

    return findings_can_fix(app, finding) && config_find(app->config, finding->path, place, NULL)
               ? finding
               : NULL;
}

static size_t findings_fix_count(const struct findings *state, const struct findings_line *heading,
                                 size_t *secrets)
{
    struct config_place place;
    size_t count = 0;

    for (size_t i = *secrets = 0; i < heading->count; i++) {
        if (!findings_fix_at(state, heading, i, &place))
            continue;
        count++;
        *secrets += place.setting->type == SECRET;
    }
    return count;
}

/* The audit stays as it is until all of them are taken: a change frees none of its texts. */
static size_t findings_fix_all(struct findings *state, const struct findings_line *heading)
{
    size_t done = 0;

    for (size_t i = 0; i < heading->count; i++) {
        struct config_place place;
        const struct finding *finding = findings_fix_at(state, heading, i, &place);

        if (finding)
            done += findings_fix_take(state->app, &place, finding->want, &(struct err){ 0 });
    }
    return done;
}

/* The screen that asked is on top again when the box is answered. */
static bool findings_fix_answered(struct app *app, const void *data, int button, const char *typed)
{
    (void)data;
    (void)typed;
    if (button != 0 || app_top(app) != &findings_screen)
        return true;
    struct findings *state = app_state(app);
    const struct findings_line *heading = findings_heading(state);
    size_t done = heading ? findings_fix_all(state, heading) : 0;

    app_changed(app);
    app_report(app, MARK_FINE, "%s fixed; each can be undone with ^_", shown_count(done).text);
    return true;
}

void findings_fix_group(struct findings *state)
{
    static const char *const buttons[] = { "Fix them", "Cancel", NULL };
    const struct findings_line *heading = findings_heading(state);
    struct question question = { .title = "Fix the group",
                                 .buttons = buttons,
                                 .answered = findings_fix_answered };
    size_t secrets = 0, count = heading ? findings_fix_count(state, heading, &secrets) : 0;

    if (!count) {
        app_report(state->app, MARK_NONE, "None of this group can be fixed automatically");
        return;
    }
    snprintf(question.text, sizeof question.text, tr("Take what is advised in %s %s?"),
             shown_count(count).text, trn("place", "places", count));
    if (secrets)
        snprintf(question.text, sizeof question.text,
                 tr("Take what is advised in %s %s? %s of them %s: the old ones stop working, so "
                    "each must be entered at its other end, too."),
                 shown_count(count).text, trn("place", "places", count), shown_count(secrets).text,
                 trn("is a new secret", "are new secrets", secrets));
    app_ask(state->app, &question);
}
