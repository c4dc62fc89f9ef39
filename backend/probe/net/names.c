/* names.c - the server's names: do they lead somewhere, and back again? */
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "backend/probe/net/local.h"
#include "backend/probe/net/protocol.h"
#include "backend/schema.h"

/* ------------------------------------------------ forward */

static void list_addresses(const struct addrinfo *list, char out[], size_t size)
{
    size_t used = 0;

    *out = '\0';
    for (; list && used < size; list = list->ai_next) {
        char text[64];
        local_text(list, text, sizeof text);
        used += (size_t)snprintf(out + used, size - used, "%s%s", used ? ", " : "", text);
    }
}

/* Debian's installer writes 127.0.1.1 beside a machine's own name: right there, useless elsewhere.
 */
static void tell_loopback(const struct addrinfo *list, struct tell *tell)
{
    size_t loopback = 0, count = 0;

    for (; list; list = list->ai_next, count++)
        loopback += local_loopback(list);
    if (loopback == count)
        tell_step(
            tell, STEP_RESOLVE, PROBE_WARN,
            "from here the name leads to this machine's loopback only: ask on another machine, "
            "too, for what devices and clients get");
    else if (loopback)
        tell_step(
            tell, STEP_RESOLVE, PROBE_WARN,
            "one of the addresses is loopback, which means another machine to everybody else");
}

static void tell_canonical(const struct probe_job *job, const struct addrinfo *list,
                           struct tell *tell)
{
    const char *name = list->ai_canonname ? list->ai_canonname : job->host;

    tell_fact(tell, "name.canonical", "%s", name);
    if (strcasecmp(name, job->host) != 0)
        tell_step(tell, STEP_RESOLVE, PROBE_WARN,
                  "the name is an alias of %s; the certificate and Kerberos need the name that "
                  "people use",
                  name);
}

/* ------------------------------------------------ and back */

/* Does a name that an address leads back to lead to that address again? */
static bool leads_back(const char *name, const struct addrinfo *one)
{
    struct addrinfo *again = local_resolve(name, 0, NULL);
    bool found = again && local_among(one, again);

    if (again)
        freeaddrinfo(again);
    return found;
}

static void tell_reverse(const struct probe_job *job, const struct addrinfo *one, struct tell *tell)
{
    char address[64], name[NI_MAXHOST];

    local_text(one, address, sizeof address);
    if (getnameinfo(one->ai_addr, one->ai_addrlen, name, sizeof name, NULL, 0, NI_NAMEREQD))
        tell_step(tell, STEP_PROTOCOL, PROBE_WARN, "%s leads back to no name", address);
    else if (strcasecmp(name, job->host) != 0)
        tell_step(tell, STEP_PROTOCOL, PROBE_WARN, "%s leads back to %.200s, not to %s", address,
                  name, job->host);
    else if (!leads_back(name, one))
        tell_step(tell, STEP_PROTOCOL, PROBE_WARN, "%s leads back to %.200s, which leads elsewhere",
                  address, name);
    else
        tell_step(tell, STEP_PROTOCOL, PROBE_PASS, "%s leads back to it", address);
}

/* ------------------------------------------------ other names */

static bool same(const struct addrinfo *a, const struct addrinfo *b)
{
    for (const struct addrinfo *one = a; one; one = one->ai_next)
        if (!local_among(one, b))
            return false;
    return true;
}

/* missing: the verdict if the other name leads nowhere. */
static void tell_other(const char *name, const struct addrinfo *list, enum probe_verdict missing,
                       struct tell *tell)
{
    struct addrinfo *other = local_resolve(name, 0, NULL);
    char text[256];

    if (!other) {
        tell_step(tell, STEP_PROTOCOL, missing, "%s leads nowhere", name);
        return;
    }
    list_addresses(other, text, sizeof text);
    if (same(other, list) && same(list, other))
        tell_step(tell, STEP_PROTOCOL, PROBE_PASS, "%s leads to the same", name);
    else
        tell_step(tell, STEP_PROTOCOL, PROBE_WARN, "%s leads elsewhere: %s", name, text);
    freeaddrinfo(other);
}

/* People type the first label; that it leads nowhere is fine, that it leads elsewhere is not. */
static void tell_short(const struct probe_job *job, const struct addrinfo *list, struct tell *tell)
{
    char label[64];
    size_t size = strcspn(job->host, ".");

    if (size >= sizeof label || !job->host[size] || strchr(job->host, ':'))
        return;
    snprintf(label, sizeof label, "%.*s", (int)size, job->host);
    tell_other(label, list, PROBE_PASS, tell);
}

static void tell_aliases(const struct probe_job *job, const struct addrinfo *list,
                         struct tell *tell)
{
    const char *at = job->names.aliases;
    char item[256];

    while (list_next(&at, item, sizeof item))
        if (*item != '*')
            tell_other(item, list, PROBE_WARN, tell);
}

void probe_names(const struct probe_job *job, struct tell *tell, const struct deadline *deadline)
{
    int code;
    struct addrinfo *list = local_resolve(job->host, AI_CANONNAME, &code);
    char text[300];

    (void)deadline; /* the resolver has an end of its own, and the worker another */
    if (!list) {
        tell_step(tell, STEP_RESOLVE, PROBE_UNREACHABLE, "%s leads nowhere: %s", job->host,
                  gai_strerror(code));
        return;
    }
    list_addresses(list, text, sizeof text);
    tell_step(tell, STEP_RESOLVE, PROBE_PASS, "%s", text);
    tell_canonical(job, list, tell);
    tell_loopback(list, tell);
    for (const struct addrinfo *one = list; one; one = one->ai_next)
        tell_reverse(job, one, tell);
    tell_short(job, list, tell);
    tell_aliases(job, list, tell);
    freeaddrinfo(list);
}
