/* run_pattern.c - many tests are copies of one process that was started for all of them. */
#include <sys/epoll.h>

#include "backend/child/pattern.h"
#include "backend/probe/run_inside.h"
#include "backend/probe/work.h"

enum {
    MANY = 12,  /* tests to start: fewer are sooner started than a pattern is ready */
    AHEAD = 24, /* copies that are left of one when the next is started, so that nobody waits */
};

static void run_pattern_begin(struct probe_run *run, struct run_pattern *one)
{
    struct epoll_event event = { .events = EPOLLIN, .data.u64 = RUN_NO_TASK };

    one->pattern = probe_pattern(run->trust);
    one->warming =
        one->pattern && epoll_ctl(run->wait, EPOLL_CTL_ADD, pattern_fd(one->pattern), &event) == 0;
    if (!one->warming) {
        pattern_end(one->pattern);
        one->pattern = NULL;
        run->no_pattern = true;
    }
}

/* Once it is ready nobody waits for it: it answers at once to who asks. */
static bool run_pattern_ready(const struct probe_run *run, struct run_pattern *one)
{
    if (one->warming && !pattern_warming(one->pattern)) {
        epoll_ctl(run->wait, EPOLL_CTL_DEL, pattern_fd(one->pattern), NULL);
        one->warming = false;
    }
    return !one->warming;
}

static void run_pattern_shift(struct probe_run *run)
{
    run->no_pattern = run->no_pattern || pattern_lost(run->now.pattern);
    pattern_end(run->now.pattern);
    run->now = run->ahead;
    run->ahead = (struct run_pattern){ .pattern = NULL };
}

bool run_pattern(struct probe_run *run)
{
    size_t waiting = run->length - run->next, left;

    run_pattern_ready(run, &run->ahead);
    if (run->now.pattern && run_pattern_ready(run, &run->now) && !pattern_left(run->now.pattern))
        run_pattern_shift(run);
    left = run->now.pattern ? pattern_left(run->now.pattern) : 0;
    if (!run->no_pattern && !run->ahead.pattern && left <= AHEAD && waiting >= left + MANY)
        run_pattern_begin(run, run->now.pattern ? &run->ahead : &run->now);
    return run_pattern_ready(run, &run->now);
}

void run_pattern_end(struct probe_run *run)
{
    pattern_end(run->now.pattern);
    pattern_end(run->ahead.pattern);
}
