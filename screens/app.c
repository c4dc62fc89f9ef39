#include "screens/app.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "backend/mem.h"
#include "backend/utf8.h"

/* ------------------------------------------------ the stack */

static const struct screen *top(const struct app *app)
{
    return app->stack[app->depth - 1].screen;
}

static void *state(const struct app *app)
{
    return app->stack[app->depth - 1].state;
}

void app_push(struct app *app, const struct screen *screen, const void *subject)
{
    if (app->depth == STACK_MAX)
        return;
    app->stack[app->depth].screen = screen;
    app->stack[app->depth].state = must(calloc(1, screen->size ? screen->size : 1));
    app->depth++;
    if (screen->open)
        screen->open(state(app), app, subject);
}

/* The screen's own key function may still be running: its state goes when the key is done with. */
static void drop(struct app *app)
{
    const struct screen *screen = top(app);

    if (app->deaths == STACK_MAX)
        abort();
    if (screen->close)
        screen->close(state(app), app);
    app->dead[app->deaths] = state(app);
    app->dead_size[app->deaths++] = screen->size;
    app->depth--;
}

static void bury(struct app *app)
{
    while (app->deaths) {
        app->deaths--;
        wipe(app->dead[app->deaths], app->dead_size[app->deaths]);
        free(app->dead[app->deaths]);
    }
}

void app_pop(struct app *app)
{
    if (app->depth > 1)
        drop(app);
}

void app_home(struct app *app)
{
    while (app->depth > 1)
        drop(app);
}

void app_empty(struct app *app)
{
    while (app->depth)
        drop(app);
    bury(app);
}

bool app_leave(struct app *app)
{
    return !top(app)->leave || top(app)->leave(state(app), app);
}

void app_quit(struct app *app, enum status status)
{
    app->status = status;
    loop_end(&app->loop);
}

/* ------------------------------------------------ going places */

void app_topic(struct app *app, size_t number)
{
    const struct section *section = sections[number];
    struct place place = { .table = &app->config->tables[number] };

    if (section->list) {
        app_push(app, &records_screen, section);
        return;
    }
    place.record = place.table->records[0];
    app_push(app, &record_screen, &place);
}

void app_go(struct app *app, const char *path)
{
    struct place place;
    struct err err;

    if (!config_find(app->config, path, &place, &err)) {
        app_say(app, MARK_FAIL, "%s", err.text);
        return;
    }
    app_home(app);
    if (place.table->section->list)
        app_push(app, &records_screen, place.table->section);
    if (place.record)
        app_push(app, &record_screen, &place);
    if (place.setting && !record_shows(place.record, place.setting))
        app_say(app, MARK_NONE, "%s is asked for only if %s", place.setting->label,
                place.setting->when);
}

void app_step(struct app *app, const struct section *from, int by)
{
    size_t number = section_number(from);

    app_home(app);
    if (by < 0 && number == 0)
        return;
    if (by > 0 && !sections[number + 1])
        app_push(app, &review_screen, NULL);
    else
        app_topic(app, by > 0 ? number + 1 : number - 1);
}

/* ------------------------------------------------ saying and showing things */

const char *app_look(struct app *app, const struct secret *secret)
{
    if (app->looked)
        secret_close(app->looked);
    app->looked = secret ? secret_open(secret) : NULL;
    return app->looked;
}

void app_say(struct app *app, enum mark mark, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(app->message, sizeof app->message, format, args);
    va_end(args);
    utf8_tame(app->message);
    app->mark = mark;
}

void app_ask(struct app *app, const struct question *question)
{
    app_push(app, &question_screen, question);
}

enum mark app_mark(enum level level)
{
    static const enum mark marks[] = {
        [UNASKED] = MARK_FINE, [PASS] = MARK_FINE, [WARN] = MARK_WARN, [FAIL] = MARK_FAIL
    };

    return marks[level];
}

enum mark app_section_mark(const struct app *app, size_t number)
{
    return app->audit.incomplete[number] ? MARK_INCOMPLETE : app_mark(app->audit.marks[number]);
}

bool app_may_change(struct app *app)
{
    if (app->read_only)
        app_say(app, MARK_WARN, "Read-only: nothing is changed here");
    return !app->read_only;
}

/* ------------------------------------------------ keys */

static void search(struct app *app)
{
    if (top(app) != &search_screen)
        app_push(app, &search_screen, NULL);
}

static void review(struct app *app)
{
    if (top(app) == &review_screen)
        return;
    app_home(app);
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

    if (!unsaved || app->read_only) {
        app_quit(app, unsaved && !app->read_only ? STATUS_LEFT : STATUS_FINE);
        return;
    }
    snprintf(question.text, sizeof question.text,
             "%zu %s not saved. Left as a draft, they are offered at the next start.", unsaved,
             unsaved == 1 ? "change is" : "changes are");
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

static void help(struct app *app)
{
    app_push(app, &help_screen, NULL);
}

static void actions(struct app *app)
{
    app_push(app, &actions_screen, top(app)->actions);
}

/* Keys that work everywhere below a box; what is typed is offered before anything moves. */
static const struct {
    int key;
    bool leaves; /* the screen: so what is typed must be taken first */
    void (*run)(struct app *app);
} everywhere[] = {
    { K_CTRL('o'), false, actions }, { K_CTRL('p'), true, search }, { K_CTRL('s'), true, review },
    { K_CTRL('q'), true, quit },     { K_CTRL('y'), true, redo },   { K_CTRL('_'), true, undo },
    { K_F(1), false, help },         { '?', false, help },          { '/', true, search },
};

static void global_key(struct app *app, int key)
{
    for (size_t i = 0; i < sizeof everywhere / sizeof *everywhere; i++) {
        if (everywhere[i].key != key)
            continue;
        if (!everywhere[i].leaves || app_leave(app))
            everywhere[i].run(app);
        return;
    }
}

static void back(struct app *app)
{
    if (app->depth > 1)
        app_pop(app);
    else
        quit(app);
}

static void dispatch(struct app *app, int key)
{
    switch (top(app)->key(state(app), app, frame_pane(app), key)) {
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
        back(app);
    else if (!top(app)->over)
        global_key(app, key);
}

void app_key(struct app *app, int key)
{
    app->message[0] = '\0';
    app_look(app, NULL);
    dispatch(app, key);
    bury(app);
}

void app_paste(struct app *app, const char *text)
{
    if (!top(app)->paste || top(app)->paste(state(app), app, text) == IGNORED)
        app_say(app, MARK_WARN, "Nothing here can be typed into, so the paste was dropped");
}

/* ------------------------------------------------ what is being typed goes into the draft */

void app_draft(struct app *app)
{
    char path[PATH_SIZE] = "";
    const char *text = "";
    struct err err;

    if (app->read_only || !app->store)
        return;
    for (size_t i = app->depth; i-- > 0 && !*path;)
        if (app->stack[i].screen->typed)
            app->stack[i].screen->typed(app->stack[i].state, app, path, &text);
    if (!app->journal.done && !*path)
        return;
    if (!store_draft_write(app->store, app->config, &app->journal, path, text, &err))
        app_say(app, MARK_WARN, "The draft could not be kept: %s", err.text);
}
