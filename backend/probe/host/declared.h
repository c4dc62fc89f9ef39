/* declared.h - which ports are declared, and how that compares with what listens. Pure functions.
 */
#ifndef BACKEND_PROBE_HOST_DECLARED_H
#define BACKEND_PROBE_HOST_DECLARED_H

#include "backend/probe/host/sockets.h"

enum { DECLARED_MAX = 512, DECLARED_NAME = 33 };

struct declared {
    enum sockets_protocol protocol;
    uint16_t port;
    bool open;
    char name[DECLARED_NAME]; /* of the record */
};

/* Reads lines "tcp 8090 open web-https" (or "closed"); others are skipped. Returns how many, at
 * most DECLARED_MAX. */
size_t declared_read(const char *text, struct declared list[]);

enum standing {
    STANDS_AS_DECLARED, /* open, and somebody listens */
    STANDS_LOOPBACK,    /* open, but only this machine can reach it */
    STANDS_UNUSED,      /* open, and nobody listens */
    STANDS_CLOSED,      /* declared closed, but somebody listens for others */
    STANDS_UNDECLARED,  /* somebody listens for others, and no record speaks of it */
    STANDS_ASIDE,       /* nobody else can reach it, or it is a UDP client's passing port */
};

/* Of a declared port; at: the position in sockets of who listens there, or its count. */
enum standing declared_stands(const struct declared *declared, const struct sockets *sockets,
                              size_t *at);

/* Of one that listens, as far as no open record speaks of it (STANDS_AS_DECLARED: one does).
 * passing: the first port that clients get without asking (net.ipv4.ip_local_port_range). */
enum standing declared_listens(const struct listening *one, const struct declared list[],
                               size_t count, unsigned passing);

#endif
