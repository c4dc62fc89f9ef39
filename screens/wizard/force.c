/* force.c - an export being put in force, in a box; then the question whether it is kept. */
#include <stdio.h>
#include <stdlib.h>

#include "backend/base/language.h"
#include "screens/app/busy.h"
#include "screens/wizard/apply.h"
#include "tui/ask.h"
#include "tui/progress.h"

struct force_state {
    struct app *app;
    struct forcing forcing;
    int64_t start, end; /* by loop_now(): since when, and until when it may be kept */
    bool asking;
    bool decided; /* it was answered, or stopped: nothing is asked any more */
    size_t focus;
    char line[160];
};

static const char *const force_buttons[] = { "Keep it", "Undo", NULL };
enum { KEEP, UNDO };

/* ------------------------------------------------ what it says */

static void report_over(struct app *app, const struct forcing *forcing, enum applied how,
                        const char *line)
{
    const char *what = tr(forcing->applying->what);

    if (how == APPLIER_KEPT)
        app_report(app, MARK_FINE, "%s: in force; the old state is in %s", what, line);
    else
        app_report(app, how == APPLIER_UNDONE ? MARK_WARN : MARK_FAIL, "%s: %s", what, line);
}

static void wizard_force_let_go(struct force_state *state)
{
    loop_forget(&state->app->loop, applier_fd(state->forcing.applier));
    loop_timer(&state->app->loop, TIMER_PROGRESS, -1);
    applier_end(state->forcing.applier);
    state->forcing.applier = NULL;
}

static void wizard_force_finish(struct force_state *state, enum applied how, const char *line)
{
    struct app *app = state->app;

    wizard_force_let_go(state);
    report_over(app, &state->forcing, how, line);
    app_pop(app);
}

/* Undo has the marker: nothing is kept by a key too many. */
static void begin_to_ask(struct force_state *state, const char *seconds)
{
    state->asking = !state->decided;
    state->focus = UNDO;
    state->end = loop_now() + strtol(seconds, NULL, 10) * 1000;
}

static void wizard_force_receive(void *data, int fd)
{
    struct force_state *state = data;
    char line[2048];

    (void)fd;
    for (;;) {
        enum applied what = applier_step(state->forcing.applier, line, sizeof line);

        switch (what) {
        case APPLIER_BUSY:
            return;
        case APPLIER_STEP:
            snprintf(state->line, sizeof state->line, "%.150s", line);
            break;
        case APPLIER_ASKS:
            begin_to_ask(state, line);
            break;
        case APPLIER_KEPT:
        case APPLIER_UNDONE:
        case APPLIER_FAILED:
            wizard_force_finish(state, what, line);
            return;
        }
    }
}

/* ------------------------------------------------ the screen */

static void wizard_force_open(void *data, struct app *app, const void *subject)
{
    struct force_state *state = data;

    state->app = app;
    state->forcing = *(const struct forcing *)subject;
    state->start = loop_now();
    loop_watch(&app->loop, applier_fd(state->forcing.applier), wizard_force_receive, state);
    loop_timer(&app->loop, TIMER_PROGRESS, PROGRESS_EVERY);
}

/* Left without an answer: that is a no, and the applier does it behind us. */
static void close_force(void *data, struct app *app)
{
    struct force_state *state = data;

    if (!state->forcing.applier)
        return;
    wizard_force_let_go(state);
    app_report(app, MARK_WARN, "%s: not confirmed: the old state is coming back",
               tr(state->forcing.applying->what));
}

static struct ask make_ask(const struct force_state *state, char text[], size_t size)
{
    int64_t left = state->end - loop_now();

    snprintf(text, size,
             tr("Does everything still work? Look best from another window.\n"
                "Without an answer the old state comes back in %lld seconds."),
             (long long)(left > 0 ? left / 1000 : 0));
    return (struct ask){ .title = state->forcing.applying->target,
                         .text = text,
                         .buttons = tr_list(force_buttons),
                         .focus = state->focus };
}

static void wizard_force_draw(const void *data, const struct app *app, struct area area,
                              bool active)
{
    const struct force_state *state = data;
    char text[256];

    (void)app;
    (void)active;
    if (state->asking) {
        const struct ask ask = make_ask(state, text, sizeof text);
        ask_draw(&ask);
    } else {
        busy_box(area, state->forcing.applying->target, state->line, state->start);
    }
}

static void decide(struct force_state *state, bool keep)
{
    state->asking = false;
    state->decided = true;
    snprintf(state->line, sizeof state->line, "%s",
             keep ? tr("Keeping it") : tr("Putting the old state back"));
    applier_answer(state->forcing.applier, keep);
}

static enum key_answer wizard_force_key(void *data, struct app *app, struct area area, int pressed)
{
    struct force_state *state = data;
    char text[256];

    (void)app;
    (void)area;
    if (!state->asking) {
        if (pressed == K_ESC && !state->decided)
            decide(state, false);
        return TAKEN;
    }
    struct ask ask = make_ask(state, text, sizeof text);
    int button = ask_key(&ask, pressed);
    state->focus = ask.focus;
    if (button != ASK_OPEN)
        decide(state, button == KEEP);
    return TAKEN;
}

static bool wizard_force_can(const void *data, const struct app *app, const struct action *action)
{
    const struct force_state *state = data;

    (void)app;
    return state->asking || (action->key == K_ESC && !state->decided);
}

static const struct action force_actions[] = {
    { K_TAB, "Tab", "next" },
    { K_ENTER, "Enter", "choose" },
    { K_ESC, "Esc", "undo" },
    { 0 },
};

const struct screen force_screen = {
    .size = sizeof(struct force_state),
    .over = true,
    .actions = force_actions,
    .can = wizard_force_can,
    .open = wizard_force_open,
    .draw = wizard_force_draw,
    .key = wizard_force_key,
    .close = close_force,
};
