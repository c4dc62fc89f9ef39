/* radius_exchange.h - RADIUS requests over UDP, and the answers to any of them: one that comes
 * late, to a request that has been sent again or given up, still counts (RFC 2865 2.5, RFC
 * 5080 2.2.1).
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
};

/* False: no socket could be made for that address. */
bool radius_open(struct radius_line *line);
void radius_close(struct radius_line *line);

enum radius_outcome {
    RADIUS_SILENT,   /* no answer that counts; see dropped */
    RADIUS_ANSWERED, /* the answer is proven */
    RADIUS_REFUSED,  /* the network says that nobody is there; see error */
};

enum { RADIUS_DROPPED_MOST = 1000 }; /* then somebody floods us, and listening ends */

/* What was asked for so far, by a number of the caller's. Each keeps its id and its authenticator
 * when it is sent again. */
enum { RADIUS_REQUESTS = 4 };
struct radius_requests {
    struct radius_request {
        struct radius_packet packet;
        unsigned sent;         /* how often; 0: not at all */
        struct timespec since; /* the first time */
        struct timespec last;
    } list[RADIUS_REQUESTS];
};

struct radius_received {
    enum radius_outcome outcome;
    size_t to;     /* which of the requests is answered */
    int ms;        /* since that one was first sent */
    int again;     /* since it was last sent */
    unsigned sent; /* how often it was */
    struct radius_answer answer;
    int error;                         /* errno */
    unsigned dropped[RADIUS_PROBLEMS]; /* datagrams that did not count, by why */
    unsigned cause;                    /* why one was RADIUS_NOT_TAKEN: Error-Cause; 0: not told */
    unsigned strangers;                /* came from elsewhere */
    char stranger[INET6_ADDRSTRLEN];   /* the first of them */
};

/* Sends one, for the first time under an id of its own, or again. */
void radius_send(const struct radius_line *line, struct radius_requests *requests, size_t which,
                 struct radius_received *received);

/* Listens until an answer comes to one of the requests whose bit is set in `wanted`; answers to the
 * others are late and pass unnoticed. Adds to what was dropped before. After an answer whose
 * signature does not fit the secret it waits only a second for the right one. */
void radius_listen(const struct radius_line *line, const struct radius_requests *requests,
                   unsigned wanted, const struct deadline *until, struct radius_received *received);

/* Answers that were signed with something else than the secret. */
unsigned radius_unfit(const struct radius_received *received);

#endif
