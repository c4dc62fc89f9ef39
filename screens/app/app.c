#include "screens/app/app.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/base/utf8.h"
#include "backend/certificates/certify.h"
#include "backend/settings/settings.h"
#include "screens/app/guide.h"

/* ------------------------------------------------ the stack */

const struct screen *app_top(const struct app *app)
{
    return app->stack[app->depth - 1].screen;
}

void *app_state(const struct app *app)
{
    return app->stack[app->depth - 1].state;
}

bool app_can(const struct app *app, size_t depth, const struct action *action)
{
    const struct screen *screen = app->stack[depth - 1].screen;

    return !screen->can || screen->can(app->stack[depth - 1].state, app, action);
}

void app_push(struct app *app, const struct screen *screen, const void *subject)
{
    if (app->depth == STACK_MAX)
        return;
    app->stack[app->depth].screen = screen;
    app->stack[app->depth].state = must(calloc(1, screen->size ? screen->size : 1));
    app->depth++;
    if (screen->open)
        screen->open(app_state(app), app, subject);
}

/* The screen's own key function may still be running: its state goes when the key is done with. */
static void app_drop_at(struct app *app, size_t i)
{
    const struct screen *screen = app->stack[i].screen;

    if (app->deaths == STACK_MAX)
        abort();
    if (screen->close)
        screen->close(app->stack[i].state, app);
    app->dead[app->deaths] = app->stack[i].state;
    app->dead_size[app->deaths++] = screen->size;
    app->depth--;
    memmove(&app->stack[i], &app->stack[i + 1], (app->depth - i) * sizeof *app->stack);
}

static void app_drop(struct app *app)
{
    app_drop_at(app, app->depth - 1);
}

void app_drop_gone(struct app *app)
{
    for (size_t i = app->depth; i-- > 1;)
        if (app->stack[i].screen->gone && app->stack[i].screen->gone(app->stack[i].state, app))
            app_drop_at(app, i);
}

void app_bury(struct app *app)
{
    while (app->deaths) {
        app->deaths--;
        wipe(app->dead[app->deaths], app->dead_size[app->deaths]);
        free(app->dead[app->deaths]);
    }
}

bool app_at_home(const struct app *app)
{
    size_t i = app->depth - 1;

    while (i && app->stack[i].screen->over)
        i--;
    return !i;
}

/* What the overview shows was not looked up while nobody saw it. */
static void app_return(struct app *app)
{
    if (app->known.stale && app_at_home(app))
        overview_look(app);
}

void app_pop(struct app *app)
{
    if (app->depth > 1)
        app_drop(app);
    app_return(app);
}

void app_home(struct app *app)
{
    while (app->depth > 1)
        app_drop(app);
    app_return(app);
}

void app_empty(struct app *app)
{
    while (app->depth)
        app_drop(app);
    app_bury(app);
}

bool app_leave(struct app *app)
{
    return !app_top(app)->leave || app_top(app)->leave(app_state(app), app);
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
    struct config_place place = { .table = &app->config->tables[number] };
    bool missing = guide_missing(app, number, 0, &place);

    home_select(app, section);
    app->visited[number] = true;
    app->step = section;
    if (section->list) {
        app_push(app, &records_screen, section);
        if (!missing)
            return;
        records_select(app, &place);
    }
    if (!missing)
        place = (struct config_place){ .table = &app->config->tables[number],
                                       .record = app->config->tables[number].records[0] };
    app_push(app, &record_screen, &place);
}

static void app_open_place(struct app *app, const struct config_place *place)
{
    home_select(app, place->table->section);
    if (place->record)
        app_push(app, &record_screen, place);
    if (place->setting && !record_shows(place->record, place->setting))
        app_report(app, MARK_NONE, "%s is asked for only if %s", tr(place->setting->label),
                   place->setting->when);
}

static bool app_find(struct app *app, const char *path, struct config_place *place)
{
    struct err err;

    if (config_find(app->config, path, place, &err))
        return true;
    app_report(app, MARK_FAIL, "%s", err.text);
    return false;
}

void app_go(struct app *app, const char *path)
{
    struct config_place place;

    if (!app_find(app, path, &place))
        return;
    app_home(app);
    if (!app->guided)
        app->step = place.table->section;
    if (place.table->section->list)
        app_push(app, &records_screen, place.table->section);
    if (place.table->section->list && place.record)
        records_select(app, &place);
    app_open_place(app, &place);
}

/* A place without a record has a list, or nothing, to show; what is wrong with the certificates as
 * such is put right where they are made. */
void app_visit(struct app *app, const char *path)
{
    struct config_place place;

    if (!app_find(app, path, &place))
        return;
    if (place.table->section == &certificates_section && !place.setting && app->saved)
        app_push(app, &certificates_screen, NULL);
    else if (place.record)
        app_open_place(app, &place);
    else
        app_go(app, path);
}

/* ------------------------------------------------ saying and showing things */

const char *app_look(struct app *app, const struct secret *secret)
{
    if (app->looked)
        secret_close(app->looked);
    app->looked = secret ? secret_open(secret) : NULL;
    return app->looked;
}

void app_shown(const struct app *app, const struct config_place *place)
{
    char path[PATH_SIZE];

    if (!place->setting || place->setting->type != SECRET ||
        !record_hidden(place->record, place->setting))
        return;
    config_place_path(place, path);
    store_log(app->store, "secret shown: %s", path);
}

void app_report(struct app *app, enum mark mark, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(app->message, sizeof app->message, tr(format), args);
    va_end(args);
    utf8_sanitize_lines(app->message); /* an import names one fault a line */
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

/* Are they still what is wanted? An undo, or another choice of who signs, makes them nobody's. */
bool app_takes_input(const struct app *app)
{
    static const char *const modes[] = {
        [OWN_NONE] = "manual", [OWN_ISSUING] = "intermediate", [OWN_ROOT] = "builtin"
    };

    return app->input && !app->saved &&
           strcmp(certificate_settings(app->config).mode, modes[app->input_own]) == 0;
}

/* The CA's answer is out, or will be once this is saved. */
bool app_pending(const struct app *app)
{
    enum pending now = app->certificate.pending;

    if (app->from_startup || now != AWAITS_NOTHING)
        return now != AWAITS_NOTHING;
    return !app_takes_input(app) &&
           certify_pending_then(app->saved, app->config, now) != AWAITS_NOTHING;
}

static bool app_unused(const struct app *app, size_t number)
{
    return app->from_startup ? app->startup.unused[number] : config_unused(app->config, number);
}

enum mark app_section_mark(const struct app *app, size_t number)
{
    enum level worst = app->audit.marks[number];

    if (app->guided && !app->visited[number])
        return MARK_NONE;
    if (app->audit.incomplete[number])
        return MARK_INCOMPLETE;
    if (worst != WARN && worst != FAIL && sections[number] == &certificates_section &&
        app_pending(app))
        return MARK_INCOMPLETE;
    return worst != WARN && worst != FAIL && app_unused(app, number) ? MARK_OFF : app_mark(worst);
}

bool app_may_change(struct app *app)
{
    if (app->read_only)
        app_report(app, MARK_WARN, "Read-only: nothing is changed here");
    return !app->read_only;
}
