/* propose_mail.c - mail servers out of SRV records, and providers out of the MX. */
#include <stdio.h>
#include <string.h>

#include "backend/discover/propose_inside.h"

struct propose_service {
    enum question_id row;
    const char *section, *security;
};
/* Encrypted from the start before STARTTLS: RFC 8314 3. */
static const struct propose_service propose_services[] = {
    { QUESTION_SUBMISSIONS, "smtp", "tls" },
    { QUESTION_SUBMISSION, "smtp", "starttls" },
    { QUESTION_IMAPS, "inbox", "tls" },
    { QUESTION_IMAP, "inbox", "starttls" },
};

/* Providers that are known by whom they take mail with. */
static const struct propose_provider {
    const char *exchange; /* the MX ends with it */
    const char *host;
    const char *port, *security;
    const char *note;
} propose_providers[] = {
    { ".mail.protection.outlook.com", "smtp.office365.com", "587", "starttls",
      "Microsoft 365: it demands OAuth (modern authentication)" },
    { ".google.com", "smtp.gmail.com", "465", "tls",
      "Google: it demands OAuth or an app password" },
    { ".googlemail.com", "smtp.gmail.com", "465", "tls",
      "Google: it demands OAuth or an app password" },
};

static void propose_mail(struct proposer *proposer, const char *section,
                         const char *const values[4], const struct found_record *record,
                         const char *note)
{
    static const char *const keys[] = { "enabled", "host", "port", "security", "auth" };
    const char *const all[] = { "true", values[0], values[1], values[2], values[3] };
    char path[PATH_SIZE];

    for (size_t i = 0; i < sizeof keys / sizeof *keys && all[i]; i++) {
        snprintf(path, sizeof path, "%s.%s", section, keys[i]);
        propose_one(proposer, TOPIC_MAIL, path, all[i], record, i == 1 || i == 4 ? note : "");
    }
}

static bool propose_is_on(const struct proposer *proposer, const char *section)
{
    AUTO_FREE char *path = format("%s.enabled", section);

    return strcmp(propose_present(proposer, path), "true") == 0;
}

/* True if the domain names a host for it: "." says that it has no such service (RFC 2782). */
static bool propose_by_service(struct proposer *proposer, const struct propose_service *service)
{
    size_t count;
    const struct found_record *record = found_of(proposer->found, service->row, &count);
    char port[12];

    if (!count || strcmp(record->name, ".") == 0 || !record->port)
        return false;
    snprintf(port, sizeof port, "%u", record->port);
    const char *note = propose_elsewhere(proposer, record);
    /* Fetching mail is something to decide for, not something to find. */
    proposer->free = strcmp(service->section, "smtp") == 0 && !*note &&
                     !propose_is_on(proposer, service->section);
    propose_mail(proposer, service->section,
                 (const char *const[]){ record->name, port, service->security, NULL }, record,
                 note);
    return true;
}

static bool propose_ends(const char *text, const char *end)
{
    size_t size = strlen(text), tail = strlen(end);

    return size > tail && strcmp(text + size - tail, end) == 0;
}

/* Only a name of ours follows from the MX, never the name that DNS said. */
static void propose_by_exchange(struct proposer *proposer)
{
    size_t count;
    const struct found_record *record = found_of(proposer->found, QUESTION_MX, &count);

    for (size_t i = 0; count && i < sizeof propose_providers / sizeof *propose_providers; i++) {
        const struct propose_provider *provider = &propose_providers[i];
        if (!propose_ends(record->name, provider->exchange))
            continue;
        proposer->free = !propose_is_on(proposer, "smtp");
        propose_mail(
            proposer, "smtp",
            (const char *const[]){ provider->host, provider->port, provider->security, "oauth" },
            record, provider->note);
        return;
    }
}

void propose_all_mail(struct proposer *proposer)
{
    bool sent = propose_by_service(proposer, &propose_services[0]) ||
                propose_by_service(proposer, &propose_services[1]);

    if (!sent)
        propose_by_exchange(proposer);
    if (!propose_by_service(proposer, &propose_services[2]))
        propose_by_service(proposer, &propose_services[3]);
}
