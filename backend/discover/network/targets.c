#include "backend/discover/network/targets.h"

#include <arpa/inet.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/check/check.h"

enum { BYTES = sizeof(struct target_address), BITS = 8 * BYTES, IPV4_BITS = BITS - 32 };

static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };

/* What is no machine's. RFC 6890, RFC 5771, RFC 4291. */
static const struct {
    const char *network;
    unsigned prefix; /* of the mapped form */
    const char *what;
} excluded[] = {
    { "0.0.0.0", IPV4_BITS + 8, "no machine has an address in 0.0.0.0/8" },
    { "224.0.0.0", IPV4_BITS + 4, "addresses from 224.0.0.0 on are groups, not machines" },
    { "240.0.0.0", IPV4_BITS + 4, "addresses from 240.0.0.0 on are reserved" },
    { "::", BITS, "no machine has the address ::" },
    { "fe80::", 10, "link-local addresses need an interface; give the IPv4 network" },
    { "ff00::", 8, "addresses that begin with ff are groups, not machines" },
};

bool target_is_ipv4(const struct target_address *target)
{
    return memcmp(target->bytes, mapped, sizeof mapped) == 0;
}

bool target_parse(const char *text, struct target_address *target)
{
    memcpy(target->bytes, mapped, sizeof mapped);
    return inet_pton(AF_INET, text, target->bytes + sizeof mapped) == 1 ||
           inet_pton(AF_INET6, text, target->bytes) == 1;
}

void target_text(const struct target_address *target, char text[INET6_ADDRSTRLEN])
{
    if (target_is_ipv4(target))
        inet_ntop(AF_INET, target->bytes + sizeof mapped, text, INET6_ADDRSTRLEN);
    else
        inet_ntop(AF_INET6, target->bytes, text, INET6_ADDRSTRLEN);
}

socklen_t target_socket(const struct target_address *target, unsigned port,
                        struct sockaddr_storage *at)
{
    struct sockaddr_in *four = (struct sockaddr_in *)at;
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)at;

    *at = (struct sockaddr_storage){ 0 };
    if (target_is_ipv4(target)) {
        four->sin_family = AF_INET;
        four->sin_port = htons((uint16_t)port);
        memcpy(&four->sin_addr, target->bytes + sizeof mapped, 4);
        return sizeof *four;
    }
    six->sin6_family = AF_INET6;
    six->sin6_port = htons((uint16_t)port);
    memcpy(&six->sin6_addr, target->bytes, BYTES);
    return sizeof *six;
}

struct target_address target_from(const struct sockaddr_storage *at)
{
    const struct sockaddr_in *four = (const struct sockaddr_in *)at;
    const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)at;
    struct target_address target = { { 0 } };

    if (at->ss_family == AF_INET) {
        memcpy(target.bytes, mapped, sizeof mapped);
        memcpy(target.bytes + sizeof mapped, &four->sin_addr, 4);
    } else if (at->ss_family == AF_INET6) {
        memcpy(target.bytes, &six->sin6_addr, BYTES);
    }
    return target;
}

/* ------------------------------------------------ addresses as numbers */

/* The last 32 bits, which are all that differs inside of a network of ours. */
static uint32_t target_low(const struct target_address *target)
{
    uint32_t low;

    memcpy(&low, target->bytes + BYTES - sizeof low, sizeof low);
    return ntohl(low);
}

static struct target_address target_plus(struct target_address target, unsigned n)
{
    const uint32_t low = htonl(target_low(&target) + n);

    memcpy(target.bytes + BYTES - sizeof low, &low, sizeof low);
    return target;
}

/* count: it is not in there. */
static unsigned network_find(const struct targets_network *network,
                             const struct target_address *target)
{
    const uint32_t away = target_low(target) - target_low(&network->first);

    if (memcmp(target->bytes, network->first.bytes, BYTES - sizeof away) != 0)
        return network->count;
    return away < network->count ? away : network->count;
}

static bool target_shares(const struct target_address *one, const struct target_address *other,
                          unsigned prefix)
{
    for (unsigned bit = 0; bit < prefix; bit++)
        if ((one->bytes[bit / 8] ^ other->bytes[bit / 8]) & (0x80U >> bit % 8))
            return false;
    return true;
}

/* ------------------------------------------------ networks */

