/* discover.h - from a domain to proposals: the one function that the command and the wizard share.
 *
 * Asked are the rows of questions.h and nothing else; --dry-run and the manual list them. The
 * worker is libexec/printseal/discover: no other program is linked with c-ares.
 */
#ifndef BACKEND_DISCOVER_DISCOVER_H
#define BACKEND_DISCOVER_DISCOVER_H

#include "backend/discover/proposal.h"

#define DISCOVER_PROGRAM "discover" /* child/locate.h */

struct discovery {
    struct discover_job job;
    struct found_all found;
    struct proposals proposals;
};

/* What is asked for, from what people gave (NULL: not given): the host is server.fqdn or the name
 * of this machine, the domain what is behind its first dot, or the system's search domain.
 * resolver: ADDRESS[:PORT]. topics: "directory, mail". False and err: one of them will not do. */
bool discover_job_fill(struct discover_job *job, const struct config *config, const char *domain,
                       const char *resolver, const char *topics, struct err *err);

/* Asks, waits at most job.seconds and a little, and proposes. False and err: it could not be asked
 * at all. Starts with the job filled in and the rest zeroed. */
bool discover_run(struct discovery *discovery, const struct config *config, struct err *err);

/* The same in steps, for a loop of one's own: the worker, to be stepped (child/worker.h) and ended
 * by the caller; each line that it reports; and, when it is done, the proposals. */
struct worker *discover_start(const struct discovery *discovery, struct err *err);
void discover_receive(struct discovery *discovery, const char *line);
void discover_finish(struct discovery *discovery, const struct config *config);

void discover_free(struct discovery *discovery);

#endif
