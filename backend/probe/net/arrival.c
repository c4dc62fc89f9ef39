#include "backend/probe/net/arrival.h"

#include <limits.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

void arrival_note(int fd)
{
    setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &(int){ 1 }, sizeof(int));
}

/* A clock that was set meanwhile: anything but that it came in the future. */
static int arrival_ago(const struct timespec *came)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    long long ms =
        (long long)(now.tv_sec - came->tv_sec) * 1000 + (now.tv_nsec - came->tv_nsec) / 1000000;
    return ms < 0 ? 0 : ms > INT_MAX ? INT_MAX : (int)ms;
}

ssize_t arrival_receive(int fd, void *bytes, size_t size, int *ago)
{
    _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(struct timespec))];
    struct iovec vector = { bytes, size };
    struct msghdr message = { .msg_iov = &vector,
                              .msg_iovlen = 1,
                              .msg_control = control,
                              .msg_controllen = sizeof control };
    ssize_t n = recvmsg(fd, &message, MSG_DONTWAIT);
    const struct cmsghdr *head = n < 0 ? NULL : CMSG_FIRSTHDR(&message);
    struct timespec came;

    *ago = 0;
    if (!head || head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_TIMESTAMPNS)
        return n;
    memcpy(&came, CMSG_DATA(head), sizeof came);
    *ago = arrival_ago(&came);
    return n;
}