/* "10.20.0.0/24"; the prefix is that of the mapped form. */
static bool targets_parse(const char *text, struct target_address *first, unsigned *prefix,
                          struct err *err)
{
    char address[64];
    const size_t size = strcspn(text, "/");

    if (!check_network(text, err))
        return false;
    memcpy(address, text, size); /* check_network() knows that it fits */
    address[size] = '\0';
    *first = (struct target_address){ 0 };
    target_parse(address, first);
    if (target_is_ipv4(first) && strchr(address, ':'))
        return fail(err, "write %s as an IPv4 address", address);
    *prefix = text[size] ? (unsigned)strtoul(text + size + 1, NULL, 10) : 0;
    *prefix = !text[size] ? BITS : target_is_ipv4(first) ? IPV4_BITS + *prefix : *prefix;
    return true;
}

static bool targets_allowed(const struct target_address *first, unsigned prefix, struct err *err)
{
    for (size_t i = 0; i < sizeof excluded / sizeof *excluded; i++) {
        struct target_address none;
        const unsigned both = prefix < excluded[i].prefix ? prefix : excluded[i].prefix;
        target_parse(excluded[i].network, &none);
        if (target_is_ipv4(&none) == target_is_ipv4(first) && target_shares(first, &none, both))
            return fail(err, "%s", excluded[i].what);
    }
    return true;
}

/* The machines of a network that is given whole. */
static struct targets_network targets_machines(const struct target_address *first, unsigned prefix)
{
    const unsigned all = 1U << (BITS - prefix);

    if (all <= 2)
        return (struct targets_network){ *first, all };
    return (struct targets_network){ target_plus(*first, 1),
                                     target_is_ipv4(first) ? all - 2 : all - 1 };
}

static void targets_remove(struct targets *targets, unsigned n)
{
    targets->count -= targets->list[n].count;
    targets->networks--;
    memmove(&targets->list[n], &targets->list[n + 1],
            (targets->networks - n) * sizeof *targets->list);
}

/* True if it is inside of one that is there; those that are inside of it are removed. Networks are
 * never half inside of one another. */
static bool targets_known(struct targets *targets, const struct targets_network *network)
{
    for (unsigned i = 0; i < targets->networks;) {
        const struct targets_network *old = &targets->list[i];
        if (network_find(old, &network->first) < old->count)
            return true;
        if (network_find(network, &old->first) < network->count)
            targets_remove(targets, i);
        else
            i++;
    }
    return false;
}

bool targets_add(struct targets *targets, const char *network, struct err *err)
{
    struct target_address first;
    struct targets copy = *targets;
    unsigned prefix = 0;

    if (!targets_parse(network, &first, &prefix, err) || !targets_allowed(&first, prefix, err))
        return false;
    const bool large = BITS - prefix > 12; /* 2^12 is TARGETS_MOST */
    const struct targets_network machines =
        large ? (struct targets_network){ 0 } : targets_machines(&first, prefix);
    if (!large && targets_known(&copy, &machines))
        return true;
    if (large || copy.count + machines.count > TARGETS_MOST)
        return fail(err,
                    "at most %d addresses are looked through at a time: a /20, or a /116 of "
                    "IPv6",
                    TARGETS_MOST);
    if (copy.networks == TARGETS_NETWORKS)
        return fail(err, "at most %d networks are looked through at a time", TARGETS_NETWORKS);
    copy.list[copy.networks++] = machines;
    copy.count += machines.count;
    *targets = copy;
    return true;
}

struct target_address targets_at(const struct targets *targets, unsigned n)
{
    unsigned i = 0;

    for (; n >= targets->list[i].count; i++)
        n -= targets->list[i].count;
    return target_plus(targets->list[i].first, n);
}

unsigned targets_find(const struct targets *targets, const struct target_address *target)
{
    unsigned before = 0;

    for (unsigned i = 0; i < targets->networks; i++) {
        const struct targets_network *network = &targets->list[i];
        const unsigned n = network_find(network, target);
        if (n < network->count)
            return before + n;
        before += network->count;
    }
    return targets->count;
}

bool targets_sound(const struct targets *targets)
{
    unsigned count = 0;

    if (targets->networks > TARGETS_NETWORKS || targets->count > TARGETS_MOST)
        return false;
    for (unsigned i = 0; i < targets->networks; i++) {
        if (targets->list[i].count > TARGETS_MOST)
            return false;
        count += targets->list[i].count;
    }
    return count == targets->count;
}
