#include "backend/probe/net/datagram.h"

#include <arpa/inet.h>
#include <limits.h>
#include <string.h>
#include <time.h>

static void datagram_set(int fd, int level, int option)
{
    setsockopt(fd, level, option, &(int){ 1 }, sizeof(int));
}

int datagram_open(int family)
{
    int fd = socket(family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    if (fd < 0)
        return fd;
    datagram_set(fd, SOL_SOCKET, SO_TIMESTAMPNS);
    if (family == AF_INET6)
        datagram_set(fd, IPPROTO_IPV6, IPV6_RECVERR);
    else
        datagram_set(fd, IPPROTO_IP, IP_RECVERR);
    return fd;
}

/* A clock that was set meanwhile: anything but that it came in the future. */
static int datagram_ago(const struct timespec *came)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    long long ms =
        (long long)(now.tv_sec - came->tv_sec) * 1000 + (now.tv_nsec - came->tv_nsec) / 1000000;
    return ms < 0 ? 0 : ms > INT_MAX ? INT_MAX : (int)ms;
}

ssize_t datagram_receive(int fd, void *bytes, size_t size, struct datagram *datagram)
{
    _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(struct timespec))];
    struct iovec vector = { bytes, size };
    struct msghdr message = { .msg_name = &datagram->from,
                              .msg_namelen = sizeof datagram->from,
                              .msg_iov = &vector,
                              .msg_iovlen = 1,
                              .msg_control = control,
                              .msg_controllen = sizeof control };
    *datagram = (struct datagram){ 0 };
    ssize_t n = recvmsg(fd, &message, MSG_DONTWAIT);
    const struct cmsghdr *head = n < 0 ? NULL : CMSG_FIRSTHDR(&message);
    struct timespec came;

    if (!head || head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_TIMESTAMPNS)
        return n;
    memcpy(&came, CMSG_DATA(head), sizeof came);
    datagram->ago = datagram_ago(&came);
    return n;
}

bool datagram_same(const struct sockaddr_storage *a, const struct sockaddr_storage *b)
{
    const struct sockaddr_in6 *a6 = (const void *)a, *b6 = (const void *)b;

    if (a->ss_family != b->ss_family)
        return false;
    if (a->ss_family == AF_INET) /* family, port, address: in one piece */
        return memcmp(a, b, offsetof(struct sockaddr_in, sin_zero)) == 0;
    return memcmp(&a6->sin6_port, &b6->sin6_port, sizeof a6->sin6_port) == 0 &&
           memcmp(&a6->sin6_addr, &b6->sin6_addr, sizeof a6->sin6_addr) == 0;
}

void datagram_text(const struct sockaddr_storage *at, char text[INET6_ADDRSTRLEN])
{
    const void *address = at->ss_family == AF_INET6
                              ? (const void *)&((const struct sockaddr_in6 *)at)->sin6_addr
                              : (const void *)&((const struct sockaddr_in *)at)->sin_addr;

    inet_ntop(at->ss_family, address, text, INET6_ADDRSTRLEN);
}
