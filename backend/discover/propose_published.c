/* propose_published.c - the printers that a domain publishes (DNS-SD, RFC 6763). */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "backend/base/language.h"
#include "backend/check/check.h"
#include "backend/discover/network/network_show.h"
#include "backend/discover/propose_inside.h"
#include "backend/settings/settings.h"
#include "backend/setup/import_map.h"

/* Which printer of ours has this host; NULL: none. */
static const struct record *propose_published_record(const struct proposer *proposer,
                                                     const char *host)
{
    const struct table *table = config_table(proposer->config, &printers_section);
    char set[DNS_NAME];

    for (size_t i = 0; i < table->count; i++)
        if (host_to_ascii(printer_host(table->records[i]), set, sizeof set, NULL) &&
            strcasecmp(set, host) == 0)
            return table->records[i];
    return NULL;
}

/* "DNS-SD _ipps._tcp.corp.example.com "Second floor", port 631, TTL 600 s" */
static char *propose_published_source(const struct proposer *proposer,
                                      const struct lookup_service *service)
{
    return format(tr("DNS-SD %s%s \"%s\", port %u, TTL %lu s%s"),
                  lookup_prefixes[service->secure ? LOOKUP_IPPS : LOOKUP_IPP],
                  proposer->job->domain, service->label, service->port, service->ttl,
                  service->authentic ? ", DNSSEC (AD)" : "");
}

static const char *propose_published_note(const struct proposer *proposer,
                                          const struct lookup_service *service)
{
    if (!propose_inside(proposer, service->host))
        return tr("this host is outside of the domain: take it only if you know it");
    return service->secure ? "" : tr("published without TLS alone (_ipp)");
}

static void propose_published_set(struct proposer *proposer, const char *record, const char *key,
                                  const char *value, const char *source, const char *note)
{
    char path[PATH_SIZE];

    snprintf(path, sizeof path, "printers.%s.%s", record, key);
    if (*value)
        propose_add(proposer, TOPIC_PRINTERS, path, value, source, note);
}

static void propose_published_one(struct proposer *proposer, const struct lookup_service *service)
{
    const struct record *known = propose_published_record(proposer, service->host);
    AUTO_FREE char *source = propose_published_source(proposer, service);
    char name[IMPORT_NAME], model[LOOKUP_TEXT];

    import_map_slug(service->label, name);
    if (!*name)
        snprintf(name, sizeof name, "printer");
    if (known)
        snprintf(name, sizeof name, "%s", record_name(known));
    else
        propose_printer_name(proposer, name);
    proposer->free = known ? !*printer_model(known) : propose_inside(proposer, service->host);
    if (!known)
        propose_published_set(proposer, name, "host", service->host, source,
                              propose_published_note(proposer, service));
    snprintf(model, sizeof model, "%.*s", (int)network_model_size(service->model), service->model);
    propose_published_set(proposer, name, "model", model, source, tr("as the domain publishes it"));
}

/* A print server publishes many queues: it is one host. What this server publishes is no device. */
static bool propose_published_counts(const struct proposer *proposer, const struct lookup *lookup,
                                     size_t at)
{
    const char *host = lookup->services[at].host;

    if (!*host || strcasecmp(host, proposer->job->host) == 0)
        return false;
    for (size_t i = 0; i < at; i++)
        if (strcmp(lookup->services[i].host, host) == 0)
            return false;
    return true;
}

void propose_published(struct proposer *proposer, const struct lookup *lookup)
{
    for (size_t i = 0; i < LOOKUP_SERVICES; i++)
        if (propose_published_counts(proposer, lookup, i))
            propose_published_one(proposer, &lookup->services[i]);
}
