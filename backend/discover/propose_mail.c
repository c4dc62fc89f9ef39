/* propose_mail.c - mail servers out of SRV records, as they answer, and providers out of the MX. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/discover/propose_inside.h"
#include "backend/discover/providers.h"

static void propose_mail(struct proposer *proposer, const char *section,
                         const char *const values[4], const char *source, const char *note)
{
    static const char *const keys[] = { "enabled", "host", "port", "security", "auth" };
    const char *const all[] = { "true", values[0], values[1], values[2], values[3] };
    char path[PATH_SIZE];

    for (size_t i = 0; i < sizeof keys / sizeof *keys && all[i]; i++) {
        snprintf(path, sizeof path, "%s.%s", section, keys[i]);
        propose_add(proposer, TOPIC_MAIL, path, all[i], source, i == 1 || i == 4 ? note : "");
    }
}

static bool propose_is_on(const struct proposer *proposer, const char *section)
{
    AUTO_FREE char *path = format("%s.enabled", section);

    return strcmp(propose_present(proposer, path), "true") == 0;
}

/* Where a mail service is: as DNS says it, or, where it was tried, as it answered. */
struct propose_place {
    enum attempt_id service;
    const char *host;
    unsigned port;
    const struct found_record *record;
    const struct attempt *attempt; /* that answered; NULL: no host was contacted */
};

static void propose_place(struct proposer *proposer, const struct propose_place *place)
{
    const struct attempt_service *row = &attempt_services[place->service];
    const char *note = propose_elsewhere(proposer, place->record);
    bool fatal = false;
    char port[12];

    AUTO_FREE char *fault = place->attempt ? attempt_fault(place->attempt, &fatal) : copy("");
    AUTO_FREE char *source = propose_source(proposer, place->record);
    AUTO_FREE char *heard =
        place->attempt ? format(tr("%s; port %u answers"), source, place->port) : copy(source);
    snprintf(port, sizeof port, "%u", place->port);
    /* Fetching mail is something to decide for, not something to find. */
    proposer->free = strcmp(row->section, "smtp") == 0 && !*note && !fatal &&
                     !propose_is_on(proposer, row->section);
    propose_mail(proposer, row->section,
                 (const char *const[]){ place->host, port, row->security, NULL }, heard,
                 *note ? note : fault);
}

/* The first host that answers. */
static bool propose_tried(struct proposer *proposer, enum attempt_id service)
{
    const struct attempts *attempts = proposer->attempts;

    for (size_t i = 0; i < attempts->count; i++) {
        const struct attempt *attempt = &attempts->list[i];
        if (attempt->service != service || !attempt_answers(attempt))
            continue;
        propose_place(proposer, &(struct propose_place){ service, attempt->host, attempt->port,
                                                         &attempt->record, attempt });
        return true;
    }
    return false;
}

/* True if the domain names a host for it: "." says that it has no such service (RFC 2782). Where
 * hosts were tried, it answers there. */
static bool propose_by_service(struct proposer *proposer, enum attempt_id service)
{
    size_t count;
    const struct found_record *record =
        found_of(proposer->found, attempt_services[service].row, &count);

    if (!proposer->job->names_only)
        return propose_tried(proposer, service);
    if (!count || strcmp(record->name, ".") == 0 || !record->port)
        return false;
    propose_place(proposer,
                  &(struct propose_place){ service, record->name, record->port, record, NULL });
    return true;
}

/* Only a name of ours follows from the MX, never the name that DNS said. */
static void propose_by_exchange(struct proposer *proposer)
{
    size_t count;
    const struct found_record *record = found_of(proposer->found, QUESTION_MX, &count);
    const struct provider *provider = count ? provider_of(record->name) : NULL;

    if (!provider)
        return;
    AUTO_FREE char *source = propose_source(proposer, record);
    proposer->free = !propose_is_on(proposer, "smtp");
    propose_mail(
        proposer, "smtp",
        (const char *const[]){ provider->host, provider->port, provider->security, "oauth" },
        source, provider->note);
}

void propose_all_mail(struct proposer *proposer)
{
    bool sent = propose_by_service(proposer, ATTEMPT_SUBMISSIONS) ||
                propose_by_service(proposer, ATTEMPT_SUBMISSION);

    if (!sent)
        propose_by_exchange(proposer);
    if (!propose_by_service(proposer, ATTEMPT_IMAPS))
        propose_by_service(proposer, ATTEMPT_IMAP);
}
