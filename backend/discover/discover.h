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
    struct lookup lookup;
    struct serving serving;
    const char *server; /* --server; NULL: server.fqdn, or this machine */
    struct proposals proposals;
};

/* What is asked for, from what people gave (NULL: not given): the host is server.fqdn or the name
 * of this machine, the domain what is behind its first dot, or the system's search domain.
 * resolver: ADDRESS[:PORT]. topics: "directory, mail". False and err: one of them will not do. */
bool discover_job_fill(struct discover_job *job, const struct config *config, const char *domain,
                       const char *resolver, const char *topics, struct err *err);

/* The same where no domain need be known: it is "" then. */
bool discover_job_read(struct discover_job *job, const struct config *config, const char *domain,
                       const char *resolver, const char *topics, struct err *err);

/* Asks, waits at most job.seconds and a little, and proposes. False and err: it could not be asked
 * at all. Starts with the job, and server, filled in and the rest zeroed. store (NULL: none) has
 * the built-in root. */
bool discover_run(struct discovery *discovery, const struct config *config, struct store *store,
                  struct err *err);

/* Did any name server answer? */
bool discover_answered(const struct discovery *discovery);

/* Was anything found, be it what is set already? */
bool discover_found(const struct discovery *discovery);

void discover_free(struct discovery *discovery);

#endif
