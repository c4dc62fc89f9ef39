#include "backend/base/language.h"
#include "backend/child/worker_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "backend/base/mem.h"
#include "backend/base/moment.h"
#include "backend/base/utf8.h"
#include "backend/base/wiped.h"
#include "backend/child/hand.h"
#include "backend/child/locate.h"
#include "backend/child/pattern.h"
#include "backend/child/spawn.h"
#include "backend/child/stream.h"

int worker_fd(const struct worker *worker)
{
    return worker->wait;
}

/* One that is already leaving keeps its exit status; one that only closed its pipe to keep us
 * waiting does not get away with it. */
static int reap(struct worker *worker)
{
    int status = 0;
    pid_t pid = worker->pid;

    worker->pid = 0;
    if (worker->pattern)
        return pattern_reap(worker->pattern, pid);
    kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    return status;
}

static void fail_late(struct worker *worker)
{
    snprintf(worker->reason, sizeof worker->reason, tr("took longer than %d seconds"),
             worker->seconds);
}

static void fail_by(struct worker *worker, int status)
{
    int number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;

    if (number == SIGALRM || number == SIGXCPU)
        fail_late(worker);
    else if (number)
        snprintf(worker->reason, sizeof worker->reason, tr("the worker process was ended by SIG%s"),
                 sigabbrev_np(number) ? sigabbrev_np(number) : "?");
    else if (!worker->reason[0])
        snprintf(worker->reason, sizeof worker->reason,
                 tr("the worker process ended without a reason (status %d)"), WEXITSTATUS(status));
}

static void worker_finish(struct worker *worker)
{
    int status = reap(worker);
    bool had_job = worker->socket < 0;
    bool fine = had_job && WIFEXITED(status) && WEXITSTATUS(status) == 0;

    worker->end = WORKER_FAILED;
    if (!fine)
        fail_by(worker, status);
    else if (!stream_whole(&worker->stream))
        snprintf(worker->reason, sizeof worker->reason,
                 tr("the worker process stopped in the middle of a line"));
    else
        worker->end = WORKER_DONE;
}

static void worker_stop(struct worker *worker)
{
    reap(worker);
    worker->end = WORKER_FAILED;
}

static bool worker_late(const struct worker *worker)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return !moment_before(&now, &worker->late);
}

static bool is_reason(struct worker *worker, const char *line)
{
    static const char word[] = "fail ";

    if (strncmp(line, word, sizeof word - 1) != 0)
        return false;
    snprintf(worker->reason, sizeof worker->reason, "%s", line + sizeof word - 1);
    return true;
}

static void forget_job(struct worker *worker)
{
    mem_close_fd(&worker->socket);
    mem_close_fd(&worker->copy);
    worker->socket = worker->copy = -1;
}

/* Its first line is its version: only one of ours gets the job, which may hold passwords. */
static bool worker_greet(struct worker *worker, const char *line)
{
    if (strcmp(line, HAND_GREETING) != 0)
        snprintf(
            worker->reason, sizeof worker->reason,
            tr("%.256s is of another version (%.64s) than this program (%s); install both anew"),
            worker->path, line, HAND_GREETING);
    else if (!hand_over(worker->socket, worker->work, worker->copy))
        snprintf(worker->reason, sizeof worker->reason, tr("the worker process took no job: %s"),
                 strerror(errno));
    forget_job(worker);
    return !worker->reason[0];
}

/* What the bytes read so far hold; a reason is kept for the end. */
static enum received worker_look(struct worker *worker, char line[STREAM_LINE])
{
    for (;;) {
        enum received received = stream_next(&worker->stream, line);
        if (received != RECEIVED_LINE)
            return received;
        if (is_reason(worker, line))
            continue;
        if (worker->socket < 0)
            return received;
        if (!worker_greet(worker, line))
            return RECEIVED_BROKEN;
    }
}

/* Reads once, unless its time is over; false: nothing new, though the child may have expired. */
static bool worker_take(struct worker *worker)
{
    size_t size;

    if (worker_late(worker)) {
        fail_late(worker);
        worker_stop(worker);
        return false;
    }
    char *room = stream_room(&worker->stream, &size);
    ssize_t n = read(worker->out, room, size);

    if (n > 0)
        stream_filled(&worker->stream, (size_t)n);
    else if (n == 0 || (errno != EAGAIN && errno != EINTR))
        worker_finish(worker);
    return n > 0;
}

/* WORKER_DONE stands for "look how it ended". */
static enum progress worker_receive(struct worker *worker, char line[STREAM_LINE])
{
    enum received received = RECEIVED_NOTHING;

    if (worker->pid)
        received = worker_look(worker, line);
    if (worker->pid && received == RECEIVED_NOTHING && worker_take(worker))
        received = worker_look(worker, line);
    switch (received) {
    case RECEIVED_LINE:
        return WORKER_REPORTED;
    case RECEIVED_RESULT:
        return WORKER_SENT;
    case RECEIVED_BROKEN:
        if (!worker->reason[0])
            snprintf(worker->reason, sizeof worker->reason,
                     tr("malformed reply from the worker process"));
        worker_stop(worker);
        break;
    case RECEIVED_NOTHING:
        break;
    }
    return worker->pid ? WORKER_BUSY : WORKER_DONE;
}

enum progress worker_step(struct worker *worker, char line[], size_t size)
{
    char received[STREAM_LINE] = "";

    enum progress progress = worker_receive(worker, received);
    if (progress == WORKER_DONE)
        progress = worker->end;
    if (progress == WORKER_REPORTED || progress == WORKER_FAILED) {
        snprintf(line, size, "%s", progress == WORKER_REPORTED ? received : worker->reason);
        utf8_sanitize(line); /* a cut may have split a character */
    }
    return progress;
}

enum progress worker_outcome(struct worker *worker, char line[], size_t size)
{
    enum { AT_ONCE = 256 }; /* lines; there is more to hear of it, at the latest when it ends */
    enum progress progress = WORKER_SENT;

    for (int i = 0; i < AT_ONCE && (progress == WORKER_REPORTED || progress == WORKER_SENT); i++)
        progress = worker_step(worker, line, size);
    return progress == WORKER_REPORTED || progress == WORKER_SENT ? WORKER_BUSY : progress;
}

const void *worker_result(const struct worker *worker, const char *name, size_t *size)
{
    const struct result *result = stream_result(&worker->stream, name);

    if (!result)
        return NULL;
    *size = result->size;
    return result->bytes ? (const void *)result->bytes : "";
}

void worker_end(struct worker *worker)
{
    if (!worker)
        return;
    if (worker->pid)
        reap(worker);
    mem_close_fd(&worker->out);
    mem_close_fd(&worker->timer);
    mem_close_fd(&worker->wait);
    forget_job(worker);
    stream_close(&worker->stream);
    wipe(worker, sizeof *worker);
    free(worker);
}
