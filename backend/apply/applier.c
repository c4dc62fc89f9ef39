#include "backend/apply/applier.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/child/detach.h"

/* What it says is a letter, a line and a line end; in the order of enum applied. */
static const char letters[] = " sakuf";

struct applier {
    pid_t pid;
    int fd; /* to it and from it */
    char received[4096];
    size_t size;
    bool over;
};

/* ------------------------------------------------ in the child */

enum { LINE = STDERR_FILENO + 1 }; /* to anyone who started it */

/* Nobody may be there to hear it. */
static void applier_send(enum applied what, const char *text)
{
    AUTO_FREE char *reply = format("%c%.2040s\n", letters[what], text);

    (void)send(LINE, reply, strlen(reply), MSG_NOSIGNAL);
}

/* Any word before the question, and the end of anyone who is to answer it, is a no. */
static bool apply_applier_step(void *data, const char *what)
{
    struct pollfd stopped = { .fd = LINE, .events = POLLIN };

    (void)data;
    applier_send(APPLIER_STEP, what);
    return poll(&stopped, 1, 0) == 0;
}

static void applier_ask(const struct plan *plan, struct guard *guard)
{
    int seconds = guard_left(guard) - 1;
    AUTO_FREE char *text = format("%d", seconds > 0 ? seconds : 0);
    struct err err;

    applier_send(APPLIER_ASKS, text);
    bool keep = guard_receives(LINE, seconds);
    if (keep && guard_keep(guard, &err))
        applier_send(APPLIER_KEPT, plan->backup);
    else if (!keep && force_undo(guard, "not confirmed", &err) == FORCE_UNDONE)
        applier_send(APPLIER_UNDONE, err.text);
    else
        applier_send(APPLIER_FAILED, err.text);
}

static void applier_live(struct plan *plan)
{
    const struct force_watch watch = { apply_applier_step, NULL };
    struct guard guard;
    struct err err;

    if (!force_place(plan, &watch, &err)) {
        applier_send(APPLIER_FAILED, err.text);
        return;
    }
    enum force force = force_on(plan, &guard, &watch, &err);
    if (force == FORCE_ON)
        applier_ask(plan, &guard);
    else
        applier_send(force == FORCE_UNDONE ? APPLIER_UNDONE : APPLIER_FAILED, err.text);
}

/* Nothing of the parent stays open: its lock would outlive it. */
static _Noreturn void applier_begin(struct plan *plan, int fd)
{
    detach();
    if (fd != LINE && dup3(fd, LINE, O_CLOEXEC) < 0)
        _exit(1);
    closefrom(LINE + 1);
    applier_live(plan);
    _exit(0);
}

/* ------------------------------------------------ in the parent */

/* A signal before detach() would run the parent's handler in the child. */
static pid_t apply_applier_start(struct plan *plan, int fd)
{
    sigset_t all, before;

    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    pid_t pid = fork();
    if (pid == 0)
        applier_begin(plan, fd);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return pid;
}

struct applier *applier_start(struct plan *plan, struct err *err)
{
    int pair[2];

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return fail_errno(err, "cannot start a helper process"), NULL;
    pid_t pid = apply_applier_start(plan, pair[1]);
    if (pid < 0)
        fail_errno(err, "cannot start a helper process");
    close(pair[1]);
    if (pid < 0) {
        close(pair[0]);
        return NULL;
    }
    struct applier *applier = must(calloc(1, sizeof *applier));
    applier->pid = pid;
    applier->fd = pair[0];
    return applier;
}

int applier_fd(const struct applier *applier)
{
    return applier->fd;
}

/* A line of what was heard goes into line. */
static enum applied applier_take(struct applier *applier, const char *end, char line[], size_t size)
{
    size_t used = (size_t)(end - applier->received) + 1;
    const char *letter = strchr(letters, applier->received[0]);

    snprintf(line, size, "%.*s", (int)(used > 2 ? used - 2 : 0), applier->received + 1);
    memmove(applier->received, applier->received + used, applier->size - used);
    applier->size -= used;
    enum applied what = letter ? (enum applied)(letter - letters) : APPLIER_FAILED;
    applier->over = what >= APPLIER_KEPT;
    return what;
}

/* It was killed. The guard has its end as well, and has done its work. */
static enum applied lost(struct applier *applier, char line[], size_t size)
{
    snprintf(line, size, tr("the helper process ended early; see whether the old state is back"));
    applier->over = true;
    return APPLIER_FAILED;
}

enum applied applier_step(struct applier *applier, char line[], size_t size)
{
    size_t room = sizeof applier->received - applier->size;
    ssize_t got = recv(applier->fd, applier->received + applier->size, room, MSG_DONTWAIT);
    bool wait = got < 0 && (errno == EAGAIN || errno == EINTR);

    if (got > 0)
        applier->size += (size_t)got;
    const char *end = memchr(applier->received, '\n', applier->size);
    if (end)
        return applier_take(applier, end, line, size);
    return got > 0 || wait ? APPLIER_BUSY : lost(applier, line, size);
}

/* That it is not there any more is told by applier_step(). */
void applier_answer(struct applier *applier, bool keep)
{
    const char word = keep ? GUARD_KEEP : GUARD_UNDO;

    (void)send(applier->fd, &word, 1, MSG_NOSIGNAL);
}

void applier_end(struct applier *applier)
{
    if (!applier)
        return;
    close(applier->fd);
    if (applier->over)
        while (waitpid(applier->pid, NULL, 0) < 0 && errno == EINTR)
            ;
    free(applier);
}
