/* propose.c - what follows from the answers of DNS: one function per topic. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/check/check.h"
#include "backend/discover/propose_inside.h"

/* ------------------------------------------------ one proposal */

/* "SRV _ldap._tcp.corp.example.com, priority 0, weight 100, TTL 600 s, DNSSEC (AD)" */
char *propose_source(const struct proposer *proposer, const struct found_record *record)
{
    AUTO_BUF struct buf text = { 0 };
    char name[DNS_NAME] = "";
    enum dns_type type = questions[record->row].type;

    question_name(proposer->job, record->row, name);
    buf_print(&text, "%s %s", question_type(type), name);
    if (type == DNS_SRV)
        buf_print(&text, tr(", priority %u, weight %u"), record->priority, record->weight);
    if (type == DNS_MX)
        buf_print(&text, tr(", preference %u"), record->priority);
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

bool propose_has(const struct proposer *proposer, const char *path)
{
    for (size_t i = 0; i < proposer->proposals->count; i++)
        if (strcmp(proposer->proposals->list[i].path, path) == 0)
            return true;
    return false;
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
        return tr("this host is outside of the domain: take it only if you know it");
    return record->aliased ? tr("the name that was asked for is an alias (CNAME)") : "";
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
             : format(tr("it resolves to %s, which is not an address of this machine"),
                      record->name);
    proposer->free = here && !*propose_present(proposer, "server.fqdn");
    propose_one(proposer, TOPIC_NAME, "server.fqdn", proposer->job->host, record, note);
}

void propose(struct proposals *proposals, const struct config *config,
             const struct evidence *evidence)
{
    struct proposer proposer = { .proposals = proposals,
                                 .config = config,
                                 .job = evidence->job,
                                 .found = evidence->found,
                                 .attempts = evidence->attempts,
                                 .local = evidence->local };

    propose_name(&proposer);
    propose_aliases(&proposer, evidence->lookup);
    propose_directory(&proposer);
    propose_all_mail(&proposer);
    propose_central(&proposer);
    propose_published(&proposer, evidence->lookup);
    propose_server(&proposer, evidence->serving);
}
