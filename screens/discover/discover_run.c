/* discover_run.c - asking while the screen lives on. */
#include <stdio.h>
#include <string.h>

#include "screens/discover/discover.h"
#include "tui/progress.h"

static void discover_run_forget(struct discover_screen *state)
{
    loop_forget(&state->app->loop, state->fd);
    loop_timer(&state->app->loop, TIMER_PROGRESS, -1);
}

void discover_run_stop(struct discover_screen *state)
{
    if (state->phase == DISCOVER_RUNNING)
        discover_run_forget(state);
    discover_free(&state->discovery);
}

/* What was proposed stands in the list; nothing was: the page says so. */
void discover_run_finish(struct discover_screen *state)
{
    state->asked = true;
    if (state->discovery.proposals.count) {
        state->phase = DISCOVER_FOUND;
        discover_found_put(state);
    } else {
        discover_ask_put(state);
    }
}

static void discover_run_failed(struct discover_screen *state, const char *why)
{
    state->stopped = true;
    discover_ask_put(state);
    app_report(state->app, MARK_FAIL, "%s", why);
}

static void discover_run_ready(void *data, int fd)
{
    struct discover_screen *state = data;
    enum discover_event event;
    struct err err;

    (void)fd;
    do
        event = discover_step(&state->discovery, &err);
    while (event == DISCOVER_PROGRESS);
    if (event == DISCOVER_WAIT)
        return;
    discover_run_forget(state);
    if (event == DISCOVER_OVER)
        discover_run_finish(state);
    else
        discover_run_failed(state, err.text);
}

void discover_run_start(struct app *app)
{
    struct discover_screen *state = discover_screen_state(app);
    struct err err;

    discover_free(&state->discovery);
    state->discovery.found = (struct found_all){ 0 };
    state->stopped = false;
    if (!discover_start(&state->discovery, app->config, app->store, &err)) {
        app_report(app, MARK_FAIL, "%s", err.text);
        return;
    }
    state->phase = DISCOVER_RUNNING;
    state->start = loop_now();
    state->fd = discover_fd(&state->discovery);
    loop_watch(&app->loop, state->fd, discover_run_ready, state);
    loop_timer(&app->loop, TIMER_PROGRESS, PROGRESS_EVERY);
}
