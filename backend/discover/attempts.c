#include "backend/discover/attempts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "backend/base/language.h"
#include "backend/base/list.h"
#include "backend/check/check.h"
#include "backend/discover/providers.h"

/* What every mail server is told; the name is in it so that it takes the greeting. */
#define ATTEMPT_SMTP "EHLO with this server's name"

const struct attempt_service attempt_services[ATTEMPT_SERVICES] = {
    [ATTEMPT_LDAPS] = { TOPIC_DIRECTORY, "ldap", "tls", 636, QUESTION_MX, NULL,
                        "each directory server", ATTEMPT_DIRECTORIES,
                        "TLS handshake, LDAP search of the root entry without a login (RFC 4512 "
                        "5.1), unbind" },
    [ATTEMPT_SUBMISSIONS] = { TOPIC_MAIL, "smtp", "tls", 465, QUESTION_SUBMISSIONS, "mail.logins",
                              "each mail server", ATTEMPT_MAILS,
                              "TLS handshake, " ATTEMPT_SMTP ", QUIT" },
    [ATTEMPT_SUBMISSION] = { TOPIC_MAIL, "smtp", "starttls", 587, QUESTION_SUBMISSION,
                             "mail.logins", "each mail server", ATTEMPT_MAILS,
                             ATTEMPT_SMTP ", STARTTLS, TLS handshake, EHLO again, QUIT" },
    [ATTEMPT_IMAPS] = { TOPIC_MAIL, "inbox", "tls", 993, QUESTION_IMAPS, "mail.logins",
                        "each mail server", ATTEMPT_MAILS, "TLS handshake, CAPABILITY, LOGOUT" },
    [ATTEMPT_IMAP] = { TOPIC_MAIL, "inbox", "starttls", 143, QUESTION_IMAP, "mail.logins",
                       "each mail server", ATTEMPT_MAILS,
                       "CAPABILITY, STARTTLS, TLS handshake, CAPABILITY, LOGOUT" },
    [ATTEMPT_CENTRAL] = { TOPIC_CENTRAL, "central", "tls", 8093, QUESTION_MX, "tls.version",
                          "the central server that --central names", 1, "TLS handshake" },
};

/* ------------------------------------------------ which hosts */

const struct attempt *attempts_find(const struct attempts *attempts, enum attempt_id service,
                                    const char *host)
{
    for (size_t i = 0; i < attempts->count; i++)
        if (attempts->list[i].service == service && strcasecmp(attempts->list[i].host, host) == 0)
            return &attempts->list[i];
    return NULL;
}

static void attempts_add(struct attempts *attempts, enum attempt_id service, const char *host,
                         unsigned port, const struct found_record *record)
{
    if (attempts->count == ATTEMPTS_MOST || attempts_find(attempts, service, host))
        return;
    struct attempt *attempt = &attempts->list[attempts->count++];
    *attempt = (struct attempt){ .service = service, .port = port, .named = record != NULL };
    snprintf(attempt->host, sizeof attempt->host, "%s", host);
    if (record)
        attempt->record = *record;
    lookup_add_host(&attempts->lookup, host);
}

static void attempts_directories(struct attempts *attempts, const struct found_all *found)
{
    size_t count;
    const struct found_record *records = found_directories(found, &count);

    for (size_t i = 0; i < count && i < ATTEMPT_DIRECTORIES; i++)
        if (strcmp(records[i].name, ".") != 0)
            attempts_add(attempts, ATTEMPT_LDAPS, records[i].name,
                         attempt_services[ATTEMPT_LDAPS].port, &records[i]);
}

/* Hosts that have to do with mail, each once. */
struct attempt_mails {
    const struct found_record *list[ATTEMPT_MAILS];
    size_t count;
};

static bool attempts_has_mail(const struct attempt_mails *mails, const char *host)
{
    for (size_t i = 0; i < mails->count; i++)
        if (strcmp(mails->list[i]->name, host) == 0)
            return true;
    return false;
}

static void attempts_mail_hosts(struct attempt_mails *mails, const struct found_all *found,
                                enum question_id row)
{
    size_t count;
    const struct found_record *records = found_of(found, row, &count);

    for (size_t i = 0; i < count && mails->count < ATTEMPT_MAILS; i++)
        if (strcmp(records[i].name, ".") != 0 && !attempts_has_mail(mails, records[i].name) &&
            !(row == QUESTION_MX && provider_of(records[i].name)))
            mails->list[mails->count++] = &records[i];
}

