#include "backend/discover/discover_local.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <stdlib.h>

#include "backend/base/mem.h"

char **discover_local(void)
{
    struct ifaddrs *all = NULL;
    char **list = NULL;
    size_t count = 0, room = 0;

    if (getifaddrs(&all) != 0)
        all = NULL;
    for (struct ifaddrs *at = all; at; at = at->ifa_next) {
        char text[INET6_ADDRSTRLEN];
        int family = at->ifa_addr ? at->ifa_addr->sa_family : AF_UNSPEC;
        const void *bytes = family == AF_INET
                                ? (const void *)&((struct sockaddr_in *)at->ifa_addr)->sin_addr
                                : (const void *)&((struct sockaddr_in6 *)at->ifa_addr)->sin6_addr;
        if ((family != AF_INET && family != AF_INET6) ||
            !inet_ntop(family, bytes, text, sizeof text))
            continue;
        list = grow(list, count, &room, sizeof *list);
        list[count++] = copy(text);
    }
    list = grow(list, count, &room, sizeof *list);
    list[count] = NULL;
    freeifaddrs(all);
    return list;
}

void discover_local_free(char **list)
{
    for (char **at = list; *at; at++)
        free(*at);
    free(list);
}
