/* discover.h - from a domain to proposals: what the command and the wizard share.
 *
 *   discover_job_fill(&discovery.job, ...);
 *   discover_start(&discovery, config, store, &err);
 *   while ((event = discover_step(&discovery, &err)) != DISCOVER_OVER && event != DISCOVER_FAILED)
 *       wait for discover_fd(&discovery), and show discover_doing(&discovery)
 *   look at discovery.proposals; discover_free(&discovery);
 *
 * Asked are the rows of questions.h and lookup.h; then the hosts that were named so are tried, as
 * the rows of attempts.h say, and nothing else; --dry-run and the manual list it all. The worker
 * that asks is libexec/printseal/discover: no other program is linked with c-ares.
 */
#ifndef BACKEND_DISCOVER_DISCOVER_H
#define BACKEND_DISCOVER_DISCOVER_H

#include "backend/discover/proposal.h"

#define DISCOVER_PROGRAM "discover" /* child/locate.h */

struct store;

/* Starts with the job filled in and the rest zeroed. */
struct discovery {
    struct discover_job job;
    struct found_all found;
    struct lookup lookup;
    struct attempts attempts; /* hosts that were tried */
    struct serving serving;
    const char *server; /* whose HTTPS is looked at; NULL: server.fqdn's, or this machine's */
    struct proposals proposals;     /* there once it is over */
    struct discover_course *course; /* while it runs: discover_run.c's own */
};

/* What is asked for, from what people gave (NULL: not given): the host is server.fqdn or the name
 * of this machine, the domain what is behind its first dot, or the system's search domain.
 * resolver: ADDRESS[:PORT]. topics: "directory, mail". False and err: one of them will not do. */
bool discover_job_fill(struct discover_job *job, const struct config *config, const char *domain,
                       const char *resolver, const char *topics, struct err *err);

/* The same where no domain need be known: it is "" then. */
bool discover_job_read(struct discover_job *job, const struct config *config, const char *domain,
                       const char *resolver, const char *topics, struct err *err);

/* The site of Active Directory that this server is of. False and err: no site is called so. */
bool discover_job_site(struct discover_job *job, const char *site, struct err *err);

/* The central server to try, by its name or address. False and err: it is neither. */
bool discover_job_central(struct discover_job *job, const char *host, struct err *err);

/* Starts asking. config stays the caller's until it is over, and may change until then: the
 * proposals are what differs from it at the end. store (NULL: none yet) has the built-in root.
 * False and err: it cannot be asked at all. */
bool discover_start(struct discovery *discovery, const struct config *config, struct store *store,
                    struct err *err);

/* One descriptor for all that is on its way, the same until the end: readable when discover_step()
 * has something to do. -1: nothing runs. */
int discover_fd(const struct discovery *discovery);

enum discover_event {
    DISCOVER_WAIT,     /* nothing now: wait on discover_fd() */
    DISCOVER_PROGRESS, /* something came: discover_doing() may be another, call again */
    DISCOVER_OVER,     /* the proposals are there */
    DISCOVER_FAILED,   /* err says why; there are no proposals */
};

/* Does what can be done without waiting; never blocks. Ends by itself within job.seconds and a
 * little for each part. After DISCOVER_OVER and DISCOVER_FAILED nothing runs any more, and it is
 * not called again. */
enum discover_event discover_step(struct discovery *discovery, struct err *err);

/* What is done now, for a line of progress: "asking the name server", "3 of 5 hosts tried"; "":
 * nothing runs. Until the next call. */
const char *discover_doing(const struct discovery *discovery);

/* All of it, for commands: waits. watch (NULL: nobody) is called whenever something came,
 * and at the end, when discover_doing() is "". */
typedef void discover_watch(const struct discovery *discovery);
bool discover_run(struct discovery *discovery, const struct config *config, struct store *store,
                  discover_watch *watch, struct err *err);

/* Did any name server answer? Where none was asked: the server itself. */
bool discover_answered(const struct discovery *discovery);

/* Was anything found, be it what is set already? */
bool discover_found(const struct discovery *discovery);

/* Also one that still runs: it is stopped at once. */
void discover_free(struct discovery *discovery);

#endif
