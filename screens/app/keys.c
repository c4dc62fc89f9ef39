/* keys.c - what a key does: the top screen first, then what works everywhere. */
#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "screens/app/app.h"
#include "screens/app/look.h"

#include <stdio.h>

static void keys_search(struct app *app)
{
    if (app_top(app) != &search_screen)
        app_push(app, &search_screen, NULL);
}

static void review(struct app *app)
{
    if (app_top(app) != &review_screen)
        app_push(app, &review_screen, NULL);
}

static bool quit_answered(struct app *app, const void *data, int button, const char *typed)
{
    (void)data;
    (void)typed;
    if (button == 0)
        review(app);
    if (button == 1) {
        app_draft(app);
        app_quit(app, STATUS_LEFT);
    }
    if (button == 2) {
        store_draft_remove(app->store, NULL);
        app_quit(app, STATUS_LEFT);
    }
    return true;
}

static void quit(struct app *app)
{
    static const char *const buttons[] = { "Review and save", "Leave, keep draft",
                                           "Discard changes", NULL };
    struct question question = { .title = "Not saved",
                                 .buttons = buttons,
                                 .answered = quit_answered };
    size_t unsaved = app_unsaved(app);

    bool drafted = app->journal.done || app->draft_typed || app->undrafted;

    if (!unsaved && drafted && !app->read_only)
        store_draft_remove(app->store, NULL); /* all of it was changed back */
    if (!unsaved || app->read_only) {
        app_quit(app, app->kept || (unsaved && !app->read_only) ? STATUS_LEFT : STATUS_FINE);
        return;
    }
    snprintf(question.text, sizeof question.text,
             tr("%s %s not saved. A draft of this is offered at the next start."),
             shown_count(unsaved).text, trn("change is", "changes are", unsaved));
    app_ask(app, &question);
}

static void undo(struct app *app)
{
    app_undo(app, false);
}

static void redo(struct app *app)
{
    app_undo(app, true);
}

static void keys_help(struct app *app)
{
    app_push(app, &help_screen, NULL);
}

static void actions(struct app *app)
{
    app_push(app, &actions_screen, app_top(app)->actions);
}

/* Keys that work everywhere below a box; what is typed is offered before anything moves. */
static const struct {
    int key;
    bool leaves; /* the screen: so what is typed must be taken first */
    void (*run)(struct app *app);
} everywhere[] = {
    { K_CTRL('o'), false, actions }, { K_CTRL('p'), true, keys_search },
    { K_CTRL('s'), true, review },   { K_CTRL('q'), true, quit },
    { K_CTRL('y'), true, redo },     { K_CTRL('_'), true, undo },
    { K_F(1), false, keys_help },    { '?', false, keys_help },
    { '/', true, keys_search },      { 'u', true, undo },
    { K_LOOK, false, look_ask },
};

/* Is it one of this screen's that cannot be done now? */
static const struct action *keys_idle(const struct app *app, int key)
{
    const struct action *action = app_top(app)->actions;

    for (; action && action->key; action++)
        if (action->key == key)
            return action;
    return NULL;
}

/* A key that means nothing here, or not now: said, lest somebody wonders whether it was taken. */
static void keys_nothing(struct app *app, int key)
{
    const struct action *idle = keys_idle(app, key);
    char name[8] = { (char)key, '\0' };

    if (key < ' ')
        snprintf(name, sizeof name, "^%c", key + '@');
    if (key > K_F0 && key <= K_F12)
        snprintf(name, sizeof name, "F%d", key - K_F0);
    else if (key <= 0 || key >= K_BACKSPACE || key == ' ' || key == K_TAB || key == K_ENTER)
        return;
    if (app->read_only)
        app_report(app, MARK_NONE, "%s does nothing here: nothing can be changed now", name);
    else if (idle)
        app_report(app, MARK_NONE, "%s (%s) has nothing to act on here", name, tr(idle->does));
    else
        app_report(app, MARK_NONE, "%s does nothing here: ^O lists what does", name);
}

static void global_key(struct app *app, int key)
{
    for (size_t i = 0; i < sizeof everywhere / sizeof *everywhere; i++) {
        if (everywhere[i].key != key)
            continue;
        if (!everywhere[i].leaves || app_leave(app))
            everywhere[i].run(app);
        return;
    }
    keys_nothing(app, key);
}

static void keys_back(struct app *app)
{
    if (app->depth > 1)
        app_pop(app);
    else
        app_report(app, MARK_NONE, "This is where it begins: q or ^Q leaves");
}

/* Quitting needs no answer to a box first; what a box asked is asked again at the next start. */
static bool quit_from_box(struct app *app, int key)
{
    if (key != K_CTRL('q') || !app_top(app)->over)
        return false;
    while (app_top(app)->over)
        app_pop(app);
    if (app_leave(app))
        quit(app);
    return true;
}

static void keys_dispatch(struct app *app, int key)
{
    if (quit_from_box(app, key))
        return;
    switch (app_top(app)->key(app_state(app), app, frame_pane(app), key)) {
    case TAKEN:
        return;
    case BACK:
        app_pop(app);
        return;
    case QUIT:
        quit(app);
        return;
    case IGNORED:
        break;
    }
    if (key == K_ESC)
        keys_back(app);
    else if (!app_top(app)->over)
        global_key(app, key);
}

void app_key(struct app *app, int key)
{
    app->message[0] = '\0';
    app_look(app, NULL);
    keys_dispatch(app, key);
    app_bury(app);
}

void app_paste(struct app *app, const char *text)
{
    if (!app_top(app)->paste || app_top(app)->paste(app_state(app), app, text) == IGNORED)
        app_report(app, MARK_WARN, "No field here: the pasted text was ignored");
}
