#include "backend/discover/discover_lookup.h"

#include <ifaddrs.h>
#include <netinet/in.h>
#include <resolv.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "backend/check/check.h"

enum { LOCAL_MOST = 16 }; /* addresses of this machine that are looked at */

/* Loopback and link-local ones say nothing of how others reach this machine. */
static bool discover_lookup_is_outside(const struct target_address *address)
{
    const struct in6_addr *six = (const struct in6_addr *)(const void *)address->bytes;
    const unsigned char *four = address->bytes + 12;

    if (target_is_ipv4(address))
        return four[0] != 127 && (four[0] != 169 || four[1] != 254);
    return !IN6_IS_ADDR_LOOPBACK(six) && !IN6_IS_ADDR_LINKLOCAL(six);
}

static void discover_lookup_addresses(struct lookup *lookup)
{
    struct ifaddrs *all = NULL;

    if (getifaddrs(&all) != 0)
        return;
    for (const struct ifaddrs *at = all; at && lookup->job.addresses < LOCAL_MOST;
         at = at->ifa_next) {
        int family = at->ifa_addr ? at->ifa_addr->sa_family : AF_UNSPEC;
        struct sockaddr_storage socket = { 0 };
        if (family != AF_INET && family != AF_INET6)
            continue;
        memcpy(&socket, at->ifa_addr,
               family == AF_INET ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6));
        const struct target_address address = target_from(&socket);
        if (discover_lookup_is_outside(&address))
            lookup_add_address(lookup, &address);
    }
    freeifaddrs(all);
}

/* The first label in each domain that resolv.conf(5) would try. */
static void discover_lookup_searches(struct lookup *lookup, const struct discover_job *job)
{
    struct __res_state state = { 0 };
    char own[DNS_NAME] = "", name[2 * DNS_NAME];

    gethostname(own, sizeof own - 1);
    own[strcspn(own, ".")] = '\0';
    if (!*own || res_ninit(&state) != 0)
        return;
    for (size_t i = 0; i < MAXDNSRCH && state.dnsrch[i]; i++) {
        snprintf(name, sizeof name, "%s.%s", own, state.dnsrch[i]);
        if (strchr(state.dnsrch[i], '.') && strcasecmp(name, job->host) != 0)
            lookup_add_host(lookup, name);
    }
    res_nclose(&state);
}

void discover_lookup(struct lookup *lookup, const struct discover_job *job)
{
    memcpy(lookup->job.resolver, job->resolver, sizeof job->resolver);
    if (job->topics & TOPIC_NAME) {
        discover_lookup_addresses(lookup);
        discover_lookup_searches(lookup, job);
    }
    if (job->topics & TOPIC_PRINTERS)
        memcpy(lookup->job.domain, job->domain, sizeof job->domain);
}
