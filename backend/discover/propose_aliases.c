/* propose_aliases.c - names that lead to this machine besides its own: by reverse DNS of its
 * addresses, and by its search domains. A certificate is made for all that are taken, so people
 * choose them.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "backend/base/language.h"
#include "backend/base/list.h"
#include "backend/discover/propose_inside.h"

enum { ALIASES_MOST = 32 };

/* One name of this machine, and how it is known. */
struct propose_alias {
    const char *name;
    char *source;
    bool reverse;
};
struct propose_aliases {
    struct propose_alias list[ALIASES_MOST];
    size_t count;
};

static void propose_aliases_add(struct propose_aliases *aliases, const char *name, char *source,
                                bool reverse)
{
    bool known = aliases->count == ALIASES_MOST || !strchr(name, '.');

    for (size_t i = 0; i < aliases->count; i++)
        known = known || strcasecmp(aliases->list[i].name, name) == 0;
    if (known)
        mem_free_pointer(&source);
    else
        aliases->list[aliases->count++] = (struct propose_alias){ name, source, reverse };
}

static void propose_aliases_reverse(struct propose_aliases *aliases, const struct lookup *lookup)
{
    for (size_t i = 0; i < lookup->job.addresses; i++) {
        const struct lookup_address *address = &lookup->addresses[i];
        char reverse[DNS_NAME];
        lookup_reverse_name(&address->address, reverse);
        for (size_t n = 0; n < address->count; n++) {
            const struct lookup_name *name = &address->names[n];
            if (name->confirmed)
                propose_aliases_add(aliases, name->name,
                                    format("PTR %s, TTL %lu s%s", reverse, name->ttl,
                                           name->authentic ? ", DNSSEC (AD)" : ""),
                                    true);
        }
    }
}

static void propose_aliases_searched(struct propose_aliases *aliases,
                                     const struct proposer *proposer, const struct lookup *lookup)
{
    for (size_t i = 0; i < lookup->job.hosts; i++) {
        const struct lookup_host *host = &lookup->hosts[i];
        for (size_t n = 0; n < host->count; n++) {
            char address[INET6_ADDRSTRLEN];
            target_text(&host->leads[n], address);
            if (propose_is_local(proposer, address))
                propose_aliases_add(aliases, host->name,
                                    format(tr("%s leads to %s"), host->name, address), false);
        }
    }
}

/* Is it the machine's own name, as far as that goes? */
static bool propose_aliases_is_own(const char *name)
{
    char own[DNS_NAME] = "";

    gethostname(own, sizeof own - 1);
    const size_t size = strcspn(own, ".");
    return size && strncasecmp(own, name, size) == 0 && name[size] == '.';
}

/* The one that is set, or marked to be. */
static const char *propose_aliases_server(const struct proposer *proposer)
{
    const struct proposals *all = proposer->proposals;

    for (size_t i = 0; i < all->count; i++)
        if (all->list[i].proposed && strcmp(all->list[i].path, "server.fqdn") == 0)
            return all->list[i].value;
    return propose_present(proposer, "server.fqdn");
}

/* Sure is a name that its address and the machine agree on, and no other address contradicts. */
static void propose_aliases_name(struct proposer *proposer, const struct propose_aliases *aliases)
{
    const struct propose_alias *first = &aliases->list[0];
    size_t count = 0;

    for (size_t i = aliases->count; i-- > 0;)
        if (aliases->list[i].reverse) {
            first = &aliases->list[i];
            count++;
        }
    if (!count || *propose_aliases_server(proposer))
        return;
    proposer->free =
        count == 1 && propose_aliases_is_own(first->name) && propose_inside(proposer, first->name);
    propose_add(proposer, TOPIC_NAME, "server.fqdn", first->name, first->source,
                proposer->free ? ""
                : count > 1    ? tr("this machine has several names by reverse DNS: choose one")
                               : tr("reverse DNS says so, and the machine's own name does not"));
}

static bool propose_aliases_has(const char *list, const char *name)
{
    char item[DNS_NAME];

    while (list_next(&list, item, sizeof item))
        if (strcasecmp(item, name) == 0)
            return true;
    return false;
}

static void propose_aliases_others(struct proposer *proposer, const struct propose_aliases *aliases)
{
    const char *present = propose_present(proposer, "server.aliases");
    const char *server = propose_aliases_server(proposer);
    AUTO_BUF struct buf value = { 0 }, source = { 0 };

    buf_print(&value, "%s", present);
    for (size_t i = 0; i < aliases->count; i++) {
        const struct propose_alias *alias = &aliases->list[i];
        if (strcasecmp(alias->name, server) == 0 || propose_aliases_has(present, alias->name) ||
            (!*server && aliases->count == 1))
            continue;
        buf_print(&value, "%s%s", value.size ? ", " : "", alias->name);
        buf_print(&source, "%s%s", source.size ? "; " : "", alias->source);
    }
    proposer->free = false;
    if (source.size)
        propose_add(proposer, TOPIC_NAME, "server.aliases", value.text, source.text,
                    tr("take those by which devices or clients call this server"));
}

void propose_aliases(struct proposer *proposer, const struct lookup *lookup)
{
    struct propose_aliases aliases = { .count = 0 };

    propose_aliases_reverse(&aliases, lookup);
    propose_aliases_searched(&aliases, proposer, lookup);
    propose_aliases_name(proposer, &aliases);
    propose_aliases_others(proposer, &aliases);
    for (size_t i = 0; i < aliases.count; i++)
        mem_free_pointer(&aliases.list[i].source);
}
