/* propose.c - what follows from the answers of DNS: one function per topic. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/check/check.h"
#include "backend/discover/propose_inside.h"

/* ------------------------------------------------ one proposal */

/* "SRV _ldap._tcp.corp.example.com, priority 0, weight 100, TTL 600 s, DNSSEC (AD)" */
static char *propose_source(const struct proposer *proposer, const struct found_record *record)
{
    AUTO_BUF struct buf text = { 0 };
    char name[DNS_NAME] = "";
    enum dns_type type = questions[record->row].type;

    question_name(proposer->job, record->row, name);
    buf_print(&text, "%s %s", question_type(type), name);
    if (type == DNS_SRV)
        buf_print(&text, ", priority %u, weight %u", record->priority, record->weight);
    if (type == DNS_MX)
        buf_print(&text, ", preference %u", record->priority);
    buf_print(&text, ", TTL %lu s%s", record->ttl, record->authentic ? ", DNSSEC (AD)" : "");
    return copy(text.text);
}

/* What a path holds now; "" also for a record that is not there. */
const char *propose_present(const struct proposer *proposer, const char *path)
{
    struct config_place place = { 0 };

    return config_find(proposer->config, path, &place, NULL) && place.setting
               ? record_value(place.record, place.setting)
               : "";
}

/* The row of a path, whether its record is there or not. */
static const struct setting *propose_row(const char *path)
{
    const char *key = strrchr(path, '.') + 1;
    AUTO_FREE char *section = must(strndup(path, strcspn(path, ".")));

    return setting_find(section_find(section), key);
}

void propose_add(struct proposer *proposer, enum discover_topic topic, const char *path,
                 const char *value, const char *source, const char *note)
{
    struct proposals *all = proposer->proposals;
    char *accepted = setting_accept(propose_row(path), value, NULL);
    const char *present = propose_present(proposer, path);
    size_t name = 0;

    if (!accepted || strcmp(accepted, present) == 0) {
        free(accepted);
        return;
    }
    while (1U << name != topic)
        name++;
    all->list = grow(all->list, all->count, &all->room, sizeof *all->list);
    struct proposal *proposal = &all->list[all->count++];
    *proposal = (struct proposal){ .topic = discover_topic_names[name],
                                   .value = accepted,
                                   .present = copy(present),
                                   .source = copy(source),
                                   .proposed = proposer->free,
                                   .note = copy(note) };
    snprintf(proposal->path, sizeof proposal->path, "%s", path);
}

void propose_one(struct proposer *proposer, enum discover_topic topic, const char *path,
                 const char *value, const struct found_record *record, const char *note)
{
    AUTO_FREE char *source = propose_source(proposer, record);

    propose_add(proposer, topic, path, value, source, note);
}

bool propose_inside(const struct proposer *proposer, const char *host)
{
    size_t size = strlen(host), domain = strlen(proposer->job->domain);

    return size >= domain && strcasecmp(host + size - domain, proposer->job->domain) == 0 &&
           (size == domain || host[size - domain - 1] == '.');
}

const char *propose_elsewhere(const struct proposer *proposer, const struct found_record *record)
{
    if (!propose_inside(proposer, record->name))
        return "this host is outside of the domain: take it only if you know it";
    return record->aliased ? "the name that was asked for is an alias (CNAME)" : "";
}

/* ------------------------------------------------ name */

bool propose_is_local(const struct proposer *proposer, const char *address)
{
    for (const char *const *at = proposer->local; *at; at++)
        if (strcmp(*at, address) == 0)
            return true;
    return false;
}

static void propose_name(struct proposer *proposer)
{
    size_t v4, v6;
    const struct found_record *record = found_of(proposer->found, QUESTION_HOST_V4, &v4);
    const struct found_record *six = found_of(proposer->found, QUESTION_HOST_V6, &v6);
    bool here = false;

    if (!v4 && !v6)
        return;
    for (size_t i = 0; i < v4; i++)
        here = here || propose_is_local(proposer, record[i].name);
    for (size_t i = 0; i < v6; i++)
        here = here || propose_is_local(proposer, six[i].name);
    record = v4 ? record : six;
    AUTO_FREE char *note =
        here ? copy("")
             : format("it resolves to %s, which is no address of this machine", record->name);
    proposer->free = here && !*propose_present(proposer, "server.fqdn");
    propose_one(proposer, TOPIC_NAME, "server.fqdn", proposer->job->host, record, note);
}

/* ------------------------------------------------ directory */

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

/* Two controllers of one first label must not share a record. */
bool propose_has(const struct proposer *proposer, const char *path)
{
    for (size_t i = 0; i < proposer->proposals->count; i++)
        if (strcmp(proposer->proposals->list[i].path, path) == 0)
            return true;
    return false;
}

static void propose_controller(struct proposer *proposer, const struct found_record *record,
                               bool ad, bool wanted)
{
    char name[33], path[PATH_SIZE];
    bool known = propose_record_name(proposer, record->name, name);
    const char *note = propose_elsewhere(proposer, record);
    AUTO_FREE char *base = propose_base_dn(proposer->job->domain);
    const char *const rows[][3] = {
        { "host", record->name, note },
        { "type", ad ? "ad" : "openldap", ad ? "" : "no Active Directory: DNS says no more" },
        { "base_dn", base, "made of the domain's name (RFC 2247)" },
    };

    snprintf(path, sizeof path, "ldap.%s.host", name);
    if (propose_has(proposer, path))
        return;
    proposer->free = wanted && !known && !*note;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        snprintf(path, sizeof path, "ldap.%s.%s", name, rows[i][0]);
        if (i == 0 || !known || !*propose_present(proposer, path))
            propose_one(proposer, TOPIC_DIRECTORY, path, rows[i][1], record, rows[i][2]);
    }
}

/* The product asks one directory and goes on to the next: two are enough. */
static void propose_directory(struct proposer *proposer)
{
    enum { WANTED = 2, SHOWN = 8 };
    size_t count;
    const struct found_record *records = found_of(proposer->found, QUESTION_CONTROLLERS, &count);
    bool ad = count > 0;

    if (!ad)
        records = found_of(proposer->found, QUESTION_LDAP, &count);
    for (size_t i = 0; i < count && i < SHOWN; i++)
        if (strcmp(records[i].name, ".") != 0)
            propose_controller(proposer, &records[i], ad, i < WANTED);
}

void propose(struct proposals *proposals, const struct config *config,
             const struct discover_job *job, const struct found_all *found,
             const struct lookup *lookup, const char *const *local)
{
    struct proposer proposer = { proposals, config, job, found, local, false };

    propose_name(&proposer);
    propose_aliases(&proposer, lookup);
    propose_directory(&proposer);
    propose_all_mail(&proposer);
    propose_published(&proposer, lookup);
}
