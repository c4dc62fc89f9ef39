#include "backend/apply/guard.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#include "backend/apply/log.h"
#include "backend/apply/unfinished.h"
#include "backend/base/mem.h"
#include "backend/child/detach.h"

enum outcome { KEPT, UNDONE, FAILED, UNNOTED };
static const char keep = GUARD_KEEP, undo = GUARD_UNDO;

static long guard_now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_BOOTTIME, &time);
    return (long)time.tv_sec;
}

/* A closed pipe is a line that dropped: nobody will say anything any more. */
bool guard_receives(int fd, int seconds)
{
    long guard_end = guard_now() + seconds;
    char word = undo;

    for (long left = seconds; left > 0; left = guard_end - guard_now()) {
        struct pollfd ready = { .fd = fd, .events = POLLIN };

        if (poll(&ready, 1, (int)left * 1000) <= 0)
            continue;
        if (read(fd, &word, 1) >= 0 || errno != EINTR)
            return word == keep;
    }
    return false;
}

/* Nobody else may be there to hear why. */
static void guard_complain(const struct plan *plan, const struct err *err)
{
    openlog("printseal", LOG_PID, LOG_DAEMON);
    syslog(LOG_ERR, "apply %s: the old state was not restored: %s; it is in %s",
           plan->applying->target, err->text, plan->backup);
}

__attribute__((noreturn)) static void guard(struct plan *plan, int fd, int seconds)
{
    struct err err;

    detach();
    bool kept = guard_receives(fd, seconds);
    if (kept && unfinished_end(plan, NULL)) {
        apply_log(plan, APPLY_LOG_KEPT);
        _exit(KEPT);
    }
    bool done = plan_undo(plan, true, &err);
    apply_log(plan, done ? APPLY_LOG_UNDONE : APPLY_LOG_NOT_UNDONE);
    if (!done)
        guard_complain(plan, &err);
    _exit(!done ? FAILED : kept ? UNNOTED : UNDONE);
}

bool guard_start(struct guard *guard_, struct plan *plan, int seconds, struct err *err)
{
    int pipes[2];

    if (pipe2(pipes, O_CLOEXEC) != 0)
        return fail_errno(err, "cannot start the guard that would undo it");
    guard_->end = guard_now() + seconds;
    guard_->pid = fork();
    if (guard_->pid == 0) {
        close(pipes[1]);
        guard(plan, pipes[0], seconds);
    }
    close(pipes[0]);
    guard_->fd = pipes[1];
    if (guard_->pid > 0)
        return true;
    close(pipes[1]);
    return fail_errno(err, "cannot start the guard that would undo it");
}

int guard_left(const struct guard *guard_)
{
    long left = guard_->end - guard_now();

    return left > 0 ? (int)left : 0;
}

static enum outcome guard_end(struct guard *guard_, char word)
{
    int status = 0;
    bool reply = write(guard_->fd, &word, 1) == 1;

    close(guard_->fd);
    while (waitpid(guard_->pid, &status, 0) < 0 && errno == EINTR)
        ;
    (void)reply; /* it is gone if not, and its status says how it went */
    return WIFEXITED(status) ? (enum outcome)WEXITSTATUS(status) : FAILED;
}

static bool guard_explain(enum outcome outcome, struct err *err)
{
    if (outcome == UNNOTED)
        return fail(err, "that it is kept cannot be noted: the old state is back");
    return outcome == UNDONE ? fail(err, "it was too late: the old state is back")
                             : fail(err, "the old state was not restored: see the backup");
}

bool guard_keep(struct guard *guard_, struct err *err)
{
    enum outcome outcome = guard_end(guard_, keep);

    return outcome == KEPT || guard_explain(outcome, err);
}

bool guard_undo(struct guard *guard_, struct err *err)
{
    enum outcome outcome = guard_end(guard_, undo);

    return outcome == UNDONE || guard_explain(outcome, err);
}
