/* lookup.h - questions whose number is known only when others are answered: the names of addresses
 * (reverse DNS, and whether a name leads back), the addresses of names, and the printers that a
 * domain publishes (DNS-SD, RFC 6763).
 *
 * The same worker as for questions.h asks them, so many a second; nothing it says is trusted.
 */
#ifndef BACKEND_DISCOVER_LOOK_H
#define BACKEND_DISCOVER_LOOK_H

#include "backend/child/worker.h"
#include "backend/discover/network/targets.h"
#include "backend/discover/questions.h"

enum {
    LOOKUP_NAMES = 4,      /* names of one address that are looked at */
    LOOKUP_LEADS = 8,      /* addresses of one host that are kept */
    LOOKUP_INSTANCES = 64, /* printers of one kind that a domain publishes */
    LOOKUP_SERVICES = 2 * LOOKUP_INSTANCES,
    LOOKUP_RATE = 200, /* questions a second, unless somebody says otherwise */
    LOOKUP_HOSTS = 4096,
    LOOKUP_TEXT = 256,
};

/* What may be asked: a row each in lookup.c. */
enum lookup_question {
    LOOKUP_REVERSE, /* each address */
    LOOKUP_FORWARD, /* each name in those answers */
    LOOKUP_HOST_V4, /* each host */
    LOOKUP_HOST_V6,
    LOOKUP_IPPS, /* RFC 8010 4, PWG 5100.14: printers with TLS */
    LOOKUP_IPP,
    LOOKUP_SERVICE, /* each printer in those answers: SRV */
    LOOKUP_MODEL,   /* and TXT */
    LOOKUP_QUESTIONS
};

/* The head of the worker's job; behind it lie the addresses, then the hosts, each with its NUL. */
struct lookup_job {
    char resolver[64];     /* as in struct discover_job */
    char domain[DNS_NAME]; /* that may publish printers; "": not asked */
    unsigned rate;
    int seconds;
    unsigned addresses, hosts;
};

/* Names are hosts in lower case, without a dot at the end; other texts are tame. */
struct lookup_name {
    char name[DNS_NAME];
    unsigned long ttl;
    bool authentic; /* AD bit */
    bool confirmed; /* it leads back to the address */
};
struct lookup_address {
    struct target_address address;
    struct lookup_name *names; /* those that lead back first, then by the alphabet */
    size_t count;
};
struct lookup_host {
    char *name;
    struct target_address leads[LOOKUP_LEADS];
    size_t count;
};
struct lookup_service {
    bool secure; /* _ipps */
    unsigned port;
    unsigned long ttl;
    bool authentic;
    char host[DNS_NAME];                         /* "": no answer says where it is */
    char label[LOOKUP_TEXT], model[LOOKUP_TEXT]; /* what it is called, and is; "": not told */
};

/* What is asked, and what was found. Starts as { 0 }; lookup_free() frees what is in it. */
struct lookup {
    struct lookup_job job;
    struct lookup_address *addresses; /* in the order in which they were added */
    struct lookup_host *hosts;
    size_t address_room, host_room;
    struct lookup_service services[LOOKUP_SERVICES];
    bool answered; /* a name server did, be it that there is nothing */
};

/* Adds an address, or a host (ASCII) to be asked for; a host that is an address, or too many, are
 * passed over. */
void lookup_add_address(struct lookup *look, const struct target_address *address);
void lookup_add_host(struct lookup *look, const char *host);

/* The worker's job, and how long it may take at most when nobody answers. The caller frees the
 * bytes. */
void *lookup_pack(struct lookup *look, size_t *size);

/* For who waits otherwise: starts the worker (NULL: there is nothing to ask), whose lines are for
 * lookup_receive(); and puts in order what it said, once it is done. False and err: it could not be
 * asked at all. */
bool lookup_start(struct lookup *look, struct worker **worker, struct err *err);
void lookup_sort(struct lookup *look);

/* Asks, waits and fills in. False and err: it could not be asked at all. Nothing to ask: true. */
bool lookup_run(struct lookup *look, struct err *err);

/* One line of the worker. */
void lookup_receive(struct lookup *look, const char *line);

void lookup_free(struct lookup *look);

/* The best name that leads back; NULL: there is none. */
const struct lookup_name *lookup_confirmed(const struct lookup_address *address);

/* NULL: it was not asked for. */
const struct lookup_host *lookup_find_host(const struct lookup *look, const char *name);
bool lookup_leads_to(const struct lookup_host *host, const struct target_address *address);

/* The name whose PTR an address has: "7.0.20.10.in-addr.arpa" (RFC 1035 3.5, RFC 3596 2.5). */
void lookup_reverse_name(const struct target_address *address, char name[DNS_NAME]);

/* What would be sent for so many addresses and hosts, and, if publishes, for a domain. */
struct lookup_plan {
    const char *type; /* "PTR" */
    const char *what; /* "of each address" */
    unsigned most;    /* questions; each goes to a name server up to DISCOVER_TIMES times */
};
void lookup_plan(unsigned addresses, unsigned hosts, bool publishes,
                 struct lookup_plan plan[LOOKUP_QUESTIONS]);

/* What the domain is asked: "_ipps._tcp." */
extern const char *const lookup_prefixes[LOOKUP_QUESTIONS]; /* NULL: no such question */

#endif
