/* arrival.h - datagrams that lie in a socket for a while: how long ago did one come? */
#ifndef BACKEND_PROBE_NET_ARRIVAL_H
#define BACKEND_PROBE_NET_ARRIVAL_H

#include <stddef.h>
#include <sys/types.h>

/* From now on the kernel notes the time at which each comes. */
void arrival_note(int fd);

/* recv() without waiting, of one; ago: milliseconds, 0 where the kernel notes nothing. */
ssize_t arrival_receive(int fd, void *bytes, size_t size, int *ago);

#endif
