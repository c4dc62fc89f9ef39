/* targets.h - the addresses of the networks that somebody asked to be looked through, each once.
 * No pointers in it: it is part of a worker's job.
 */
#ifndef BACKEND_DISCOVER_NETWORK_TARGETS_H
#define BACKEND_DISCOVER_NETWORK_TARGETS_H

#include <netinet/in.h>
#include <sys/socket.h>

#include "backend/base/err.h"

enum {
    TARGETS_MOST = 4096, /* addresses in all: a /20 of IPv4, a /116 of IPv6 */
    TARGETS_NETWORKS = 64,
};

/* IPv4 addresses are the last four bytes, as ::ffff:10.0.0.1 has them (RFC 4291 2.5.5.2). */
struct target_address {
    unsigned char bytes[16];
};

struct targets_network {
    struct target_address first; /* of those that are asked */
    unsigned count;
};

/* Starts as { 0 }. */
struct targets {
    struct targets_network list[TARGETS_NETWORKS];
    unsigned networks, count; /* count: addresses in all of them */
};

/* Adds a network ("10.20.0.0/24", "2001:db8::/120") or one address. Of an IPv4 network with more
 * than two addresses the first and the last are left out, for they are no machine's; of an IPv6
 * network the first, which is every router's (RFC 4291 2.6.1). One that is inside another adds
 * nothing. False and err: it is none, it is not of machines (multicast and its like), or it would
 * be more than TARGETS_MOST with it. */
bool targets_add(struct targets *targets, const char *network, struct err *err);

/* The nth of all, n < count, in the order in which the networks were added. */
struct target_address targets_at(const struct targets *targets, unsigned n);

/* Which of them it is; count: none. */
unsigned targets_find(const struct targets *targets, const struct target_address *target);

/* True if a worker may be given them, or has been: bounds and counts agree. */
bool targets_sound(const struct targets *targets);

/* Of either family; an IPv4 address is one that is mapped, as above. */
bool target_is_ipv4(const struct target_address *target);
void target_text(const struct target_address *target,
                 char text[INET6_ADDRSTRLEN]); /* "10.20.0.7" */

/* One address, and nothing behind it. */
bool target_parse(const char *text, struct target_address *target);

/* To send to, and from what came. Returns the size. */
socklen_t target_socket(const struct target_address *target, unsigned port,
                        struct sockaddr_storage *at);
struct target_address target_from(const struct sockaddr_storage *at);

#endif
