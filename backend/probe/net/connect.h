/* connect.h - from a name to TCP connections: all of its addresses, IPv6 and IPv4, side by side. */
#ifndef BACKEND_PROBE_NET_CONNECT_H
#define BACKEND_PROBE_NET_CONNECT_H

#include <netinet/in.h>
#include <sys/socket.h>

#include "backend/probe/net/deadline.h"
#include "backend/probe/net/report.h"
#include "backend/settings/probe_job.h"

enum { CONNECT_MOST = 64 }; /* addresses of one name that are tried; more are reported, not tried */

struct address {
    struct sockaddr_storage at;
    socklen_t size;
    char text[INET6_ADDRSTRLEN + 8]; /* "::1" */
    int fd;                          /* connected, not blocking; -1: not */
    int error;                       /* errno, if it did not connect; 0: it was not tried */
};

struct connection {
    struct address list[CONNECT_MOST];
    size_t count;
    size_t beyond; /* addresses of the name for which there was no room */
    bool nowhere;  /* 0.0.0.0 or :: was among them, and is left out */
    size_t best;   /* the first that connected, in the resolver's order */
    unsigned port;
};

/* Finds the addresses of job->host, for job->port, and tells the step; false: there is none, and
 * until the deadline it is asked why. */
bool resolve_start(struct connection *connection, const struct probe_job *job,
                   struct step_report *report, const struct deadline *deadline);

/* Opens TCP to each, as RFC 8305 5 says: the next address begins a quarter of a second after the
 * one before, or at once when that one failed, so that a dead address costs nothing but that. As
 * soon as one is open all others begin, and have a second and a half. Reports the step; addresses
 * that do not answer while others do, and those that were not tried, are a warning. False: none is
 * open. */
bool connect_open(struct connection *connection, struct step_report *report,
                  const struct deadline *deadline);

/* After connect_open() found none open: did every address keep silent? One that refuses is there.
 */
bool connect_nobody(const struct connection *connection);

/* Both. */
bool connect_to(struct connection *connection, const struct probe_job *job,
                struct step_report *report, const struct deadline *deadline);

/* Opens TCP to each, all at once, at most CONNECT_MOST: fd and error say what became of it. Who has
 * not answered when the time is over has ETIMEDOUT. */
void connect_each(struct address list[], size_t count, const struct deadline *deadline);

/* One more connection to an address that is there; -1: it did not work. Tells nothing. */
int connect_again(const struct address *address, const struct deadline *deadline);

/* 200 ms between two connections to a server that counts them, as mail servers do. */
void connect_pause(const struct deadline *deadline);

/* The same address at another port, not connected. */
struct address connect_port(const struct address *address, unsigned port);

/* For UDP, where each is asked in turn: warns that those before the one that answered did not. */
void connect_report_turn(const struct connection *connection, const struct address *answered,
                         struct step_report *report);

/* The best address, and its descriptor. */
const struct address *connect_best(const struct connection *connection);
int connect_fd(const struct connection *connection);
/* Closes the best one alone, before more connections are made to it: some serve one at a time. */
void connect_leave(struct connection *connection);
void connect_close(struct connection *connection); /* all */

#endif
