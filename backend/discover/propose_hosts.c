/* propose_hosts.c - directory servers, as DNS names them and as they answer, and the central
 * server. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "backend/base/language.h"
#include "backend/base/list.h"
#include "backend/discover/propose_inside.h"

/* "DC=corp,DC=example,DC=com": RFC 2247. */
static char *propose_base_dn(const char *domain)
{
    AUTO_BUF struct buf text = { 0 };

    for (const char *at = domain; *at;) {
        size_t size = strcspn(at, ".");
        buf_print(&text, "%sDC=%.*s", at == domain ? "" : ",", (int)size, at);
        at += size + (at[size] == '.');
    }
    return copy(text.text ? text.text : "");
}

/* The name of the record that has this host already: true; or a free one after its first label. */
static bool propose_record_name(const struct proposer *proposer, const char *host, char name[33])
{
    const struct table *table = config_table(proposer->config, section_find("ldap"));

    for (size_t i = 0; i < table->count; i++) {
        char path[PATH_SIZE];
        snprintf(name, 33, "%s", record_name(table->records[i]));
        snprintf(path, sizeof path, "ldap.%s.host", name);
        if (strcasecmp(propose_present(proposer, path), host) == 0)
            return true;
    }
    int size = (int)strcspn(host, ".");
    snprintf(name, 33, "%.*s", size < 28 ? size : 28, host);
    size = (int)strlen(name);
    for (int n = 2; config_table_find(table, name) && n < 100; n++)
        snprintf(name + size, 33 - (size_t)size, "-%d", n);
    return false;
}

/* ------------------------------------------------ what a directory says of itself */

/* MS-ADTS 3.1.1.3.2.3 (LDAP_CAP_ACTIVE_DIRECTORY_OID); OpenLDAP by its class. What others call
 * themselves is written nowhere: they stay what DNS says. */
static const struct {
    const char *fact, *part, *type;
} propose_types[] = {
    { "ldap.capabilities", "1.2.840.113556.1.4.800", "ad" },
    { "ldap.vendor", "OpenLDAP", "openldap" },
};

static const char *propose_type(const struct attempt *attempt)
{
    for (size_t i = 0; i < sizeof propose_types / sizeof *propose_types; i++)
        if (strstr(attempt_fact(attempt, propose_types[i].fact), propose_types[i].part))
            return propose_types[i].type;
    return NULL;
}

/* One setting of a directory: what, from where, and what is to be said to it. */
struct propose_value {
    char *text, *source, *note;
};

static void propose_value_free(const struct propose_value *value)
{
    free(value->text);
    free(value->source);
    free(value->note);
}

static char *propose_entry_source(const struct attempt *attempt)
{
    return format(tr("root entry of %s, port %u"), attempt->host, attempt->port);
}

static bool propose_answers(const struct attempt *attempt)
{
    return attempt && attempt_answers(attempt);
}

static struct propose_value propose_directory_type(const struct proposer *proposer,
                                                   const struct found_record *record,
                                                   const struct attempt *attempt)
{
    const bool ad = record->row != QUESTION_LDAP;
    const char *known = propose_answers(attempt) ? propose_type(attempt) : NULL;

    if (known)
        return (struct propose_value){ copy(known), propose_entry_source(attempt), copy("") };
    return (struct propose_value){ copy(ad ? "ad" : "openldap"), propose_source(proposer, record),
                                   copy(ad ? "" : tr("no Active Directory: nobody says more")) };
}

/* The naming context that a directory has by default; else its only one, else the domain's; "":
 * none of them. Contexts stand behind one another with ", ", which is in none as servers write
 * them. */
static char *propose_context(const struct attempt *attempt, const char *guess)
{
    const char *all = attempt_fact(attempt, "ldap.contexts");
    const char *best = attempt_fact(attempt, "ldap.default_context");
    size_t size = strlen(guess);

    if (*best || !strstr(all, ", "))
        return copy(*best ? best : all);
    for (const char *at = all; at; at = strstr(at, ", ")) {
        at += strncmp(at, ", ", 2) == 0 ? 2 : 0;
        if (strncasecmp(at, guess, size) == 0 && (!at[size] || strncmp(at + size, ", ", 2) == 0))
            return must(strndup(at, size));
    }
    return copy("");
}

/* What cannot be printed comes as "?" from the worker: such a name is not the directory's. */
static bool propose_is_clear(const char *context)
{
    return *context && !strchr(context, '?');
}

static struct propose_value propose_directory_base(const struct proposer *proposer,
                                                   const struct found_record *record,
                                                   const struct attempt *attempt)
{
    AUTO_FREE char *guess = propose_base_dn(proposer->job->domain);
    AUTO_FREE char *context = propose_answers(attempt) ? propose_context(attempt, guess) : copy("");

    if (propose_is_clear(context))
        return (struct propose_value){ copy(context), propose_entry_source(attempt), copy("") };
    return (struct propose_value){ copy(guess), propose_source(proposer, record),
                                   copy(tr("made of the domain's name (RFC 2247)")) };
}

/* ------------------------------------------------ directory */

/* "CN=DC1,CN=Servers,CN=Site,CN=Sites,...": its third part (MS-ADTS 6.1.1.2.2.1.2.1). */
static void propose_site(const struct attempt *attempt, char site[], size_t size)
{
    static const char sites[] = ",CN=Servers,CN=";
    const char *at = strcasestr(attempt_fact(attempt, "ldap.server"), sites);

    site[0] = '\0';
    if (at) {
        at += sizeof sites - 1;
        snprintf(site, size, "%.*s", (int)strcspn(at, ","), at);
    }
}

