/* review_undo.c - one difference taken back to what is saved. */
#include "screens/form/about.h"
#include "screens/wizard/review.h"

static bool review_undo_setting(struct app *app, const struct config_place *place,
                                const struct record *was, struct err *err)
{
    const struct setting *setting = place->setting;

    if (setting->type == SECRET)
        return change_hide(&app->journal, app->config, place,
                           secret_hold(was ? record_hidden(was, setting) : NULL), err);
    return change_set(&app->journal, app->config, place,
                      was                ? record_value(was, setting)
                      : setting->initial ? setting->initial
                                         : "",
                      err);
}

static bool review_undo_it(struct app *app, const struct difference *difference, struct err *err)
{
    struct config_place place;

    if (difference->kind == REMOVED)
        return change_add(&app->journal, app->config, difference->was->section,
                          record_name(difference->was), difference->was, err);
    if (difference->kind == MOVED)
        return fail(err, "a move is taken back with ^_, or with + and - in the list");
    if (!config_find(app->config, difference->path, &place, err))
        return false;
    if (difference->kind == ADDED)
        return change_remove(&app->journal, app->config, &place, err);
    return review_undo_setting(app, &place, difference->was, err);
}

void review_undo(struct app *app, const struct difference *difference)
{
    struct err err;
    char words[200];

    if (!app_may_change(app))
        return;
    about_words(difference->path, words, sizeof words);
    if (!review_undo_it(app, difference, &err)) {
        app_report(app, MARK_FAIL, "%s", err.text);
        return;
    }
    app_changed(app);
    app_report(app, MARK_FINE, "%s is as it is saved", words);
}
