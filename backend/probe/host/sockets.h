/* sockets.h - what listens on this machine, out of the text of /proc/net (proc(5)).
 *
 * The text is looked at as if a stranger had written it: lines that make no sense are skipped.
 */
#ifndef BACKEND_PROBE_HOST_SOCKETS_H
#define BACKEND_PROBE_HOST_SOCKETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum sockets_protocol { SOCKETS_TCP, SOCKETS_UDP };

/* Who can reach it. The widest last, so that the widest of several is the largest. */
enum sockets_reach {
    REACH_LOOPBACK, /* this machine alone: 127.0.0.0/8, ::1 */
    REACH_ADDRESS,  /* anyone who reaches one of its addresses */
    REACH_ANY,      /* all of its addresses */
};

struct listening {
    enum sockets_protocol protocol;
    enum sockets_reach reach;
    uint16_t port;
    unsigned long inode; /* what /proc/PID/fd calls it: "socket:[inode]" */
};

enum { LISTENING_MAX = 1024 };

struct sockets {
    struct listening list[LISTENING_MAX];
    size_t count;
    bool more; /* there were more than that */
};

/* Adds what one of /proc/net/tcp, tcp6, udp and udp6 shows as listening: TCP in state LISTEN, UDP
 * that is bound and talks to nobody in particular. */
void sockets_add(struct sockets *sockets, enum sockets_protocol protocol, const char *text,
                 size_t size);

/* Sorts by protocol, then port, and leaves one of each, with the widest reach. */
void sockets_settle(struct sockets *sockets);

/* The inode in "socket:[123]"; 0: it is no socket. */
unsigned long sockets_inode(const char *link);

#endif
