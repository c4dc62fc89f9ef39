#include "backend/discover/discover.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netdb.h>
#include <resolv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backend/check/check.h"
#include "backend/child/worker.h"
#include "backend/settings/settings.h"

/* ------------------------------------------------ what is asked */

/* The first search domain of resolv.conf(5); "": none. */
static void discover_search(char domain[DNS_NAME])
{
    struct __res_state state = { 0 };

    *domain = '\0';
    if (res_ninit(&state) != 0)
        return;
    if (state.dnsrch[0])
        snprintf(domain, DNS_NAME, "%s", state.dnsrch[0]);
    res_nclose(&state);
}

static bool discover_ascii(const char *name, char ascii[DNS_NAME], struct err *err)
{
    if (!check_host(name, err) || !host_to_ascii(name, ascii, DNS_NAME, err))
        return false;
    size_t size = strlen(ascii);
    if (size && ascii[size - 1] == '.')
        ascii[size - 1] = '\0';
    return true;
}

/* The domain that goes without saying. */
static void discover_domain(const char *host, char domain[DNS_NAME])
{
    char found[DNS_NAME];
    const char *dot = strchr(host, '.');

    discover_search(found);
    if (!discover_ascii(dot ? dot + 1 : found, domain, NULL))
        *domain = '\0';
}

/* A machine whose own name has no domain is taken to be in the one that is asked. */
static void discover_host(const char *host, const char *domain, char ascii[DNS_NAME])
{
    AUTO_FREE char *full =
        strchr(host, '.') || !*domain ? copy(host) : format("%s.%s", host, domain);

    if (!discover_ascii(full, ascii, NULL) || host_is_ip(ascii) || host_is_single(ascii))
        *ascii = '\0';
}

/* ADDRESS, ADDRESS:PORT, [v6]:PORT, as c-ares takes it; a name of a name server would have to be
 * asked for somewhere, too. */
static bool discover_resolver(const char *text, char resolver[64], struct err *err)
{
    char host[64];
    size_t size = strlen(text);
    const char *colon = strrchr(text, ':');
    bool v6 = *text == '[';

    snprintf(host, sizeof host, "%.*s", (int)(colon && colon > text ? colon - text : 0), text);
    if (v6 && *host && host[strlen(host) - 1] == ']') {
        memmove(host, host + 1, strlen(host));
        host[strlen(host) - 1] = '\0';
    }
    if (size + 2 < 64 && host_is_ip(text))
        return snprintf(resolver, 64, strchr(text, ':') ? "[%s]" : "%s", text) > 0;
    if (size < 64 && host_is_ip(host) && (v6 || !strchr(host, ':')) && check_host_port(text, NULL))
        return snprintf(resolver, 64, "%s", text) > 0;
    return fail(err, "\"%s\": needs the address of a name server: 10.0.0.53 or 10.0.0.53:5353",
                text);
}

static bool discover_topics(const char *text, unsigned *topics, struct err *err)
{
    char item[256];
    const char *at = text, *word;

    *topics = 0;
    while ((word = list_next(&at, item, sizeof item))) {
        unsigned n = 0;
        while (discover_topic_names[n] && strcmp(discover_topic_names[n], word) != 0)
            n++;
        if (!discover_topic_names[n])
            return fail(err, "there is no topic \"%s\": name, directory or mail", word);
        *topics |= 1U << n;
    }
    return *topics || fail(err, "name at least one topic: name, directory or mail");
}

bool discover_job_fill(struct discover_job *job, const struct config *config, const char *domain,
                       const char *resolver, const char *topics, struct err *err)
{
    char own[DNS_NAME] = "";
    const char *set = server_fqdn(config);

    *job = (struct discover_job){ .topics = TOPIC_ALL, .seconds = DISCOVER_SECONDS };
    if (*set)
        snprintf(own, sizeof own, "%s", set);
    else
        gethostname(own, sizeof own - 1);
    if (domain && !discover_ascii(domain, job->domain, err))
        return fail_in(err, "--domain");
    if (!domain)
        discover_domain(own, job->domain);
    discover_host(own, job->domain, job->host);
    if ((resolver && !discover_resolver(resolver, job->resolver, err)) ||
        (topics && !discover_topics(topics, &job->topics, err)))
        return false;
    return *job->domain || fail(err, "this machine knows no domain: give one with --domain");
}

/* ------------------------------------------------ asking */

/* The addresses of this machine, as texts. */
static char **discover_local(void)
{
    struct ifaddrs *all = NULL;
    char **list = NULL;
    size_t count = 0, room = 0;

    if (getifaddrs(&all) != 0)
        all = NULL;
    for (struct ifaddrs *at = all; at; at = at->ifa_next) {
        char text[INET6_ADDRSTRLEN];
        int family = at->ifa_addr ? at->ifa_addr->sa_family : AF_UNSPEC;
        const void *bytes = family == AF_INET
                                ? (const void *)&((struct sockaddr_in *)at->ifa_addr)->sin_addr
                                : (const void *)&((struct sockaddr_in6 *)at->ifa_addr)->sin6_addr;
        if ((family != AF_INET && family != AF_INET6) ||
            !inet_ntop(family, bytes, text, sizeof text))
            continue;
        list = grow(list, count, &room, sizeof *list);
        list[count++] = copy(text);
    }
    list = grow(list, count, &room, sizeof *list);
    list[count] = NULL;
    freeifaddrs(all);
    return list;
}

static void discover_local_free(char **list)
{
    for (char **at = list; *at; at++)
        free(*at);
    free(list);
}

static void discover_received(void *data, const char *line)
{
    found_receive(data, line);
}

bool discover_run(struct discovery *discovery, const struct config *config, struct err *err)
{
    enum { STARTING = 4 }; /* seconds beside those for the answers */
    const struct discover_job *job = &discovery->job;
    const struct listener listener = { discover_received, &discovery->found };
    struct worker *worker = worker_run(&(struct worker_job){ .program = DISCOVER_PROGRAM,
                                                             .work = "ask",
                                                             .bytes = job,
                                                             .size = sizeof *job,
                                                             .seconds = job->seconds + STARTING },
                                       &listener, err);

    if (!worker)
        return false;
    worker_end(worker);
    found_sort(&discovery->found);
    char **local = discover_local();
    propose(&discovery->proposals, config, job, &discovery->found, (const char *const *)local);
    discover_local_free(local);
    return true;
}

void discover_free(struct discovery *discovery)
{
    proposals_free(&discovery->proposals);
}
