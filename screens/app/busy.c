#include "screens/app/busy.h"

#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "tui/progress.h"
#include "tui/text.h"

struct busy_state {
    struct app *app;
    struct busy_job job;
    int fd;
    int64_t start;
    char line[160];
};

/* Takes the worker out of the state, so that whatever happens next it is ended once. */
static void busy_finish(struct busy_state *state, bool done, const char *why)
{
    struct app *app = state->app;
    struct busy_job job = state->job;
    char reason[200];

    snprintf(reason, sizeof reason, "%s", why ? why : "");
    state->job.worker = NULL;
    loop_forget(&app->loop, state->fd);
    loop_timer(&app->loop, TIMER_PROGRESS, -1);
    app_pop(app);
    if (done)
        job.done(app, job.worker);
    else
        job.failed(app, job.worker, why ? reason : NULL);
    if (!done || !job.keep)
        worker_end(job.worker);
}

static void busy_receive(void *data, int fd)
{
    struct busy_state *state = data;
    char line[160];

    (void)fd;
    for (;;) {
        switch (worker_step(state->job.worker, line, sizeof line)) {
        case WORKER_BUSY:
            return;
        case WORKER_REPORTED:
            snprintf(state->line, sizeof state->line, "%s",
                     strncmp(line, "step ", 5) == 0 ? line + 5 : line);
            break;
        case WORKER_SENT:
            break;
        case WORKER_DONE:
            busy_finish(state, true, NULL);
            return;
        case WORKER_FAILED:
            busy_finish(state, false, line);
            return;
        }
    }
}

static void busy_open(void *data, struct app *app, const void *subject)
{
    struct busy_state *state = data;

    state->app = app;
    state->job = *(const struct busy_job *)subject;
    state->start = loop_now();
    state->fd = worker_fd(state->job.worker);
    loop_watch(&app->loop, state->fd, busy_receive, state);
    loop_timer(&app->loop, TIMER_PROGRESS, PROGRESS_EVERY);
}

void busy_box(struct area area, const char *title, const char *line, int64_t since)
{
    int cols = area.cols < 64 ? area.cols : 64, rows = area.rows < 5 ? area.rows : 5;
    struct area box = { (area.rows - rows) / 2, (area.cols - cols) / 2, rows, cols };

    term_box(box);
    theme_put(box.y, box.x + 2, box.cols - 4, ROLE_TITLE, title);
    progress_draw((struct area){ box.y + rows / 2, box.x + 2, rows > 4 ? 2 : 1, box.cols - 4 },
                  line, loop_now() - since);
    term_cursor(box.y + rows / 2, box.x + 2);
}

static void busy_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct busy_state *state = data;

    (void)app;
    (void)active;
    busy_box(area, tr(state->job.title), state->line, state->start);
}

static enum key_answer busy_key(void *data, struct app *app, struct area area, int pressed)
{
    (void)app;
    (void)area;
    if (pressed == K_ESC)
        busy_finish(data, false, NULL);
    return TAKEN;
}

static void close_busy(void *data, struct app *app)
{
    struct busy_state *state = data;

    if (!state->job.worker)
        return;
    loop_forget(&app->loop, state->fd);
    worker_end(state->job.worker);
    state->job.worker = NULL;
}

static const struct action busy_actions[] = { { K_ESC, "Esc", "stop" }, { 0 } };

const struct screen busy_screen = {
    .size = sizeof(struct busy_state),
    .over = true,
    .actions = busy_actions,
    .open = busy_open,
    .draw = busy_draw,
    .key = busy_key,
    .close = close_busy,
};
