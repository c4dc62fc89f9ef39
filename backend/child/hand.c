#include "backend/child/hand.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/base/mem.h"

enum { MESSAGE = HAND_NAME + sizeof HAND_GREETING };

int hand_copy(const void *bytes, size_t size)
{
    int fd = memfd_create("job", MFD_CLOEXEC);

    while (fd >= 0 && size) {
        ssize_t n = write(fd, bytes, size);
        if (n < 0 && errno != EINTR)
            mem_close_fd(&fd), fd = -1;
        if (n > 0) {
            bytes = (const char *)bytes + n;
            size -= (size_t)n;
        }
    }
    return fd;
}

/* Room for one descriptor beside a message, aligned as the kernel wants it. */
union hand_beside {
    struct cmsghdr head;
    char room[CMSG_SPACE(sizeof(int))];
};

static struct msghdr hand_message(struct iovec *text, union hand_beside *beside)
{
    return (struct msghdr){ .msg_iov = text,
                            .msg_iovlen = 1,
                            .msg_control = beside->room,
                            .msg_controllen = sizeof beside->room };
}

bool hand_over(int socket, const char *work, int copy)
{
    char bytes[MESSAGE];
    union hand_beside beside = { .head = { .cmsg_len = CMSG_LEN(sizeof copy),
                                           .cmsg_level = SOL_SOCKET,
                                           .cmsg_type = SCM_RIGHTS } };
    int size = snprintf(bytes, sizeof bytes, "%s %s", HAND_GREETING, work);
    struct iovec text = { bytes, (size_t)size + 1 };
    const struct msghdr message = hand_message(&text, &beside);

    memcpy(CMSG_DATA(&beside.head), &copy, sizeof copy);
    return sendmsg(socket, &message, MSG_NOSIGNAL) > 0;
}

static bool hand_map(int copy, void **bytes, size_t *size)
{
    struct stat stat_;

    if (fstat(copy, &stat_) != 0)
        return false;
    *size = (size_t)stat_.st_size;
    *bytes = *size ? mmap(NULL, *size, PROT_READ | PROT_WRITE, MAP_PRIVATE, copy, 0) : "";
    return *bytes != MAP_FAILED;
}

bool hand_take(int socket, char work[HAND_NAME], void **bytes, size_t *size)
{
    static const char greeting[] = HAND_GREETING " ";
    char got[MESSAGE];
    union hand_beside beside;
    struct iovec text = { got, sizeof got };
    struct msghdr message = hand_message(&text, &beside);
    AUTO_CLOSE int copy = -1;

    ssize_t n = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    if (n < (ssize_t)sizeof greeting || got[n - 1] != '\0' ||
        message.msg_controllen < CMSG_LEN(sizeof copy) || beside.head.cmsg_type != SCM_RIGHTS)
        return false;
    memcpy(&copy, CMSG_DATA(&beside.head), sizeof copy);
    if (strncmp(got, greeting, sizeof greeting - 1) != 0)
        return false;
    snprintf(work, HAND_NAME, "%s", got + sizeof greeting - 1);
    return hand_map(copy, bytes, size);
}
