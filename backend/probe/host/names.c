/* names.c - the server's names: do they lead somewhere, and back again? */
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "backend/base/language.h"
#include "backend/model/schema.h"
#include "backend/probe/host/local.h"
#include "backend/probe/net/addresses.h"
#include "backend/probe/net/protocol.h"
#include "backend/probe/net/resolve_why.h"

static const char no_answer[] = "no name server answers";

/* The resolver waits for name servers as long as work.c says, each time: one that does not answer
 * may cost all the time there is, and the rest is not asked. */
static bool names_go_on(struct step_report *report, const struct deadline *deadline)
{
    bool left = deadline_left(deadline) > 0;

    if (!left && report->worst < PROBE_UNREACHABLE)
        report_step(report, STEP_PROTOCOL, PROBE_UNREACHABLE,
                    "not found out: the rest of the names; name servers took all the time");
    return left;
}

/* ------------------------------------------------ forward */

static void names_list_addresses(const struct addrinfo *list, char out[], size_t size)
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
static void report_loopback(const struct addrinfo *list, struct step_report *report)
{
    size_t loopback = 0, count = 0;

    for (; list; list = list->ai_next, count++)
        loopback += local_loopback(list);
    if (loopback == count)
        report_step(
            report, STEP_RESOLVE, PROBE_WARN,
            "from here the name leads to this machine's loopback only: ask on another machine, "
            "too, for what devices and clients get");
    else if (loopback)
        report_step(
            report, STEP_RESOLVE, PROBE_WARN,
            "one of the addresses is loopback, which means another machine to everybody else");
}

static void report_canonical(const struct probe_job *job, const struct addrinfo *list,
                             struct step_report *report)
{
    const char *name = list->ai_canonname ? list->ai_canonname : job->host;

    report_fact(report, "name.canonical", "%s", name);
    if (strcasecmp(name, job->host) != 0)
        report_step(report, STEP_RESOLVE, PROBE_WARN,
                    "the name is an alias of %s; the certificate and Kerberos need the name that "
                    "clients use",
                    name);
}

/* ------------------------------------------------ and back */

/* Does a name that an address reverse DNS gives lead to that address again? */
static bool leads_back(const char *name, const struct addrinfo *one)
{
    struct addrinfo *again = local_resolve(name, 0, NULL);
    bool found = again && local_among(one, again);

    if (again)
        freeaddrinfo(again);
    return found;
}

static void report_reverse(const struct probe_job *job, const struct addrinfo *one,
                           struct step_report *report)
{
    char address[64], name[NI_MAXHOST];

    local_text(one, address, sizeof address);
    int code = getnameinfo(one->ai_addr, one->ai_addrlen, name, sizeof name, NULL, 0, NI_NAMEREQD);
    if (code == EAI_AGAIN)
        report_step(report, STEP_PROTOCOL, PROBE_WARN,
                    "not found out: whether %s has a PTR record (%s)", address, tr(no_answer));
    else if (code)
        report_step(report, STEP_PROTOCOL, PROBE_WARN, "%s has no PTR record", address);
    else if (strcasecmp(name, job->host) != 0)
        report_step(report, STEP_PROTOCOL, PROBE_WARN, "%s reverse DNS gives %.200s, not to %s",
                    address, name, job->host);
    else if (!leads_back(name, one))
        report_step(report, STEP_PROTOCOL, PROBE_WARN,
                    "%s reverse DNS gives %.200s, which leads elsewhere", address, name);
    else
        report_step(report, STEP_PROTOCOL, PROBE_PASS, "%s reverse DNS gives it", address);
}

/* ------------------------------------------------ other names */

static bool same(const struct addrinfo *a, const struct addrinfo *b)
{
    for (const struct addrinfo *one = a; one; one = one->ai_next)
        if (!local_among(one, b))
            return false;
    return true;
}

/* missing: the verdict if the other name does not resolve. */
static void report_other(const char *name, const struct addrinfo *list, enum probe_verdict missing,
                         struct step_report *report)
{
    int code;
    struct addrinfo *other = local_resolve(name, 0, &code);
    char text[256];

    if (code == EAI_AGAIN) {
        report_step(report, STEP_PROTOCOL, PROBE_WARN, "not found out: where %s leads (%s)", name,
                    tr(no_answer));
        return;
    }
    if (!other) {
        report_step(report, STEP_PROTOCOL, missing, "%s does not resolve", name);
        return;
    }
    names_list_addresses(other, text, sizeof text);
    if (same(other, list) && same(list, other))
        report_step(report, STEP_PROTOCOL, PROBE_PASS, "%s leads to the same", name);
    else
        report_step(report, STEP_PROTOCOL, PROBE_WARN, "%s leads elsewhere: %s", name, text);
    freeaddrinfo(other);
}

/* People type the first label; that it does not resolve is fine, that it leads elsewhere is not. */
static void report_short(const struct probe_job *job, const struct addrinfo *list,
                         struct step_report *report)
{
    char label[64];
    size_t size = strcspn(job->host, ".");

    if (size >= sizeof label || !job->host[size] || strchr(job->host, ':'))
        return;
    snprintf(label, sizeof label, "%.*s", (int)size, job->host);
    report_other(label, list, PROBE_PASS, report);
}

static void report_aliases(const struct probe_job *job, const struct addrinfo *list,
                           struct step_report *report, const struct deadline *deadline)
{
    const char *at = job->names.aliases;
    char item[256];

    while (names_go_on(report, deadline) && list_next(&at, item, sizeof item))
        if (*item != '*')
            report_other(item, list, PROBE_WARN, report);
}

void probe_names(const struct probe_job *job, struct step_report *report,
                 const struct deadline *deadline)
{
    int code;
    struct addrinfo *list = local_resolve(job->host, AI_CANONNAME, &code);
    char text[300];

    if (!list) {
        report_step(report, STEP_RESOLVE, PROBE_UNREACHABLE, "%s does not resolve: %s", job->host,
                    resolve_why(job->host, code, deadline, text, sizeof text));
        return;
    }
    names_list_addresses(list, text, sizeof text);
    report_step(report, STEP_RESOLVE, PROBE_PASS, "%s", text);
    report_canonical(job, list, report);
    report_loopback(list, report);
    for (const struct addrinfo *one = list; one && names_go_on(report, deadline);
         one = one->ai_next)
        report_reverse(job, one, report);
    if (names_go_on(report, deadline))
        report_short(job, list, report);
    report_aliases(job, list, report, deadline);
    freeaddrinfo(list);
}
