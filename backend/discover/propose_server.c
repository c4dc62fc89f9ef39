/* propose_server.c - settings out of this server as it is now. What is weaker there than what is
 * set is told, and never proposed; the certificate is somebody's decision, so it is never marked.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "backend/base/language.h"
#include "backend/base/list.h"
#include "backend/discover/propose_inside.h"
#include "backend/pki/problem.h"
#include "backend/settings/settings.h"

struct propose_seen {
    struct proposer *proposer;
    const struct serving_part *web;
    char *source; /* "https://print01.corp.example.com:8090" */
};

static const char *propose_server_fact(const struct propose_seen *seen, const char *name)
{
    const char *fact = probe_result_fact(&seen->web->result, name);

    return fact ? fact : "";
}

static bool propose_server_listed(const char *list, const char *word)
{
    char item[DNS_NAME];

    while (list_next(&list, item, sizeof item))
        if (strcasecmp(item, word) == 0)
            return true;
    return false;
}

/* ------------------------------------------------ the certificate */

/* Who signs, by where the chain ends, and why. */
static void propose_server_mode(const struct propose_seen *seen)
{
    const char *anchor = propose_server_fact(seen, "cert.anchor");
    const char *issuer = propose_server_fact(seen, "cert.issuer");
    const bool self = propose_server_listed(propose_server_fact(seen, "cert.findings"),
                                            problem_id(PROBLEM_SELF_SIGNED));
    const char *mode = "intermediate";
    AUTO_FREE char *why = NULL;

    if (!*issuer)
        return;
    if (strcmp(anchor, "ca-root.crt") == 0) {
        mode = "builtin";
        why = format(tr("the certificate is under this server's own CA"));
    } else if (self) {
        mode = "builtin";
        why = format(
            tr("the certificate is self-signed, so nobody can trust it: a CA of its own can be"));
    } else if (strcmp(anchor, "system") == 0) {
        mode = "manual";
        why =
            format(tr("the certificate is from %s, which this machine trusts like all public CAs: "
                      "import it"),
                   issuer);
    } else {
        why =
            format(tr("the certificate is from %s, which is no public CA: the company's, it seems"),
                   issuer);
    }
    propose_add(seen->proposer, TOPIC_SERVER, certificate_mode_path, mode, seen->source, why);
}

/* The list that is proposed already, else the one that is set. */
static struct proposal *propose_server_proposed(const struct propose_seen *seen)
{
    struct proposals *all = seen->proposer->proposals;

    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->list[i].path, "server.aliases") == 0)
            return &all->list[i];
    return NULL;
}

static void propose_server_extend(struct proposal *proposal, const char *value, const char *source)
{
    char *both = format("%s; %s", proposal->source, source);

    mem_free_pointer(&proposal->value);
    mem_free_pointer(&proposal->source);
    proposal->value = copy(value);
    proposal->source = both;
}

/* The names of the certificate: clients may know any of them. */
static void propose_server_names(const struct propose_seen *seen)
{
    const char *names = propose_server_fact(seen, "cert.names");
    const char *server = propose_present(seen->proposer, "server.fqdn");
    struct proposal *before = propose_server_proposed(seen);
    const char *set = before ? before->value : propose_present(seen->proposer, "server.aliases");
    AUTO_BUF struct buf value = { 0 };
    AUTO_FREE char *source = format(tr("the certificate of %s"), seen->source);
    char item[DNS_NAME];
    bool more = false;

    buf_print(&value, "%s", set);
    while (list_next(&names, item, sizeof item)) {
        if (!strchr(item, '.') || strcasecmp(item, server) == 0 ||
            propose_server_listed(value.text, item))
            continue;
        buf_print(&value, "%s%s", value.size ? ", " : "", item);
        more = true;
    }
    if (more && before)
        propose_server_extend(before, value.text, source);
    else if (more)
        propose_add(seen->proposer, TOPIC_SERVER, "server.aliases", value.text, source,
                    tr("names that clients may know it by"));
}

/* ------------------------------------------------ TLS and HTTP */

static void propose_server_set(const struct propose_seen *seen, const char *path, const char *value,
                               const char *note)
{
    propose_add(seen->proposer, TOPIC_SERVER, path, value, seen->source, note);
}

static void propose_server_tls(const struct propose_seen *seen)
{
    const char *version = propose_server_fact(seen, "tls.version");
    const char *accepts = probe_result_fact(&seen->web->result, "tls.accepts");
    char port[12];

    snprintf(port, sizeof port, "%u", seen->web->port);
    propose_server_set(seen, "tls.https_port", port, tr("HTTPS answers there"));
    if (strcmp(version, "TLSv1.3") == 0 && accepts && !*accepts)
        propose_server_set(seen, "tls.min_version", "1.3", tr("it accepts nothing older"));
    if (*propose_server_fact(seen, "http.hsts"))
        propose_server_set(seen, "tls.hsts", "true", tr("it sends it"));
    if (!*propose_server_fact(seen, "http.clear"))
        propose_server_set(seen, "tls.http_enabled", "false", tr("plain HTTP does not answer"));
}

void propose_server(struct proposer *proposer, const struct serving *serving)
{
    struct propose_seen seen = { .proposer = proposer, .web = serving_web(serving) };

    if (!seen.web)
        return;
    AUTO_FREE char *source = format("https://%s:%u", serving->host, seen.web->port);
    seen.source = source;
    proposer->free = false;
    propose_server_mode(&seen);
    propose_server_names(&seen);
    propose_server_tls(&seen);
}
