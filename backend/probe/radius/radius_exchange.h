/* radius_exchange.h - one RADIUS request over UDP, sent again until its answer comes: RFC 5080
 * 2.2.1.
 *
 * The socket is not connected, so that an answer from another address is seen and told (a server
 * with two addresses does that); IP_RECVERR brings what the network says of closed ports.
 */
#ifndef BACKEND_PROBE_RADIUS_RADIUS_EXCHANGE_H
#define BACKEND_PROBE_RADIUS_RADIUS_EXCHANGE_H

#include "backend/probe/net/connect.h"
#include "backend/probe/net/deadline.h"
#include "backend/probe/radius/radius_packet.h"

/* A way to one server. */
struct radius_line {
    int fd; /* -1: there is none */
    const struct address *server;
    const char *secret;
    const struct deadline *deadline;
    int wait; /* milliseconds for one try */
};

/* False: no socket could be made for that address. */
bool radius_open(struct radius_line *line);
void radius_close(struct radius_line *line);

enum radius_outcome {
    RADIUS_SILENT,   /* no answer that counts; see dropped */
    RADIUS_ANSWERED, /* the answer is proven */
    RADIUS_REFUSED,  /* the network says that nobody is there; see trouble */
};

enum { RADIUS_DROPPED_MOST = 1000 }; /* then somebody floods us, and listening ends */

struct radius_received {
    enum radius_outcome outcome;
    struct radius_answer answer;
    int error;                         /* errno */
    int tries;                         /* how often it was sent */
    unsigned dropped[RADIUS_PROBLEMS]; /* datagrams that did not count, by why */
    unsigned strangers;                /* came from elsewhere */
    char stranger[INET6_ADDRSTRLEN];   /* the first of them */
};

/* Sends it at most so many times under a new id, and listens. Adds to what was dropped before.
 * After an answer with another secret it waits only a second for the right one. */
void radius_ask(const struct radius_line *line, struct radius_packet *packet, int tries,
                struct radius_received *received);

#endif
