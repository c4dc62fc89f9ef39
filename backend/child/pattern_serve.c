#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "backend/base/sanitized.h"
#include "backend/child/pattern_order.h"
#include "backend/child/program.h"
#include "backend/child/sandbox.h"
#include "backend/child/spawn.h"

/* The next order, and what came beside it; false: nobody is there any more, or not one of ours. */
static bool pattern_serve_take(struct pattern_order *order, int fds[PATTERN_ENDS])
{
    union {
        struct cmsghdr head;
        char room[CMSG_SPACE(PATTERN_ENDS * sizeof(int))];
    } beside;
    struct iovec bytes = { order, sizeof *order };
    struct msghdr message = { .msg_iov = &bytes,
                              .msg_iovlen = 1,
                              .msg_control = beside.room,
                              .msg_controllen = sizeof beside.room };
    ssize_t n;

    do
        n = recvmsg(SPAWN_JOB, &message, MSG_CMSG_CLOEXEC);
    while (n < 0 && errno == EINTR);
    if (n != (ssize_t)sizeof *order)
        return false;
    if (order->reap)
        return true;
    if (message.msg_controllen < CMSG_LEN(PATTERN_ENDS * sizeof(int)) ||
        beside.head.cmsg_type != SCM_RIGHTS)
        return false;
    memcpy(fds, CMSG_DATA(&beside.head), PATTERN_ENDS * sizeof *fds);
    return true;
}

static int pattern_serve_reap(pid_t copy)
{
    int status = SIGKILL;

    kill(copy, SIGKILL); /* one that is leaving already keeps its exit status */
    while (waitpid(copy, &status, 0) < 0 && errno == EINTR)
        continue;
    return status;
}

enum { MANNERS = 5 }; /* of nice(2): copies are many, and others on this machine go first */

/* What spawn() does between fork and exec. */
static void pattern_serve_become(const int fds[PATTERN_ENDS], pid_t pattern, int seconds)
{
    setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + MANNERS);
    if (dup2(fds[PATTERN_JOB], SPAWN_JOB) < 0 || dup2(fds[PATTERN_OUT], SPAWN_OUT) < 0 ||
        !spawn_give_up(pattern, seconds))
        _exit(126);
    for (int i = 0; i < PATTERN_ENDS; i++)
        close(fds[i]);
}

/* In the copy: 0. */
static pid_t pattern_serve_copy(const int fds[PATTERN_ENDS], int seconds)
{
    pid_t pattern = getpid(), pid = fork();

    if (pid == 0)
        pattern_serve_become(fds, pattern, seconds);
    for (int i = 0; pid != 0 && i < PATTERN_ENDS; i++)
        close(fds[i]);
    return pid;
}

/* One byte count after the other, the largest first: fills what is free below the end of the heap,
 * which keepcost counts. */
static void pattern_serve_fill(size_t size)
{
    size_t most = 4096;

    for (size_t end = mallinfo2().keepcost; most--;) {
        void *hole = malloc(size);
        if (!hole || mallinfo2().keepcost != end) {
            free(hole);
            return;
        }
    }
}

/* Each copy that uses a hole in our heap gets a page of its own for it, which is dear; so all are
 * filled, and what a copy needs begins on fresh pages behind. */
static void pattern_serve_fill_all(void)
{
    enum { LARGE = 1 << 16, SMALL = 1 << 10, STEP = 16 };

    for (size_t size = LARGE; size > SMALL; size /= 2)
        pattern_serve_fill(size);
    for (size_t size = SMALL; size >= STEP; size -= STEP)
        pattern_serve_fill(size);
    malloc_trim(0);
}

/* What every job needs and is nobody's. */
static void pattern_serve_warm(const struct program_work works[], const void *common, size_t size)
{
    for (const struct program_work *row = works; row->name; row++) {
        if (row->warm)
            row->warm(common, size);
        if (row->network)
            sandbox_compile(true);
    }
    if (!SANITIZED) /* has a heap of its own */
        pattern_serve_fill_all();
}

void pattern_serve(const struct program_work works[], const void *common, size_t size)
{
    struct pattern_answer answer = { .pid = getpid() };
    struct pattern_order order;
    int fds[PATTERN_ENDS];

    pattern_serve_warm(works, common, size);
    while (send(SPAWN_JOB, &answer, sizeof answer, MSG_NOSIGNAL) > 0 &&
           pattern_serve_take(&order, fds)) {
        answer = (struct pattern_answer){ .pid = order.reap };
        if (order.reap)
            answer.status = pattern_serve_reap(order.reap);
        else if ((answer.pid = pattern_serve_copy(fds, order.seconds)) == 0)
            return;
    }
    _exit(0);
}
