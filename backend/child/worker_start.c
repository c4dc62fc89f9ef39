/* worker_start.c - a process for a job, and the job for it. */
#include "backend/child/worker_inside.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "backend/base/mem.h"
#include "backend/child/pattern.h"
#include "backend/child/spawn.h"

static bool worker_watch(const struct worker *worker, int fd)
{
    struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };

    return epoll_ctl(worker->wait, EPOLL_CTL_ADD, fd, &event) == 0;
}

static bool open_descriptors(struct worker *worker, int *write_end)
{
    struct itimerspec end = { .it_value.tv_sec = 0 };
    int ends[2];

    if (clock_gettime(CLOCK_MONOTONIC, &worker->late) || pipe2(ends, O_CLOEXEC))
        return false;
    worker->late.tv_sec += worker->seconds;
    end.it_value = worker->late;
    worker->out = ends[0];
    *write_end = ends[1];
    worker->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    worker->wait = epoll_create1(EPOLL_CLOEXEC);
    return fcntl(worker->out, F_SETFL, O_NONBLOCK) == 0 && worker->timer >= 0 &&
           worker->wait >= 0 &&
           timerfd_settime(worker->timer, TFD_TIMER_ABSTIME, &end, NULL) == 0 &&
           worker_watch(worker, worker->out) && worker_watch(worker, worker->timer);
}

/* A pattern has the program already: nothing has to be looked for. */
static bool worker_copy(struct worker *worker, const struct worker_job *job, int socket,
                        int write_end)
{
    pid_t pid = job->pattern ? pattern_copy(job->pattern, socket, write_end, job->seconds) : -1;

    if (pid <= 0)
        return false;
    worker->pattern = job->pattern;
    worker->pid = pid;
    return true;
}

static bool worker_spawn(struct worker *worker, const struct worker_job *job, int socket,
                         int write_end, struct err *err)
{
    if (!locate_program(job->program, worker->path, err))
        return false;
    pid_t pid = spawn(worker->path, socket, write_end, job->seconds);
    if (pid < 0)
        return fail_errno(err, "cannot start a worker process");
    worker->pid = pid;
    return true;
}

static bool worker_begin(struct worker *worker, const struct worker_job *job, int write_end,
                         struct err *err)
{
    int ends[2];

    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends))
        return fail_errno(err, "cannot make a socket for a worker process");
    worker->socket = ends[0];
    bool ok = worker_copy(worker, job, ends[1], write_end) ||
              worker_spawn(worker, job, ends[1], write_end, err);
    close(ends[1]);
    return ok;
}

struct worker *worker_early(const struct worker_job *job, struct err *err)
{
    struct worker *worker = must(calloc(1, sizeof *worker));
    AUTO_CLOSE int write_end = -1;

    *worker = (struct worker){ .out = -1, .timer = -1, .wait = -1, .socket = -1, .copy = -1 };
    worker->seconds = job->seconds;
    snprintf(worker->path, sizeof worker->path, "%s", job->program);
    bool ok = (open_descriptors(worker, &write_end) ||
               fail_errno(err, "cannot make a pipe for a worker process")) &&
              worker_begin(worker, job, write_end, err);
    if (ok)
        return worker;
    worker_end(worker);
    return NULL;
}

/* The copy of the job is made now, and handed over when the worker has told its version. */
static bool worker_give(struct worker *worker, const struct worker_job *job, struct err *err)
{
    snprintf(worker->work, sizeof worker->work, "%s", job->work);
    worker->copy = hand_copy(job->bytes, job->size);
    return worker->copy >= 0 || fail_errno(err, "cannot hand a job to a worker process");
}

struct worker *worker_start(const struct worker_job *job, struct err *err)
{
    struct worker *worker = job->early ? job->early : worker_early(job, err);

    if (!worker || worker_give(worker, job, err))
        return worker;
    worker_end(worker);
    return NULL;
}
