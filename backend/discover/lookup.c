#include "backend/discover/lookup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "backend/base/mem.h"
#include "backend/check/check.h"
#include "backend/discover/discover.h"

const char *const lookup_prefixes[LOOKUP_QUESTIONS] = {
    [LOOKUP_IPPS] = "_ipps._tcp.",
    [LOOKUP_IPP] = "_ipp._tcp.",
};

/* How many of each: so many for an address, for a host, for a domain. */
static const struct {
    enum dns_type type;
    const char *what;
    unsigned address, host, domain;
} lookup_rows[LOOKUP_QUESTIONS] = {
    [LOOKUP_REVERSE] = { DNS_PTR, "of each address", 1, 0, 0 },
    [LOOKUP_FORWARD] = { DNS_A, "or AAAA of the names in those answers", LOOKUP_NAMES, 0, 0 },
    [LOOKUP_HOST_V4] = { DNS_A, "of each host", 0, 1, 0 },
    [LOOKUP_HOST_V6] = { DNS_AAAA, "of each host", 0, 1, 0 },
    [LOOKUP_IPPS] = { DNS_PTR, "of _ipps._tcp in the domain", 0, 0, 1 },
    [LOOKUP_IPP] = { DNS_PTR, "of _ipp._tcp in the domain", 0, 0, 1 },
    [LOOKUP_SERVICE] = { DNS_SRV, "of the printers in those answers", 0, 0, LOOKUP_SERVICES },
    [LOOKUP_MODEL] = { DNS_TXT, "of the printers in those answers", 0, 0, LOOKUP_SERVICES },
};

void lookup_plan(unsigned addresses, unsigned hosts, bool publishes,
                 struct lookup_plan plan[LOOKUP_QUESTIONS])
{
    for (int i = 0; i < LOOKUP_QUESTIONS; i++)
        plan[i] = (struct lookup_plan){ .type = question_type(lookup_rows[i].type),
                                        .what = lookup_rows[i].what,
                                        .most = lookup_rows[i].address * addresses +
                                                lookup_rows[i].host * hosts +
                                                lookup_rows[i].domain * publishes };
}

/* ------------------------------------------------ what is asked */

void lookup_add_address(struct lookup *look, const struct target_address *address)
{
    if (look->job.addresses == TARGETS_MOST)
        return;
    look->addresses =
        grow(look->addresses, look->job.addresses, &look->address_room, sizeof *look->addresses);
    look->addresses[look->job.addresses++] = (struct lookup_address){ .address = *address };
}

void lookup_add_host(struct lookup *look, const char *host)
{
    if (look->job.hosts == LOOKUP_HOSTS || host_is_ip(host) || !check_host(host, NULL) ||
        strlen(host) >= DNS_NAME || lookup_find_host(look, host))
        return;
    look->hosts = grow(look->hosts, look->job.hosts, &look->host_room, sizeof *look->hosts);
    look->hosts[look->job.hosts++] = (struct lookup_host){ .name = copy(host) };
}

void lookup_free(struct lookup *look)
{
    for (size_t i = 0; i < look->job.addresses; i++)
        free(look->addresses[i].names);
    for (size_t i = 0; i < look->job.hosts; i++)
        free(look->hosts[i].name);
    free(look->addresses);
    free(look->hosts);
    *look = (struct lookup){ 0 };
}

void lookup_reverse_name(const struct target_address *address, char name[DNS_NAME])
{
    const unsigned char *bytes = address->bytes;
    size_t used = 0;

    if (target_is_ipv4(address)) {
        snprintf(name, DNS_NAME, "%u.%u.%u.%u.in-addr.arpa", bytes[15], bytes[14], bytes[13],
                 bytes[12]);
        return;
    }
    for (size_t i = sizeof address->bytes; i-- > 0;)
        used += (size_t)snprintf(name + used, DNS_NAME - used, "%x.%x.", bytes[i] & 15U,
                                 (unsigned)bytes[i] >> 4);
    snprintf(name + used, DNS_NAME - used, "ip6.arpa");
}

