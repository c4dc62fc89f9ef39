/* proposal.h - what discovery proposes: a value for a setting, where it was found, and whether it
 * is marked to be taken.
 */
#ifndef BACKEND_DISCOVER_PROPOSAL_H
#define BACKEND_DISCOVER_PROPOSAL_H

#include "backend/discover/attempts.h"
#include "backend/discover/lookup.h"
#include "backend/discover/serving.h"
#include "backend/model/change.h"

struct proposal {
    const char *topic;    /* "directory": discover_topic_names[] */
    char path[PATH_SIZE]; /* "ldap.dc1.host"; the record need not be there yet */
    char *value;          /* as the row stores it: setting_accept() */
    char *present;        /* what is set now; "": nothing, or there is no such record */
    char *source;         /* "SRV _ldap._tcp.dc._msdcs.corp.example.com, TTL 600 s, DNSSEC" */
    bool proposed;        /* marked to take; people may turn it */
    char *note;           /* a sentence without a full stop; "": nothing to add */
};
struct proposals {
    struct proposal *list; /* the settings of one record stand together */
    size_t count, room;
};

void proposals_free(struct proposals *proposals);

/* What was found, for what was asked. The local addresses (texts, NULL at the end) say whether this
 * server's name resolves to this machine. */
struct evidence {
    const struct discover_job *job;
    const struct found_all *found;
    const struct lookup *lookup;
    const struct attempts *attempts;
    const struct serving *serving;
    const char *const *local;
};

/* From that, in the order of the topics, what differs from config alone. */
void propose(struct proposals *proposals, const struct config *config,
             const struct evidence *evidence);

/* Puts those that are marked into the configuration, as if they were typed; records that are not
 * there are added. False and err: the first that the rows refuse; nothing has changed then. */
bool proposals_take(const struct proposals *proposals, struct journal *journal,
                    struct config *config, size_t *taken, struct err *err);

#endif
