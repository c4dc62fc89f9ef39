/* serving.h - this server as it is now: its HTTPS and plain HTTP as a client sees them, and what
 * listens on it.
 *
 * The live tests look (probe/): the same workers, told to go on whatever the certificate is. They
 * get no secret, and log in nowhere.
 */
#ifndef BACKEND_DISCOVER_SERVING_H
#define BACKEND_DISCOVER_SERVING_H

#include "backend/child/worker.h"
#include "backend/probe/net/result.h"
#include "backend/settings/probe_job.h"

struct store;

enum {
    SERVING_PARTS = 3,       /* the port that is set, 443, and what listens or answers */
    SERVING_CONNECTIONS = 8, /* to each address and HTTPS port, at most: one to see, five for older
                                versions and ciphers, two for the page */
    SERVING_WEB = 443,
};

/* Starts as { 0 }. */
struct serving {
    char host[PROBE_HOST];
    struct probe_trust trust;
    struct serving_part {
        unsigned port;         /* of HTTPS; 0: what listens or answers there */
        struct worker *worker; /* NULL: it is over */
        struct probe_result result;
    } parts[SERVING_PARTS];
    size_t count;
    int wait; /* private */
    bool started;
};

/* Which host: the one that is given (NULL: none), else server.fqdn, else this machine. */
void serving_host(const struct config *config, const char *given, char host[PROBE_HOST]);

/* Which ports of HTTPS are looked at, and of HTTP; returns how many of HTTPS there are. */
size_t serving_ports(const struct config *config, unsigned ports[SERVING_PARTS], unsigned *clear);

/* Calls for each port that is looked at: HTTPS, then plain HTTP; what is sent, and how many
 * connections there are at most. */
typedef void serving_use(void *data, const char *host, unsigned port, const char *what, int most);
void serving_plan(const struct config *config, const char *host, serving_use *use, void *data);

/* Ports of TCP that are tried once each if the host is another machine: those that the settings
 * speak of, and those of services that print servers have besides. 0 behind the last. */
void serving_knocks(const struct config *config, uint16_t knocks[PROBE_KNOCKS + 1]);
extern const char serving_knock_what[]; /* what for */

/* Starts looking; store (NULL: none) has the built-in root. False and err: it cannot. */
bool serving_start(struct serving *serving, const struct config *config, struct store *store,
                   const char *host, struct err *err);

/* Readable when serving_step() has something to do. */
int serving_fd(const struct serving *serving);

/* Does what can be done without waiting. True: all is over. */
bool serving_step(struct serving *serving);

/* Where HTTPS answers: on the port that is set, else on 443. NULL: nowhere. */
const struct serving_part *serving_web(const struct serving *serving);

/* What listens on this machine, or which ports of another one answer; NULL: neither could be seen.
 */
const struct serving_part *serving_listens(const struct serving *serving);

void serving_free(struct serving *serving); /* stops what still runs */

#endif
