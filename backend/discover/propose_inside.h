/* propose_inside.h - what the topics of propose.c share. */
#ifndef BACKEND_DISCOVER_PROPOSE_INSIDE_H
#define BACKEND_DISCOVER_PROPOSE_INSIDE_H

#include "backend/discover/lookup.h"
#include "backend/discover/network/network.h"
#include "backend/discover/proposal.h"

struct proposer {
    struct proposals *proposals;
    const struct config *config;
    const struct discover_job *job;
    const struct found_all *found;
    const struct attempts *attempts;
    const char *const *local;
    bool free; /* what is proposed now is set by nobody: it is marked to take */
};

/* "SRV _ldap._tcp.corp.example.com, priority 0, weight 100, TTL 600 s, DNSSEC (AD)"; the caller
 * frees it. */
char *propose_source(const struct proposer *proposer, const struct found_record *record);

/* What a path holds now; "" also for a record that is not there. */
const char *propose_present(const struct proposer *proposer, const char *path);

/* A value that the row refuses is no proposal, nor is one that is there already. The source is what
 * people read of where it was found. */
void propose_add(struct proposer *proposer, enum discover_topic topic, const char *path,
                 const char *value, const char *source, const char *note);

/* The same; the source is a record of DNS. */
void propose_one(struct proposer *proposer, enum discover_topic topic, const char *path,
                 const char *value, const struct found_record *record, const char *note);

/* Is the path proposed already? */
bool propose_has(const struct proposer *proposer, const char *path);

/* Is the host the domain itself or in it? What is elsewhere is taken by people only: DNS is not
 * signed for the most part (RFC 6186 6). */
bool propose_inside(const struct proposer *proposer, const char *host);

/* Why a host is not to be taken unseen; "": no reason. */
const char *propose_elsewhere(const struct proposer *proposer, const struct found_record *record);

/* Makes a name for a new printer's record one that neither is there nor is proposed. */
void propose_printer_name(const struct proposer *proposer, char name[SIGHTING_NAME]);

/* Is it an address of this machine? */
bool propose_is_local(const struct proposer *proposer, const char *address);

/* The server's name and its other names, out of its addresses and search domains. */
void propose_aliases(struct proposer *proposer, const struct lookup *lookup);

/* Printers that the domain publishes. */
void propose_published(struct proposer *proposer, const struct lookup *lookup);

/* Of the devices that were found, those that speak SNMPv3, for a profile. */
void propose_snmp(struct proposer *proposer, const struct sightings *found);

/* Directory servers, as DNS names them and as they answer; the central server that was named. */
void propose_directory(struct proposer *proposer);
void propose_central(struct proposer *proposer);

/* Outgoing mail, and mail to fetch. */
void propose_all_mail(struct proposer *proposer);

#endif