static void propose_site_note(const struct proposer *proposer, const char *site, struct buf *note)
{
    const char *named = proposer->job->site, *mark = note->size ? "; " : "";

    if (!*named)
        buf_print(note, tr("%sof the site %s; which one this server is of was not found out"), mark,
                  site);
    else if (strcasecmp(named, site) == 0)
        buf_print(note, tr("%sof the site %s"), mark, site);
    else
        buf_print(note, tr("%sof the site %s, not %s"), mark, site, named);
}

static bool propose_is_catalog(const struct proposer *proposer, const char *host)
{
    size_t count;
    const struct found_record *records = found_of(proposer->found, QUESTION_CATALOGS, &count);

    for (size_t i = 0; i < count; i++)
        if (strcmp(records[i].name, host) == 0)
            return true;
    return false;
}

/* What the one that answers is. */
static void propose_host_kind(const struct proposer *proposer, const struct found_record *record,
                              const struct attempt *attempt, struct buf *note)
{
    char site[128] = "";

    if (propose_is_catalog(proposer, record->name))
        buf_print(note, tr("%salso a global catalog"), note->size ? "; " : "");
    if (attempt)
        propose_site(attempt, site, sizeof site);
    if (*site)
        propose_site_note(proposer, site, note);
}

/* What is said to the host, and whether it may be marked. */
static char *propose_host_note(const struct proposer *proposer, const struct found_record *record,
                               const struct attempt *attempt, bool *fine)
{
    const char *elsewhere = propose_elsewhere(proposer, record);
    AUTO_BUF struct buf note = { 0 };
    bool fatal = false;

    *fine = !*elsewhere && (!attempt || attempt_answers(attempt));
    buf_print(&note, "%s", elsewhere);
    if (attempt && !attempt_answers(attempt)) {
        buf_print(&note, tr("%sport %u: %s"), note.size ? "; " : "", attempt->port,
                  attempt_why(attempt));
        return copy(note.text);
    }
    AUTO_FREE char *fault = attempt ? attempt_fault(attempt, &fatal) : copy("");
    *fine = *fine && !fatal;
    if (*fault)
        buf_print(&note, "%s%s", note.size ? "; " : "", fault);
    propose_host_kind(proposer, record, attempt, &note);
    return copy(note.text ? note.text : "");
}

static struct propose_value propose_directory_host(const struct proposer *proposer,
                                                   const struct found_record *record,
                                                   const struct attempt *attempt, bool *fine)
{
    AUTO_FREE char *source = propose_source(proposer, record);
    const bool answers = propose_answers(attempt);

    return (struct propose_value){ copy(record->name),
                                   answers
                                       ? format(tr("%s; port %u answers"), source, attempt->port)
                                       : copy(source),
                                   propose_host_note(proposer, record, attempt, fine) };
}

/* True if it may be marked. */
static bool propose_controller(struct proposer *proposer, const struct found_record *record,
                               bool wanted)
{
    static const char *const keys[] = { "host", "type", "base_dn" };
    const struct attempt *attempt = attempts_find(proposer->attempts, ATTEMPT_LDAPS, record->name);
    char name[33], path[PATH_SIZE];
    bool known = propose_record_name(proposer, record->name, name), fine;

    /* Two controllers of one first label must not share a record. */
    snprintf(path, sizeof path, "ldap.%s.host", name);
    if (propose_has(proposer, path))
        return false;
    const struct propose_value values[] = {
        propose_directory_host(proposer, record, attempt, &fine),
        propose_directory_type(proposer, record, attempt),
        propose_directory_base(proposer, record, attempt),
    };
    proposer->free = wanted && !known && fine;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        snprintf(path, sizeof path, "ldap.%s.%s", name, keys[i]);
        if (i == 0 || !known || !*propose_present(proposer, path))
            propose_add(proposer, TOPIC_DIRECTORY, path, values[i].text, values[i].source,
                        values[i].note);
        propose_value_free(&values[i]);
    }
    return fine;
}

/* The product asks one directory and goes on to the next: two are enough. */
void propose_directory(struct proposer *proposer)
{
    enum { WANTED = 2 };
    size_t count, fine = 0;
    const struct found_record *records = found_directories(proposer->found, &count);

    for (size_t i = 0; i < count && i < ATTEMPT_DIRECTORIES; i++)
        if (strcmp(records[i].name, ".") != 0)
            fine += propose_controller(proposer, &records[i], fine < WANTED);
}

/* ------------------------------------------------ central server */

/* Somebody named it, and it answers: who it is DNS does not know. */
void propose_central(struct proposer *proposer)
{
    const char *host = proposer->job->central;
    const struct attempt *attempt =
        *host ? attempts_find(proposer->attempts, ATTEMPT_CENTRAL, host) : NULL;
    bool fatal;

    if (!propose_answers(attempt))
        return;
    AUTO_FREE char *fault = attempt_fault(attempt, &fatal);
    AUTO_FREE char *source =
        format(tr("--central; %s, port %u answers with TLS"), host, attempt->port);
    proposer->free = !fatal && strcmp(propose_present(proposer, "central.enabled"), "true") != 0;
    propose_add(proposer, TOPIC_CENTRAL, "central.enabled", "true", source, "");
    propose_add(proposer, TOPIC_CENTRAL, "central.host", host, source, fault);
    propose_add(proposer, TOPIC_CENTRAL, "central.port", "8093", source, "");
    propose_add(proposer, TOPIC_CENTRAL, "central.secure", "true", source, "");
}
