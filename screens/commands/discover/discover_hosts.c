#include "screens/commands/discover/discover_hosts.h"

#include <string.h>

#include "backend/base/language.h"

#define DISCOVER_HOSTS_NAMES "of the hosts that are tried"

/* ------------------------------------------------ before */

static bool discover_hosts_asked(const struct discover_job *job, size_t row)
{
    const enum discover_topic topic = attempt_services[row].topic;

    return !job->names_only &&
           (topic == TOPIC_CENTRAL ? *job->central != '\0' : (job->topics & topic) != 0);
}

/* How many hosts' addresses may be asked for. */
static unsigned discover_hosts_most(const struct discover_job *job)
{
    unsigned most = 0;

    for (size_t i = 0; i < ATTEMPT_SERVICES; i++)
        if (discover_hosts_asked(job, i) &&
            (!i || attempt_services[i].topic != attempt_services[i - 1].topic))
            most += attempt_services[i].most;
    return most;
}

void discover_hosts_plan(const struct discover_job *job, struct buf *out)
{
    unsigned most = discover_hosts_most(job);
    const char *names = tr(DISCOVER_HOSTS_NAMES);

    if (!most)
        return;
    buf_print(out,
              tr("  A     %s: at most %u\n"
                 "  AAAA  %s: at most %u\n"
                 "TCP, one connection to each address (at most %d) of the hosts that DNS names; no "
                 "login:\n"),
              names, most, names, most, LOOKUP_LEADS);
    for (size_t i = 0; i < ATTEMPT_SERVICES; i++)
        if (discover_hosts_asked(job, i))
            buf_print(out, tr("  %-4u  %s (at most %u)%s\n        %s\n"), attempt_services[i].port,
                      tr(attempt_services[i].whom), attempt_services[i].most,
                      attempt_services[i].row != QUESTION_MX ? tr(", or the port that SRV names")
                                                             : "",
                      tr(attempt_services[i].sent));
}

void discover_hosts_names_json(const struct discover_job *job, json_t *list)
{
    static const char *const types[] = { "A", "AAAA" };
    int most = (int)discover_hosts_most(job);

    for (size_t i = 0; most && i < sizeof types / sizeof *types; i++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:i}", "type", types[i], "name",
                                              DISCOVER_HOSTS_NAMES, "most", most));
}

json_t *discover_hosts_plan_json(const struct discover_job *job)
{
    json_t *list = json_array();

    for (size_t i = 0; i < ATTEMPT_SERVICES; i++) {
        const struct attempt_service *row = &attempt_services[i];
        if (discover_hosts_asked(job, i))
            json_array_append_new(list, json_pack("{s:s, s:i, s:b, s:s, s:i, s:i, s:s}",
                                                  "transport", "TCP", "port", (int)row->port,
                                                  "or_as_srv", row->row != QUESTION_MX, "to",
                                                  row->whom, "hosts", (int)row->most, "addresses",
                                                  LOOKUP_LEADS, "sent", row->sent));
    }
    return list;
}

/* ------------------------------------------------ after */

static const char *discover_hosts_security(const struct attempt *attempt)
{
    return strcmp(attempt_services[attempt->service].security, "tls") == 0 ? "TLS" : "STARTTLS";
}

void discover_hosts_text(const struct attempts *attempts, struct buf *out)
{
    if (attempts->count)
        buf_print(out, tr("Hosts that were tried:\n"));
    for (size_t i = 0; i < attempts->count; i++) {
        const struct attempt *attempt = &attempts->list[i];
        const char *issuer = attempt_fact(attempt, "cert.issuer");
        bool fatal;
        AUTO_FREE char *fault = attempt_fault(attempt, &fatal);
        buf_print(out, tr("  %s, port %u, %s: %s\n"), attempt->host, attempt->port,
                  discover_hosts_security(attempt),
                  attempt_answers(attempt) ? tr("answers") : attempt_why(attempt));
        if (*issuer)
            buf_print(out, tr("       certificate: until %s, signed by %s\n"),
                      attempt_fact(attempt, "cert.not_after"), issuer);
        if (*fault && attempt_answers(attempt))
            buf_print(out, tr("       but: %s\n"), fault);
    }
}

/* What is told, by its name in JSON. */
static const struct {
    const char *name, *fact;
} discover_hosts_facts[] = {
    { "certificate_issuer", "cert.issuer" },
    { "certificate_names", "cert.names" },
    { "certificate_end", "cert.not_after" },
    { "certificate_faults", "cert.faults" },
    { "tls_version", "tls.version" },
    { "directory_vendor", "ldap.vendor" },
    { "directory_host", "ldap.host" },
    { "directory_context", "ldap.default_context" },
    { "directory_contexts", "ldap.contexts" },
    { "directory_server", "ldap.server" },
    { "logins", "ldap.logins" },
    { "logins", "mail.logins" },
};

json_t *discover_hosts_json(const struct attempts *attempts)
{
    json_t *list = json_array();

    for (size_t i = 0; i < attempts->count; i++) {
        const struct attempt *attempt = &attempts->list[i];
        bool answers = attempt_answers(attempt);
        json_t *host =
            json_pack("{s:s, s:i, s:s, s:s, s:b, s:s}", "host", attempt->host, "port",
                      (int)attempt->port, "section", attempt_services[attempt->service].section,
                      "security", attempt_services[attempt->service].security, "answers", answers,
                      "why", answers ? "" : attempt_why(attempt));
        for (size_t n = 0; n < sizeof discover_hosts_facts / sizeof *discover_hosts_facts; n++) {
            const char *text = attempt_fact(attempt, discover_hosts_facts[n].fact);
            if (*text)
                json_object_set_new(host, discover_hosts_facts[n].name, json_string(text));
        }
        json_array_append_new(list, host);
    }
    return list;
}
