/* resolve.c - all addresses of a name. */
#include <netdb.h>
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/list.h"
#include "backend/probe/net/addresses.h"
#include "backend/probe/net/resolve_why.h"

static const struct {
    int code;
    const char *text;
} resolve_errors[] = {
    { EAI_NONAME, "there is no host of that name" },
    { EAI_NODATA, "the name exists, but has no address" },
    { EAI_AGAIN, "no name server answers" },
    { EAI_FAIL, "the name server refuses to say" },
};

const char *resolve_error(int code)
{
    for (size_t i = 0; i < sizeof resolve_errors / sizeof *resolve_errors; i++)
        if (resolve_errors[i].code == code)
            return tr(resolve_errors[i].text);
    return gai_strerror(code);
}

/* 0.0.0.0 or ::, which name servers give for what they block; to connect there is to reach oneself.
 */
static bool resolve_is_nowhere(const struct addrinfo *info)
{
    const struct sockaddr_in *four = (const void *)info->ai_addr;
    const struct sockaddr_in6 *six = (const void *)info->ai_addr;

    return info->ai_family == AF_INET    ? four->sin_addr.s_addr == htonl(INADDR_ANY)
           : info->ai_family == AF_INET6 ? IN6_IS_ADDR_UNSPECIFIED(&six->sin6_addr)
                                         : false;
}

static void resolve_add(struct connection *connection, const struct addrinfo *info)
{
    struct address *address = &connection->list[connection->count++];

    *address = (struct address){ .size = info->ai_addrlen, .fd = -1 };
    memcpy(&address->at, info->ai_addr, info->ai_addrlen);
    if (getnameinfo(info->ai_addr, info->ai_addrlen, address->text, sizeof address->text, NULL, 0,
                    NI_NUMERICHOST))
        snprintf(address->text, sizeof address->text, "?");
}

/* All that getaddrinfo() finds; 0, or why not. */
static int resolve_find(struct connection *connection, const char *host, int flags)
{
    const struct addrinfo hints = { .ai_socktype = SOCK_STREAM,
                                    .ai_flags = AI_NUMERICSERV | flags };
    struct addrinfo *found = NULL;
    char port[16];

    snprintf(port, sizeof port, "%u", connection->port);
    int code = getaddrinfo(host, port, &hints, &found);
    for (const struct addrinfo *i = code ? NULL : found; i; i = i->ai_next)
        if (resolve_is_nowhere(i))
            connection->nowhere = true;
        else if (connection->count == CONNECT_MOST)
            connection->beyond++;
        else if (i->ai_addrlen <= sizeof connection->list[0].at)
            resolve_add(connection, i);
    if (!code)
        freeaddrinfo(found);
    return code;
}

/* Those that are known already. */
static int resolve_known(struct connection *connection, const char *list)
{
    char item[INET6_ADDRSTRLEN + 8];
    int code = EAI_NODATA;

    while (list_next(&list, item, sizeof item))
        if (resolve_find(connection, item, AI_NUMERICHOST) == 0)
            code = 0;
    return code;
}

static bool resolve_failed(const struct probe_job *job, struct step_report *report, int code,
                           const struct deadline *deadline)
{
    char text[360];

    return report_step(report, STEP_RESOLVE, PROBE_UNREACHABLE, "%s: %s", job->host,
                       *job->addresses ? resolve_error(code)
                                       : resolve_why(job->host, code, deadline, text, sizeof text));
}

bool resolve_start(struct connection *connection, const struct probe_job *job,
                   struct step_report *report, const struct deadline *deadline)
{
    char text[360];

    *connection = (struct connection){ .port = job->port };
    int code = *job->addresses ? resolve_known(connection, job->addresses)
                               : resolve_find(connection, job->host, 0);
    if (code)
        return resolve_failed(job, report, code, deadline);
    if (!connection->count)
        return report_step(report, STEP_RESOLVE, PROBE_UNREACHABLE,
                           "%s: the name servers give 0.0.0.0, as those do that block a name",
                           job->host);
    addresses_list(connection, ADDRESS_UNTRIED, text, sizeof text);
    if (connection->beyond)
        report_step(report, STEP_RESOLVE, PROBE_WARN,
                    "the name has %zu addresses; %zu of them are not tried",
                    connection->count + connection->beyond, connection->beyond);
    return report_step(report, STEP_RESOLVE, PROBE_PASS, "%s", text);
}
