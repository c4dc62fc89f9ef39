#include "backend/discover/discover.h"

#include <netdb.h>
#include <resolv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backend/check/check.h"
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
            return fail(err, "there is no topic \"%s\": %s", word, TOPIC_WORDS);
        *topics |= 1U << n;
    }
    return *topics || fail(err, "name at least one topic: %s", TOPIC_WORDS);
}

bool discover_job_read(struct discover_job *job, const struct config *config, const char *domain,
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
    return (!resolver || discover_resolver(resolver, job->resolver, err)) &&
           (!topics || discover_topics(topics, &job->topics, err));
}

bool discover_job_fill(struct discover_job *job, const struct config *config, const char *domain,
                       const char *resolver, const char *topics, struct err *err)
{
    if (!discover_job_read(job, config, domain, resolver, topics, err))
        return false;
    return *job->domain || fail(err, "this machine knows no domain: give one with --domain");
}

bool discover_job_site(struct discover_job *job, const char *site, struct err *err)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

    if (!*site || strlen(site) >= sizeof job->site || site[strspn(site, letters)])
        return fail(err,
                    "--site: needs the name of a site, 1 to %zu letters, digits, \"-\" or \"_\"",
                    sizeof job->site - 1);
    return snprintf(job->site, sizeof job->site, "%s", site) > 0;
}

bool discover_job_central(struct discover_job *job, const char *host, struct err *err)
{
    if (host_is_ip(host) && strlen(host) < DNS_NAME)
        return snprintf(job->central, DNS_NAME, "%s", host) > 0;
    return discover_ascii(host, job->central, err) || fail_in(err, "--central");
}

bool discover_answered(const struct discovery *discovery)
{
    return discovery->found.answered || discovery->lookup.answered ||
           (discovery->job.topics == TOPIC_SERVER && serving_web(&discovery->serving));
}

bool discover_found(const struct discovery *discovery)
{
    const struct lookup *lookup = &discovery->lookup;
    bool found = discovery->found.count > 0;

    for (size_t i = 0; i < lookup->job.addresses; i++)
        found = found || lookup_confirmed(&lookup->addresses[i]);
    for (size_t i = 0; i < LOOKUP_SERVICES; i++)
        found = found || *lookup->services[i].host;
    return found || serving_web(&discovery->serving);
}
