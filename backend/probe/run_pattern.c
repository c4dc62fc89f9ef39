/* run_pattern.c - many tests are copies of one process that was started for all of them. */
#include <sys/epoll.h>

#include "backend/child/pattern.h"
#include "backend/probe/run_inside.h"
#include "backend/probe/work.h"

enum { MANY = 12 }; /* tests to start: fewer are sooner started than a pattern is ready */

static void run_pattern_begin(struct probe_run *run)
{
    struct epoll_event event = { .events = EPOLLIN, .data.u64 = RUN_NO_TASK };

    run->pattern = probe_pattern(run->trust);
    run->no_pattern = !run->pattern;
    if (run->pattern && epoll_ctl(run->wait, EPOLL_CTL_ADD, pattern_fd(run->pattern), &event) != 0)
        run_pattern_end(run);
}

/* Once it is ready nobody waits for it: it answers at once to who asks. */
static bool run_pattern_ready(const struct probe_run *run)
{
    if (pattern_warming(run->pattern))
        return false;
    epoll_ctl(run->wait, EPOLL_CTL_DEL, pattern_fd(run->pattern), NULL);
    return true;
}

bool run_pattern(struct probe_run *run)
{
    if (run->pattern && run_pattern_ready(run) && !pattern_usable(run->pattern)) {
        run->no_pattern = pattern_lost(run->pattern);
        run_pattern_end(run);
    }
    if (!run->pattern && !run->no_pattern && run->length - run->next >= MANY)
        run_pattern_begin(run);
    return !run->pattern || run_pattern_ready(run);
}

void run_pattern_end(struct probe_run *run)
{
    pattern_end(run->pattern);
    run->pattern = NULL;
}
