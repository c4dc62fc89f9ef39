#include "backend/child/pattern.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "backend/base/mem.h"
#include "backend/child/hand.h"
#include "backend/child/pattern_order.h"
#include "backend/child/spawn.h"

enum { ANSWER_MS = 5000 }; /* a fork takes less than one; then it is stuck, and is ended */

struct pattern {
    pid_t pid;  /* 0: reaped */
    int socket; /* for orders */
    enum { PATTERN_STARTS, PATTERN_READY, PATTERN_GONE } state;
    unsigned made, running; /* copies */
    bool ended;             /* by who started it */
};

static void pattern_lose(struct pattern *pattern)
{
    pattern->state = PATTERN_GONE;
    if (pattern->pid) {
        kill(pattern->pid, SIGKILL);
        while (waitpid(pattern->pid, NULL, 0) < 0 && errno == EINTR)
            continue;
    }
    pattern->pid = 0;
}

static void pattern_free(struct pattern *pattern)
{
    pattern_lose(pattern);
    mem_close_fd(&pattern->socket);
    free(pattern);
}

static bool pattern_begin(struct pattern *pattern, const char *path, const void *common,
                          size_t size)
{
    AUTO_CLOSE int null = open("/dev/null", O_RDWR | O_CLOEXEC), copy = hand_copy(common, size);
    int ends[2];

    if (null < 0 || copy < 0 || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends))
        return false;
    pattern->socket = ends[0];
    pattern->pid = spawn(path, ends[1], null, 0);
    close(ends[1]);
    if (pattern->pid < 0)
        pattern->pid = 0;
    return pattern->pid && hand_over(pattern->socket, PATTERN_WORK, copy);
}

struct pattern *pattern_start(const char *path, const void *common, size_t size)
{
    struct pattern *pattern = must(calloc(1, sizeof *pattern));

    pattern->socket = -1;
    if (pattern_begin(pattern, path, common, size))
        return pattern;
    pattern_free(pattern);
    return NULL;
}

int pattern_fd(const struct pattern *pattern)
{
    return pattern->socket;
}

bool pattern_warming(struct pattern *pattern)
{
    struct pattern_answer ready;
    ssize_t n;

    if (pattern->state != PATTERN_STARTS)
        return false;
    n = recv(pattern->socket, &ready, sizeof ready, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return true;
    if (n == (ssize_t)sizeof ready)
        pattern->state = PATTERN_READY;
    else
        pattern_lose(pattern);
    return false;
}

/* One descriptor at most is lost to who does not take it: the kernel closes them with the socket.
 */
static bool pattern_send(const struct pattern *pattern, struct pattern_order *order, const int *fds)
{
    union {
        struct cmsghdr head;
        char room[CMSG_SPACE(PATTERN_ENDS * sizeof(int))];
    } beside = { .head = { .cmsg_len = CMSG_LEN(PATTERN_ENDS * sizeof(int)),
                           .cmsg_level = SOL_SOCKET,
                           .cmsg_type = SCM_RIGHTS } };
    struct iovec bytes = { order, sizeof *order };
    const struct msghdr message = { .msg_iov = &bytes,
                                    .msg_iovlen = 1,
                                    .msg_control = fds ? beside.room : NULL,
                                    .msg_controllen = fds ? sizeof beside.room : 0 };

    if (fds)
        memcpy(CMSG_DATA(&beside.head), fds, PATTERN_ENDS * sizeof *fds);
    return sendmsg(pattern->socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT) > 0;
}

static bool pattern_receive(const struct pattern *pattern, struct pattern_answer *answer)
{
    struct pollfd ready = { .fd = pattern->socket, .events = POLLIN };
    int count;

    do
        count = poll(&ready, 1, ANSWER_MS);
    while (count < 0 && errno == EINTR);
    return count > 0 &&
           recv(pattern->socket, answer, sizeof *answer, MSG_DONTWAIT) == (ssize_t)sizeof *answer;
}

static bool pattern_order(struct pattern *pattern, struct pattern_order order, const int *fds,
                          struct pattern_answer *answer)
{
    if (pattern->state != PATTERN_READY)
        return false;
    if (pattern_send(pattern, &order, fds) && pattern_receive(pattern, answer))
        return true;
    pattern_lose(pattern);
    return false;
}

bool pattern_lost(const struct pattern *pattern)
{
    return pattern->state == PATTERN_GONE;
}

unsigned pattern_left(const struct pattern *pattern)
{
    return pattern->state == PATTERN_GONE ? 0 : PATTERN_COPIES - pattern->made;
}

pid_t pattern_copy(struct pattern *pattern, int job, int out, int seconds)
{
    const int fds[PATTERN_ENDS] = { [PATTERN_JOB] = job, [PATTERN_OUT] = out };
    struct pattern_answer answer;

    if (pattern_warming(pattern) || !pattern_left(pattern) ||
        !pattern_order(pattern, (struct pattern_order){ .seconds = seconds }, fds, &answer) ||
        answer.pid <= 0)
        return -1;
    pattern->made++;
    pattern->running++;
    return answer.pid;
}

int pattern_reap(struct pattern *pattern, pid_t copy)
{
    struct pattern_answer answer = { .status = SIGKILL };

    pattern_order(pattern, (struct pattern_order){ .reap = copy }, NULL, &answer);
    if (--pattern->running == 0 && pattern->ended)
        pattern_free(pattern);
    return answer.status;
}

void pattern_end(struct pattern *pattern)
{
    if (!pattern)
        return;
    pattern->ended = true;
    if (!pattern->running)
        pattern_free(pattern);
}