/* Where DNS says who serves it, or that nobody does (RFC 2782), nobody else is tried. */
static void attempts_mail(struct attempts *attempts, const struct found_all *found,
                          const struct attempt_mails *mails, enum attempt_id service)
{
    const struct attempt_service *row = &attempt_services[service];
    size_t count;
    const struct found_record *records = found_of(found, row->row, &count);

    for (size_t i = 0; i < count; i++)
        if (records[i].port && attempts_has_mail(mails, records[i].name))
            attempts_add(attempts, service, records[i].name, records[i].port, &records[i]);
    for (size_t i = 0; i < mails->count && !count; i++)
        attempts_add(attempts, service, mails->list[i]->name, row->port, mails->list[i]);
}

static void attempts_mails(struct attempts *attempts, const struct found_all *found)
{
    struct attempt_mails mails = { .count = 0 };

    for (enum attempt_id id = ATTEMPT_SUBMISSIONS; id <= ATTEMPT_IMAP; id++)
        attempts_mail_hosts(&mails, found, attempt_services[id].row);
    attempts_mail_hosts(&mails, found, QUESTION_MX);
    for (enum attempt_id id = ATTEMPT_SUBMISSIONS; id <= ATTEMPT_IMAP; id++)
        attempts_mail(attempts, found, &mails, id);
}

void attempts_collect(struct attempts *attempts, const struct discover_job *job,
                      const struct found_all *found)
{
    if (job->names_only)
        return;
    attempts_directories(attempts, found);
    attempts_mails(attempts, found);
    if (*job->central)
        attempts_add(attempts, ATTEMPT_CENTRAL, job->central,
                     attempt_services[ATTEMPT_CENTRAL].port, NULL);
}

/* ------------------------------------------------ trying them */

/* LIST value; "": none is known. */
static void attempts_addresses(const struct attempts *attempts, const char *host, char list[],
                               size_t size)
{
    const struct lookup_host *known = lookup_find_host(&attempts->lookup, host);
    size_t used = 0;

    list[0] = '\0';
    for (size_t i = 0; known && i < known->count; i++) {
        char text[INET6_ADDRSTRLEN];
        target_text(&known->leads[i], text);
        if (used + strlen(text) + 3 < size)
            used += (size_t)snprintf(list + used, size - used, "%s%s", used ? ", " : "", text);
    }
    if (host_is_ip(host))
        snprintf(list, size, "%s", host);
}

/* A test of that section, with nothing in it that could be a secret. */
static void attempts_job(const struct attempts *attempts, const struct attempt *attempt,
                         const struct discover_job *job, struct probe_job *out)
{
    const struct attempt_service *row = &attempt_services[attempt->service];

    *out = (struct probe_job){
        .port = attempt->port,
        .security = strcmp(row->security, "starttls") == 0 ? PROBE_STARTTLS : PROBE_TLS,
        .skip_validation = true, /* to see what is there; nothing secret is known, or sent */
        .min_version = TLS_1_2,
        .seconds = ATTEMPT_SECONDS,
        .glance = true
    };
    snprintf(out->path, sizeof out->path, "%s", row->section);
    snprintf(out->section, sizeof out->section, "%s", row->section);
    snprintf(out->host, sizeof out->host, "%s", attempt->host);
    snprintf(out->self, sizeof out->self, "%s", job->host);
    attempts_addresses(attempts, attempt->host, out->addresses, sizeof out->addresses);
    if (row->topic == TOPIC_MAIL) {
        snprintf(out->mail.protocol, sizeof out->mail.protocol, "imap");
        snprintf(out->mail.auth, sizeof out->mail.auth, "none");
    }
}

void attempts_start(struct attempts *attempts, const struct discover_job *job,
                    const struct config *config, struct store *store)
{
    const struct probe_options options = { .side_by_side = ATTEMPTS_MOST };
    struct probe_job *one = must(malloc(sizeof *one));

    if (attempts->count)
        probe_trust_read(&attempts->trust, config, store, NULL);
    for (size_t i = 0; i < attempts->count; i++) {
        attempts_job(attempts, &attempts->list[i], job, one);
        attempts->list[i].tried = *one->addresses;
        if (!*one->addresses)
            continue;
        if (!attempts->run)
            attempts->run = probe_run_new(config, &attempts->trust, &options);
        probe_run_add_job(attempts->run, one);
    }
    free(one);
    for (size_t i = 0, n = 0; attempts->run && i < attempts->count; i++)
        if (attempts->list[i].tried)
            attempts->list[i].result = probe_run_result(attempts->run, n++);
}

void attempts_doing(const struct attempts *attempts, char text[], size_t size)
{
    snprintf(text, size, tr("%zu of %zu services tried"), probe_run_done(attempts->run),
             probe_run_count(attempts->run));
}

void attempts_free(struct attempts *attempts)
{
    probe_run_end(attempts->run);
    probe_trust_free(&attempts->trust);
    lookup_free(&attempts->lookup);
    *attempts = (struct attempts){ 0 };
}
