#include "backend/probe/host/local.h"

#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "backend/base/mem.h"

struct addrinfo *local_resolve(const char *host, int flags, int *code)
{
    const struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = flags };
    struct addrinfo *list = NULL;
    int got = getaddrinfo(host, NULL, &hints, &list);

    if (code)
        *code = got;
    return got ? NULL : list;
}

void local_text(const struct addrinfo *one, char out[], size_t size)
{
    if (getnameinfo(one->ai_addr, one->ai_addrlen, out, (socklen_t)size, NULL, 0, NI_NUMERICHOST))
        snprintf(out, size, "?");
}

/* The bytes of an address without its port; 0: of no family we know. */
static size_t bytes_of(const struct addrinfo *one, const unsigned char **at)
{
    if (one->ai_family == AF_INET) {
        *at = (const unsigned char *)&((const struct sockaddr_in *)(const void *)one->ai_addr)
                  ->sin_addr;
        return 4;
    }
    if (one->ai_family == AF_INET6) {
        *at = (const unsigned char *)&((const struct sockaddr_in6 *)(const void *)one->ai_addr)
                  ->sin6_addr;
        return 16;
    }
    return 0;
}

bool local_loopback(const struct addrinfo *one)
{
    static const unsigned char v6[16] = { [15] = 1 };
    const unsigned char *at;
    size_t size = bytes_of(one, &at);

    return (size == 4 && at[0] == 127) || (size == 16 && memcmp(at, v6, 16) == 0);
}

bool local_among(const struct addrinfo *one, const struct addrinfo *list)
{
    const unsigned char *a, *b;
    size_t size = bytes_of(one, &a);

    for (; list; list = list->ai_next)
        if (size && bytes_of(list, &b) == size && memcmp(a, b, size) == 0)
            return true;
    return false;
}

/* The kernel binds to addresses of this machine only. */
static bool ours(const struct addrinfo *one)
{
    AUTO_CLOSE int fd = socket(one->ai_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);

    return fd >= 0 && bind(fd, one->ai_addr, one->ai_addrlen) == 0;
}

enum local local_name(const char *host)
{
    struct addrinfo *list = local_resolve(host, 0, NULL);
    enum local local = list ? LOCAL_ELSEWHERE : LOCAL_UNKNOWN;

    for (const struct addrinfo *one = list; one; one = one->ai_next)
        if (ours(one))
            local = LOCAL_HERE;
    if (list)
        freeaddrinfo(list);
    return local;
}
