/* discover_parts.c - the parts of discovery: the first questions, those that follow from their
 * answers, and the hosts that were named. */
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>

#include "backend/base/language.h"
#include "backend/child/stream.h"
#include "backend/discover/discover_inside.h"
#include "backend/discover/discover_lookup.h"

/* The worker that was started is waited for. */
static bool discover_parts_watch(struct discover_course *course, int fd, const char *doing,
                                 struct err *err)
{
    struct epoll_event event = { .events = EPOLLIN };

    snprintf(course->doing, sizeof course->doing, "%s", doing);
    return epoll_ctl(course->wait, EPOLL_CTL_ADD, fd, &event) == 0 ||
           fail_errno(err, "a worker process cannot be watched");
}

/* One line for receive(), or the end. No worker: there was nothing to do. */
static enum discover_event discover_parts_listen(const struct discover_course *course,
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

static bool discover_parts_ask(struct discovery *discovery, struct err *err)
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
    return course->worker && discover_parts_watch(course, worker_fd(course->worker),
                                                  tr("asking the name server"), err);
}

static void discover_parts_found(void *found, const char *line)
{
    found_receive(found, line);
}

static enum discover_event discover_parts_asked(struct discovery *discovery, struct err *err)
{
    enum discover_event event =
        discover_parts_listen(discovery->course, discover_parts_found, &discovery->found, err);

    if (event == DISCOVER_OVER)
        found_sort(&discovery->found);
    return event;
}

/* ------------------------------------------------ names that follow from others */

/* Who did not answer the first questions is not asked more. */
static bool discover_parts_is_silent(const struct discovery *discovery)
{
    char name[DNS_NAME];
    bool asked = false;

    for (size_t row = 0; row < DISCOVER_QUESTIONS; row++)
        asked = asked || question_name(&discovery->job, row, name);
    return asked && !discovery->found.answered;
}

static bool discover_parts_look(struct discovery *discovery, struct err *err)
{
    struct discover_course *course = discovery->course;

    if (discover_parts_is_silent(discovery))
        return true;
    discover_lookup(&discovery->lookup, &discovery->job);
    return lookup_start(&discovery->lookup, &course->worker, err) &&
           (!course->worker ||
            discover_parts_watch(course, worker_fd(course->worker),
                                 tr("asking for names, and for what is published"), err));
}

static void discover_parts_line(void *lookup, const char *line)
{
    lookup_receive(lookup, line);
}

static enum discover_event discover_parts_looked(struct discovery *discovery, struct err *err)
{
    enum discover_event event =
        discover_parts_listen(discovery->course, discover_parts_line, &discovery->lookup, err);

    if (event == DISCOVER_OVER)
        lookup_sort(&discovery->lookup);
    return event;
}

/* ------------------------------------------------ the hosts that were named */

/* Their addresses come from the same name server as their names. */
static bool discover_parts_locate(struct discovery *discovery, struct err *err)
{
    struct discover_course *course = discovery->course;
    struct lookup *lookup = &discovery->attempts.lookup;

    attempts_collect(&discovery->attempts, &discovery->job, &discovery->found);
    memcpy(lookup->job.resolver, discovery->job.resolver, sizeof lookup->job.resolver);
    return lookup_start(lookup, &course->worker, err) &&
           (!course->worker || discover_parts_watch(course, worker_fd(course->worker),
                                                    tr("asking for the addresses of hosts"), err));
}

static enum discover_event discover_parts_located(struct discovery *discovery, struct err *err)
{
    return discover_parts_listen(discovery->course, discover_parts_line,
                                 &discovery->attempts.lookup, err);
}

static bool discover_parts_try(struct discovery *discovery, struct err *err)
{
    struct discover_course *course = discovery->course;
    struct attempts *attempts = &discovery->attempts;

    attempts_start(attempts, &discovery->job, course->config, course->store);
    return !attempts->run || discover_parts_watch(course, probe_run_fd(attempts->run), "", err);
}

static enum discover_event discover_parts_tried(struct discovery *discovery, struct err *err)
{
    struct discover_course *course = discovery->course;
    struct probe_run *run = discovery->attempts.run;
    struct probe_event event;

    (void)err;
    if (!run)
        return DISCOVER_OVER;
    switch (probe_run_step(run, &event)) {
    case PROBE_WAIT:
        return DISCOVER_WAIT;
    case PROBE_OVER:
        epoll_ctl(course->wait, EPOLL_CTL_DEL, probe_run_fd(run), NULL);
        return DISCOVER_OVER;
    case PROBE_RECEIVED:
    case PROBE_ENDED:
        break;
    }
    attempts_doing(&discovery->attempts, course->doing, sizeof course->doing);
    return DISCOVER_PROGRESS;
}

/* ------------------------------------------------ this server as it is */

static bool discover_parts_serve(struct discovery *discovery, struct err *err)
{
    struct discover_course *course = discovery->course;
    char host[PROBE_HOST];

    /* Where no name server answers, nobody waits for a name that leads nowhere: unless asked to. */
    if (!(discovery->job.topics & TOPIC_SERVER) || discovery->job.names_only ||
        (!discovery->server && discover_parts_is_silent(discovery)))
        return true;
    serving_host(course->config, discovery->server, host);
    return serving_start(&discovery->serving, course->config, course->store, host, err) &&
           discover_parts_watch(course, serving_fd(&discovery->serving),
                                tr("looking at this server as it is"), err);
}

static enum discover_event discover_parts_served(struct discovery *discovery, struct err *err)
{
    struct serving *serving = &discovery->serving;

    (void)err;
    if (!serving->started)
        return DISCOVER_OVER;
    if (!serving_step(serving))
        return DISCOVER_WAIT;
    epoll_ctl(discovery->course->wait, EPOLL_CTL_DEL, serving_fd(serving), NULL);
    return DISCOVER_OVER;
}

/* ------------------------------------------------ one after the other */

const struct discover_part discover_parts[] = {
    { discover_parts_ask, discover_parts_asked },
    { discover_parts_look, discover_parts_looked },
    { discover_parts_locate, discover_parts_located },
    { discover_parts_try, discover_parts_tried },
    { discover_parts_serve, discover_parts_served },
    { NULL, NULL },
};
