/* certificates.c - what is installed, as a chain one can read, and what can be done about it.
 * Nothing is read before the screen is opened. */
#include "screens/certificates/certificates.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "tui/text.h"

struct certificates *certificates_state(const struct app *app)
{
    for (size_t i = app->depth; i-- > 0;)
        if (app->stack[i].screen == &certificates_screen)
            return app->stack[i].state;
    abort(); /* anyone who asks was started by it */
}

bool certificates_has(const struct certificates *state, const char *name)
{
    for (size_t i = 0; state->inventory && i < state->inventory->count; i++)
        if (strcmp(state->inventory->files[i].name, name) == 0)
            return true;
    return false;
}

/* ------------------------------------------------ looking */

static void certificates_certificates_stop(struct certificates *state)
{
    if (!state->looking)
        return;
    loop_forget(&state->app->loop, worker_fd(state->looking));
    worker_end(state->looking);
    state->looking = NULL;
}

static void certificates_focus_request(struct certificates *state)
{
    for (size_t i = 0; state->requested && i < state->sheet.count; i++)
        if (state->sheet.lines[i].run == certificates_save_request)
            state->sheet.list.focus = i;
    state->requested = false;
    list_settle(&state->sheet.list);
}

static void certificates_certificates_finish(struct certificates *state, const char *why)
{
    struct err err = { 0 };

    free(state->inventory);
    state->inventory = why ? NULL : must(calloc(1, sizeof *state->inventory));
    if (state->inventory && !certify_looked(state->looking, state->inventory, &err)) {
        free(state->inventory);
        state->inventory = NULL;
        why = err.text;
    }
    snprintf(state->error, sizeof state->error, "%.199s", why ? why : "");
    certificates_certificates_stop(state);
    bool first = !state->sheet.count;
    certificates_fill(state);
    list_settle(&state->sheet.list);
    if (first || state->pending != AWAITS_NOTHING)
        sheet_focus(&state->sheet, false);
    certificates_focus_request(state);
}

static void certificates_certificates_receive(void *data, int fd)
{
    struct certificates *state = data;
    char line[200];
    enum progress progress = worker_outcome(state->looking, line, sizeof line);

    (void)fd;
    if (progress != WORKER_BUSY)
        certificates_certificates_finish(state, progress == WORKER_FAILED ? line : NULL);
}

void certificates_look(struct app *app)
{
    struct certificates *state = certificates_state(app);
    struct certify task = { 0 };
    struct err err;

    certificates_certificates_stop(state);
    state->pending = certify_pending(app->store, app->config);
    if (certify_look(&task, app->store, app->config, time(NULL), &err))
        state->looking = certify_start(&task, &err);
    if (!state->looking)
        certificates_certificates_finish(state, err.text);
    else
        loop_watch(&app->loop, worker_fd(state->looking), certificates_certificates_receive, state);
}

/* ------------------------------------------------ the screen */

static void certificates_certificates_open(void *data, struct app *app, const void *subject)
{
    struct certificates *state = data;

    (void)subject;
    state->app = app;
    certificates_look(app);
}

static void certificates_certificates_draw(const void *data, const struct app *app,
                                           struct area area, bool active)
{
    const struct certificates *state = data;
    struct area below = { area.y + 1, area.x, area.rows - 1, area.cols };

    (void)app;
    theme_put(area.y, area.x + 1, area.cols - 1, ROLE_TITLE,
              state->looking ? tr("Certificates   reading ...") : tr("Certificates"));
    if (state->sheet.count)
        sheet_draw(&state->sheet, below, active);
    else
        text_put_wrapped(below, tr("Reading the files ..."));
}

static enum key_answer certificates_certificates_key(void *data, struct app *app, struct area area,
                                                     int pressed)
{
    struct certificates *state = data;

    area.y++;
    area.rows--;
    if (state->looking && pressed == K_ENTER)
        return TAKEN; /* what it would do may be done already */
    return sheet_key(&state->sheet, app, area, pressed);
}

/* The mode may be another one, here or behind an undo. */
static void certificates_certificates_changed(void *data, struct app *app)
{
    struct certificates *state = data;
    enum pending before = state->pending;

    state->pending = certify_pending(app->store, app->config);
    if (!state->sheet.count)
        return;
    certificates_fill(state);
    list_settle(&state->sheet.list);
    if (state->pending != before)
        sheet_focus(&state->sheet, false);
}

static void close_certificates(void *data, struct app *app)
{
    struct certificates *state = data;

    (void)app;
    certificates_certificates_stop(state);
    sheet_free(&state->sheet);
    free(state->inventory);
    certificates_input_forget(state);
}

static const char *certificates_certificates_help(const void *data, const struct app *app,
                                                  const char **source)
{
    (void)app;
    (void)source;
    return sheet_help(&((const struct certificates *)data)->sheet);
}

static void certificates_certificates_side(const void *data, const struct app *app,
                                           struct side *side)
{
    (void)app;
    sheet_side(&((const struct certificates *)data)->sheet, side);
}

static const struct action certificates_actions[] = {
    { K_ENTER, "Enter", "open or do" },
    { K_CTRL('o'), "^O", "more" },
    { '/', "/", "search" },
    { '?', "?", "help" },
    { K_ESC, "Esc", "back" },
    { 0 },
};

const struct screen certificates_screen = {
    .size = sizeof(struct certificates),
    .broad = true,
    .actions = certificates_actions,
    .open = certificates_certificates_open,
    .draw = certificates_certificates_draw,
    .key = certificates_certificates_key,
    .changed = certificates_certificates_changed,
    .close = close_certificates,
    .help_narrow = 3,
    .help = certificates_certificates_help,
    .side = certificates_certificates_side,
};
