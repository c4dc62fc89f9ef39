/* discover_run.c - discovery on its way: its parts one after the other, driven by whoever waits. */
#include <arpa/inet.h>
#include <ifaddrs.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "backend/base/mem.h"
#include "backend/child/stream.h"
#include "backend/child/worker.h"
#include "backend/discover/discover.h"
#include "backend/discover/discover_lookup.h"

struct discover_course {
    const struct config *config;
    struct store *store;
    size_t part; /* of discover_parts[], which runs */
    int wait;    /* epoll: what the part waits for */
    struct worker *worker;
    char doing[64];
};

/* ------------------------------------------------ what is asked and answered */

/* The worker that was started is waited for. */
static bool discover_run_watch(struct discover_course *course, const char *doing, struct err *err)
{
    struct epoll_event event = { .events = EPOLLIN };

    snprintf(course->doing, sizeof course->doing, "%s", doing);
    return epoll_ctl(course->wait, EPOLL_CTL_ADD, worker_fd(course->worker), &event) == 0 ||
           fail_errno(err, "a worker process cannot be watched");
}

/* One line for receive(), or the end. No worker: there was nothing to do. */
static enum discover_event discover_run_listen(const struct discover_course *course,
                                               void (*receive)(void *to, const char *line),
                                               void *to, struct err *err)
{
    char line[STREAM_LINE];

    switch (course->worker ? worker_step(course->worker, line, sizeof line) : WORKER_DONE) {
    case WORKER_BUSY:
        return DISCOVER_WAIT;
    case WORKER_REPORTED:
        receive(to, line);
        break;
    case WORKER_SENT:
        break;
    case WORKER_DONE:
        return DISCOVER_OVER;
    case WORKER_FAILED:
        fail(err, "%s", line);
        return DISCOVER_FAILED;
    }
    return DISCOVER_PROGRESS;
}

/* ------------------------------------------------ the first questions */

static bool discover_run_ask(struct discovery *discovery, struct err *err)
{
    enum { STARTING = 4 }; /* seconds beside those for the answers */
    const struct discover_job *job = &discovery->job;
    struct discover_course *course = discovery->course;

    course->worker = worker_start(&(struct worker_job){ .program = DISCOVER_PROGRAM,
                                                        .work = "ask",
                                                        .bytes = job,
                                                        .size = sizeof *job,
                                                        .seconds = job->seconds + STARTING },
                                  err);
    return course->worker && discover_run_watch(course, "asking the name server", err);
}

static void discover_run_found(void *found, const char *line)
{
    found_receive(found, line);
}

static enum discover_event discover_run_asked(struct discovery *discovery, struct err *err)
{
    enum discover_event event =
        discover_run_listen(discovery->course, discover_run_found, &discovery->found, err);

    if (event == DISCOVER_OVER)
        found_sort(&discovery->found);
    return event;
}

/* ------------------------------------------------ names that follow from others */

/* Who did not answer the first questions is not asked more. */
static bool discover_run_is_silent(const struct discovery *discovery)
{
    char name[DNS_NAME];
    bool asked = false;

    for (size_t row = 0; row < DISCOVER_QUESTIONS; row++)
        asked = asked || question_name(&discovery->job, row, name);
    return asked && !discovery->found.answered;
}

static bool discover_run_look(struct discovery *discovery, struct err *err)
{
    struct discover_course *course = discovery->course;

    if (discover_run_is_silent(discovery))
        return true;
    discover_lookup(&discovery->lookup, &discovery->job);
    return lookup_start(&discovery->lookup, &course->worker, err) &&
           (!course->worker ||
            discover_run_watch(course, "asking for names, and for what is published", err));
}

static void discover_run_line(void *lookup, const char *line)
{
    lookup_receive(lookup, line);
}

static enum discover_event discover_run_looked(struct discovery *discovery, struct err *err)
{
    enum discover_event event =
        discover_run_listen(discovery->course, discover_run_line, &discovery->lookup, err);

    if (event == DISCOVER_OVER)
        lookup_sort(&discovery->lookup);
    return event;
}

/* ------------------------------------------------ proposals */

/* The addresses of this machine, as texts. */
static char **discover_run_local(void)
{
    struct ifaddrs *all = NULL;
    char **list = NULL;
    size_t count = 0, room = 0;

    if (getifaddrs(&all) != 0)
        all = NULL;
    for (struct ifaddrs *at = all; at; at = at->ifa_next) {
        char text[INET6_ADDRSTRLEN];
        int family = at->ifa_addr ? at->ifa_addr->sa_family : AF_UNSPEC;
        const void *bytes = family == AF_INET
                                ? (const void *)&((struct sockaddr_in *)at->ifa_addr)->sin_addr
                                : (const void *)&((struct sockaddr_in6 *)at->ifa_addr)->sin6_addr;
        if ((family != AF_INET && family != AF_INET6) ||
            !inet_ntop(family, bytes, text, sizeof text))
            continue;
        list = grow(list, count, &room, sizeof *list);
        list[count++] = copy(text);
    }
    list = grow(list, count, &room, sizeof *list);
    list[count] = NULL;
    freeifaddrs(all);
    return list;
}

static void discover_run_local_free(char **list)
{
    for (char **at = list; *at; at++)
        free(*at);
    free(list);
}

static void discover_run_propose(struct discovery *discovery)
{
    char **local = discover_run_local();

    propose(&discovery->proposals, discovery->course->config, &discovery->job, &discovery->found,
            &discovery->lookup, (const char *const *)local);
    discover_run_local_free(local);
}

/* ------------------------------------------------ the parts, one after the other */

static const struct {
    bool (*start)(struct discovery *discovery, struct err *err);
    /* DISCOVER_OVER: this part is */
    enum discover_event (*step)(struct discovery *discovery, struct err *err);
} discover_parts[] = {
    { discover_run_ask, discover_run_asked },
    { discover_run_look, discover_run_looked },
};

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
    if (++course->part < sizeof discover_parts / sizeof *discover_parts)
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
        if (watch && event == DISCOVER_PROGRESS)
            watch(discovery);
    }
    return event == DISCOVER_OVER;
}

void discover_free(struct discovery *discovery)
{
    discover_run_end(discovery);
    proposals_free(&discovery->proposals);
    lookup_free(&discovery->lookup);
}
