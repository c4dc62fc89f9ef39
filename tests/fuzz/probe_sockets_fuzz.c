/* /proc/net as a stranger would write it: whatever is made of it is sorted, once each, and real. */
#include <stdlib.h>
#include <string.h>

#include "backend/probe/host/sockets.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

/* The first byte says which protocol. */
int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    static struct sockets sockets;
    char link[64];

    if (!size)
        return 0;
    sockets = (struct sockets){ 0 };
    sockets_add(&sockets, bytes[0] & 1 ? SOCKETS_UDP : SOCKETS_TCP, (const char *)bytes + 1,
                size - 1);
    sockets_settle(&sockets);
    if (sockets.count > LISTENING_MAX)
        abort();
    for (size_t i = 0; i < sockets.count; i++)
        if (!sockets.list[i].port || sockets.list[i].reach > REACH_ANY ||
            (i && sockets.list[i].port <= sockets.list[i - 1].port))
            abort();
    size_t length = size < sizeof link ? size : sizeof link - 1;
    memcpy(link, bytes, length);
    link[length] = '\0';
    sockets_inode(link);
    return 0;
}
