/* discover_run.c - asking, in a worker, while the screen lives on. */
#include <stdio.h>
#include <string.h>

#include "backend/child/worker.h"
#include "screens/discover/discover.h"
#include "tui/progress.h"

void discover_run_stop(struct discover_screen *state)
{
    if (!state->worker)
        return;
    loop_forget(&state->app->loop, worker_fd(state->worker));
    loop_timer(&state->app->loop, TIMER_PROGRESS, -1);
    worker_end(state->worker);
    state->worker = NULL;
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
    discover_run_stop(state);
    state->stopped = true;
    discover_ask_put(state);
    app_report(state->app, MARK_FAIL, "%s", why);
}

static void discover_run_receive(void *data, int fd)
{
    struct discover_screen *state = data;
    char line[512];

    (void)fd;
    for (;;) {
        switch (worker_step(state->worker, line, sizeof line)) {
        case WORKER_BUSY:
            return;
        case WORKER_REPORTED:
            discover_receive(&state->discovery, line);
            break;
        case WORKER_SENT:
            break;
        case WORKER_DONE:
            discover_run_stop(state);
            discover_finish(&state->discovery, state->app->config);
            discover_run_finish(state);
            return;
        case WORKER_FAILED:
            discover_run_failed(state, line);
            return;
        }
    }
}

void discover_run_start(struct app *app)
{
    struct discover_screen *state = discover_screen_state(app);
    struct err err;

    discover_free(&state->discovery);
    state->discovery.found = (struct found_all){ 0 };
    state->stopped = false;
    state->worker = discover_start(&state->discovery, &err);
    if (!state->worker) {
        app_report(app, MARK_FAIL, "%s", err.text);
        return;
    }
    state->phase = DISCOVER_RUNNING;
    state->start = loop_now();
    snprintf(state->step, sizeof state->step, "waiting for the name server");
    loop_watch(&app->loop, worker_fd(state->worker), discover_run_receive, state);
    loop_timer(&app->loop, TIMER_PROGRESS, PROGRESS_EVERY);
}