/* ------------------------------------------------ asking */

void *lookup_pack(struct lookup *look, size_t *size)
{
    struct lookup_plan plan[LOOKUP_QUESTIONS];
    struct buf bytes = { 0 };
    unsigned most = 0;

    lookup_plan(look->job.addresses, look->job.hosts, *look->job.domain, plan);
    for (int i = 0; i < LOOKUP_QUESTIONS; i++)
        most += plan[i].most;
    if (!look->job.rate || look->job.rate > LOOKUP_RATE)
        look->job.rate = LOOKUP_RATE;
    look->job.seconds = DISCOVER_SECONDS + (int)(most / look->job.rate);
    buf_add(&bytes, (const char *)&look->job, sizeof look->job);
    for (size_t i = 0; i < look->job.addresses; i++)
        buf_add(&bytes, (const char *)&look->addresses[i].address,
                sizeof look->addresses[i].address);
    for (size_t i = 0; i < look->job.hosts; i++)
        buf_add(&bytes, look->hosts[i].name, strlen(look->hosts[i].name) + 1);
    *size = bytes.size;
    return bytes.text;
}

static void lookup_received(void *data, const char *line)
{
    lookup_receive(data, line);
}

static int lookup_order(const void *left, const void *right)
{
    const struct lookup_name *a = left, *b = right;

    return a->confirmed != b->confirmed ? (a->confirmed ? -1 : 1) : strcmp(a->name, b->name);
}

void lookup_sort(struct lookup *look)
{
    for (size_t i = 0; i < look->job.addresses; i++)
        if (look->addresses[i].count)
            qsort(look->addresses[i].names, look->addresses[i].count,
                  sizeof *look->addresses[i].names, lookup_order);
}

static bool lookup_asks(const struct lookup *look)
{
    return look->job.addresses || look->job.hosts || *look->job.domain;
}

/* Its bytes are lookup_pack()'s. */
static struct worker_job lookup_call(const struct lookup *look, const void *bytes, size_t size)
{
    enum { STARTING = 4 }; /* seconds beside those for the answers */

    return (struct worker_job){ .program = DISCOVER_PROGRAM,
                                .work = "look",
                                .bytes = bytes,
                                .size = size,
                                .seconds = look->job.seconds + STARTING };
}

bool lookup_start(struct lookup *look, struct worker **worker, struct err *err)
{
    size_t size;

    *worker = NULL;
    if (!lookup_asks(look))
        return true;
    AUTO_FREE void *bytes = lookup_pack(look, &size);
    const struct worker_job call = lookup_call(look, bytes, size);
    *worker = worker_start(&call, err);
    return *worker;
}

bool lookup_run(struct lookup *look, struct err *err)
{
    const struct listener listener = { lookup_received, look };
    size_t size;

    if (!lookup_asks(look))
        return true;
    AUTO_FREE void *bytes = lookup_pack(look, &size);
    const struct worker_job call = lookup_call(look, bytes, size);
    struct worker *worker = worker_run(&call, &listener, err);
    if (!worker)
        return false;
    worker_end(worker);
    lookup_sort(look);
    return true;
}

/* ------------------------------------------------ what was found */

const struct lookup_name *lookup_confirmed(const struct lookup_address *address)
{
    return address->count && address->names[0].confirmed ? &address->names[0] : NULL;
}

const struct lookup_host *lookup_find_host(const struct lookup *look, const char *name)
{
    for (size_t i = 0; i < look->job.hosts; i++)
        if (strcasecmp(look->hosts[i].name, name) == 0)
            return &look->hosts[i];
    return NULL;
}

bool lookup_leads_to(const struct lookup_host *host, const struct target_address *address)
{
    for (size_t i = 0; host && i < host->count; i++)
        if (memcmp(&host->leads[i], address, sizeof *address) == 0)
            return true;
    return false;
}
