/* changes.c - what follows a change: the audit, the marks, the draft; undo and redo. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "backend/base/language.h"
#include "backend/settings/settings.h"
#include "screens/app/app.h"

enum {
    AUDIT_AT_ONCE = 2000, /* records: if a change concerns no more, the marks follow it at once */
    AUDIT_WAIT = 400,     /* milliseconds after the last change, for more */
    DRAFT_WAIT = 1000,    /* at most so much typing is lost to a kill */
};

static bool changes_audit(struct app *app, size_t most)
{
    unsigned words = audit_words(&app->audit);
    struct audit_facts facts = { .now = time(NULL),
                                 .certificate = &app->certificate,
                                 .notes = app->saved ? &app->notes : NULL,
                                 .unguarded = sandbox_missing() };

    if (!audit_update(&app->audit, app->config, &facts, most))
        return false;
    if (audit_words(&app->audit) != words) {
        words_free(app->words);
        app->words = NULL;
    }
    app->differ = app_differences(app);
    return true;
}

void app_audit(struct app *app)
{
    changes_audit(app, SIZE_MAX);
}

const struct config *app_before(struct app *app)
{
    if (!app->saved && !app->blank)
        app->blank = config_new();
    return app->saved ? app->saved : app->blank;
}

size_t app_differences(struct app *app)
{
    return difference_count(&app->counted, app_before(app), app->config);
}

void app_notify(struct app *app)
{
    app_drop_gone(app);
    for (size_t i = 0; i < app->depth; i++)
        if (app->stack[i].screen->changed)
            app->stack[i].screen->changed(app->stack[i].state, app);
}

void app_changed(struct app *app)
{
    if (!changes_audit(app, AUDIT_AT_ONCE))
        loop_timer(&app->loop, TIMER_AUDIT, AUDIT_WAIT);
    app_notify(app);
    app->undrafted = true;
    app_plan_draft(app);
}

size_t app_unsaved(const struct app *app)
{
    return app->differ;
}

/* "RADIUS hq: Port" */
static void changes_words(const struct config_place *place, char text[], size_t size)
{
    const struct section *section = place->table->section;
    bool named = section->list && place->record;

    snprintf(text, size, "%s%s%s%s%s", tr(section->title), named ? " " : "",
             named ? record_name(place->record) : "", place->setting ? ": " : "",
             place->setting ? tr(place->setting->label) : "");
}

/* Is the one screen above the topics one that undo leaves open? */
static bool changes_stay(const struct app *app)
{
    return app->depth == 2 && app_top(app)->stays;
}

void app_undo(struct app *app, bool again)
{
    struct config_place place = { 0 };
    char path[PATH_SIZE], words[160];

    if (!app_may_change(app))
        return;
    if (again ? app->journal.done == app->journal.count : !app->journal.done) {
        app_report(app, MARK_NONE, again ? "Nothing to redo" : "Nothing to undo");
        return;
    }
    bool stay = changes_stay(app);
    if (!stay)
        app_home(app); /* a form below may show the very record that goes */
    if (again)
        change_redo(&app->journal, app->config, &place);
    else
        change_undo(&app->journal, app->config, &place);
    config_place_path(&place, path);
    changes_words(&place, words, sizeof words);
    app_changed(app);
    if (!stay)
        app_go(app, path);
    app_report(app, MARK_NONE, again ? "Redone: %s" : "Undone: %s", words);
}

/* ------------------------------------------------ what is being typed goes into the draft */

/* What is being typed on the uppermost screen that has it; the draft is sealed, so secrets too. */
static bool changes_typed(const struct app *app, char path[PATH_SIZE], const char **text)
{
    for (size_t i = app->depth; i-- > 0;) {
        const struct screen *screen = app->stack[i].screen;

        if (screen->typed && screen->typed(app->stack[i].state, app, path, text))
            return true;
    }
    return false;
}

/* A timer that runs already is left alone: somebody who types without a pause is kept as well. */
void app_plan_draft(struct app *app)
{
    char path[PATH_SIZE];
    const char *text;

    if (changes_typed(app, path, &text) || app->draft_typed)
        app->undrafted = true;
    if (app->undrafted && !app->read_only && !app->loop.timer[TIMER_DRAFT])
        loop_timer(&app->loop, TIMER_DRAFT, DRAFT_WAIT);
}

bool app_draft(struct app *app)
{
    char path[PATH_SIZE] = "";
    const char *text = "";
    struct err err;

    if (app->read_only || !app->store || (!changes_typed(app, path, &text) && !app->undrafted))
        return true;
    app->undrafted = false;
    if (store_draft_write(app->store, &app->journal, path, text, &err)) {
        app->draft_typed = *path;
        return true;
    }
    app->undrafted = true; /* tried again with the next change, and before the program ends */
    app_report(app, MARK_WARN, "The draft was not saved: %s", err.text);
    return false;
}
