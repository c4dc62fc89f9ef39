/* discover_run.c - discovery on its way: its parts one after the other, driven by whoever waits. */
#include <poll.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "backend/base/mem.h"
#include "backend/discover/discover_inside.h"
#include "backend/discover/discover_local.h"

/* ------------------------------------------------ proposals */

static void discover_run_propose(struct discovery *discovery)
{
    char **local = discover_local();

    propose(&discovery->proposals, discovery->course->config,
            &(struct evidence){ &discovery->job, &discovery->found, &discovery->lookup,
                                &discovery->attempts, &discovery->serving,
                                (const char *const *)local });
    discover_local_free(local);
}

/* ------------------------------------------------ driving */

/* Of the part; and the descriptor that it was watched by leaves with it. */
static void discover_run_leave(struct discover_course *course)
{
    worker_end(course->worker);
    course->worker = NULL;
}

static void discover_run_end(struct discovery *discovery)
{
    struct discover_course *course = discovery->course;

    if (!course)
        return;
    discover_run_leave(course);
    mem_close_fd(&course->wait);
    free(course);
    discovery->course = NULL;
}

bool discover_start(struct discovery *discovery, const struct config *config, struct store *store,
                    struct err *err)
{
    struct discover_course *course = must(calloc(1, sizeof *course));

    *course = (struct discover_course){ .config = config,
                                        .store = store,
                                        .wait = epoll_create1(EPOLL_CLOEXEC) };
    discovery->course = course;
    bool fine = (course->wait >= 0 || fail_errno(err, "nothing can be waited for")) &&
                discover_parts[0].start(discovery, err);
    if (!fine)
        discover_run_end(discovery);
    return fine;
}

int discover_fd(const struct discovery *discovery)
{
    return discovery->course ? discovery->course->wait : -1;
}

const char *discover_doing(const struct discovery *discovery)
{
    return discovery->course ? discovery->course->doing : "";
}

/* The next part; behind the last one are the proposals. */
static enum discover_event discover_run_next(struct discovery *discovery, struct err *err)
{
    struct discover_course *course = discovery->course;

    discover_run_leave(course);
    if (discover_parts[++course->part].start)
        return discover_parts[course->part].start(discovery, err) ? DISCOVER_PROGRESS
                                                                  : DISCOVER_FAILED;
    discover_run_propose(discovery);
    return DISCOVER_OVER;
}

enum discover_event discover_step(struct discovery *discovery, struct err *err)
{
    enum discover_event event = discover_parts[discovery->course->part].step(discovery, err);

    if (event == DISCOVER_OVER)
        event = discover_run_next(discovery, err);
    if (event == DISCOVER_OVER || event == DISCOVER_FAILED)
        discover_run_end(discovery);
    return event;
}

bool discover_run(struct discovery *discovery, const struct config *config, struct store *store,
                  discover_watch *watch, struct err *err)
{
    enum discover_event event = DISCOVER_FAILED;

    if (discover_start(discovery, config, store, err))
        event = DISCOVER_PROGRESS;
    while (event == DISCOVER_WAIT || event == DISCOVER_PROGRESS) {
        struct pollfd ready = { .fd = discover_fd(discovery), .events = POLLIN };
        if (event == DISCOVER_WAIT)
            poll(&ready, 1, -1);
        event = discover_step(discovery, err);
        if (watch && event != DISCOVER_WAIT)
            watch(discovery);
    }
    return event == DISCOVER_OVER;
}

void discover_free(struct discovery *discovery)
{
    discover_run_end(discovery);
    proposals_free(&discovery->proposals);
    lookup_free(&discovery->lookup);
    attempts_free(&discovery->attempts);
    serving_free(&discovery->serving);
}
