/* attempts.h - the hosts that DNS named, tried: does the service answer where it should, with TLS,
 * and what does it say of itself before anybody logs in?
 *
 * One row per service; what is sent is in it, for --dry-run and the manual. The tests are those of
 * probe/run.h, in the sandbox, with no login, and one connection to each address
 * (probe_job.glance).
 */
#ifndef BACKEND_DISCOVER_ATTEMPTS_H
#define BACKEND_DISCOVER_ATTEMPTS_H

#include "backend/discover/found.h"
#include "backend/discover/lookup.h"
#include "backend/probe/run.h"

enum attempt_id {
    ATTEMPT_LDAPS,
    ATTEMPT_SUBMISSIONS, /* encrypted from the start before STARTTLS: RFC 8314 3 */
    ATTEMPT_SUBMISSION,
    ATTEMPT_IMAPS,
    ATTEMPT_IMAP,
    ATTEMPT_CENTRAL,
    ATTEMPT_SERVICES
};
enum {
    ATTEMPT_DIRECTORIES = 8, /* directory servers that are tried */
    ATTEMPT_MAILS = 4,       /* mail servers */
    ATTEMPTS_MOST = ATTEMPT_DIRECTORIES + 4 * ATTEMPT_MAILS + 1,
    ATTEMPT_HOSTS = ATTEMPT_DIRECTORIES + ATTEMPT_MAILS + 1,
    ATTEMPT_SECONDS =
        8, /* for one, as mail servers keep their greeting back; all run side by side */
};

struct attempt_service {
    enum discover_topic topic;
    const char *section;  /* whose test it is */
    const char *security; /* as that section's row has it: "tls" */
    unsigned port;        /* unless SRV names another one; of directories it does not */
    enum question_id row; /* whose SRV names it; QUESTION_MX: none */
    const char *proof;    /* the fact that it was understood; NULL: a step of the protocol passed */
    const char *whom;     /* "each directory server" */
    unsigned most;        /* of them */
    const char *sent;     /* once the connection is open */
};
extern const struct attempt_service attempt_services[ATTEMPT_SERVICES];

struct attempt {
    enum attempt_id service;
    char host[DNS_NAME];
    unsigned port;
    struct found_record record;        /* that named it */
    bool named;                        /* by DNS: record is one */
    bool tried;                        /* an address of it is known */
    const struct probe_result *result; /* NULL: not tried (yet) */
};

/* Starts as { 0 }. */
struct attempts {
    struct attempt list[ATTEMPTS_MOST];
    size_t count;
    struct lookup lookup; /* the hosts' addresses */
    struct probe_trust trust;
    struct probe_run *run; /* has the results; NULL: none was tried */
};

/* Which hosts are to be tried, in the order of the services and of their records; and their
 * addresses to be asked for. None with job->names_only. */
void attempts_collect(struct attempts *attempts, const struct discover_job *job,
                      const struct found_all *found);

/* Once the addresses are there: starts. What trust names of files and cannot be read is left out:
 * then more certificates are called untrusted. Nothing to try: run stays NULL. */
void attempts_start(struct attempts *attempts, const struct discover_job *job,
                    const struct config *config, struct store *store);

/* "3 of 5 hosts tried" */
void attempts_doing(const struct attempts *attempts, char text[], size_t size);

void attempts_free(struct attempts *attempts);

/* The first of that service and host; NULL: it was not tried. */
const struct attempt *attempts_find(const struct attempts *attempts, enum attempt_id service,
                                    const char *host);

/* Does the service answer there, over TLS? */
bool attempt_answers(const struct attempt *attempt);

/* Why it does not, as in err.h. */
const char *attempt_why(const struct attempt *attempt);

/* What is wrong with its certificate, as a sentence without a full stop; "": nothing. *fatal: it is
 * not only that nobody trusts it here (yet). The caller frees it. */
char *attempt_fault(const struct attempt *attempt, bool *fatal);

/* A fact of the test, "" if there is none. */
const char *attempt_fact(const struct attempt *attempt, const char *name);

#endif
