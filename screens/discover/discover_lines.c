/* discover_lines.c - what would be sent, a line for each question or kind of question, and what
 * for.
 */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/discover/discover_lookup.h"
#include "screens/discover/discover.h"

static const char *discover_lines_purpose(enum question_id question)
{
    static const char *const purposes[DISCOVER_QUESTIONS] = {
        [QUESTION_HOST_V4] = "does this server's name resolve to this machine?",
        [QUESTION_HOST_V6] = "does this server's name resolve to this machine?",
        [QUESTION_CONTROLLERS] = "domain controllers of Active Directory",
        [QUESTION_LDAP] = "other directories",
        [QUESTION_CATALOGS] = "which of them has the global catalog",
        [QUESTION_SUBMISSIONS] = "where mail is handed in, with TLS",
        [QUESTION_SUBMISSION] = "where mail is handed in, with STARTTLS",
        [QUESTION_IMAPS] = "where mail is fetched, with TLS",
        [QUESTION_IMAP] = "where mail is fetched, with STARTTLS",
        [QUESTION_SITE] = "domain controllers of this site",
        [QUESTION_MX] = "is it Microsoft 365 or Google?",
    };

    return purposes[question] ? tr(purposes[question]) : "";
}

void discover_question(const struct discovery *discovery, size_t row, char text[], size_t size)
{
    const char *why = discovery->found.why[row];
    char name[DNS_NAME] = "";

    question_name(&discovery->job, row, name);
    snprintf(text, size, "%s %s: %s", question_type(questions[row].type), name,
             why ? why : discover_lines_purpose((enum question_id)row));
}

static void discover_lines_rows(const struct discovery *discovery, discover_line *line, void *data)
{
    char name[DNS_NAME], text[DNS_NAME + 16];

    for (size_t row = 0; row < DISCOVER_QUESTIONS; row++) {
        if (!question_name(&discovery->job, row, name))
            continue;
        snprintf(text, sizeof text, "%-4s %s", question_type(questions[row].type), name);
        const char *why = discovery->found.why[row];
        line(data, text, why ? why : discover_lines_purpose((enum question_id)row));
    }
}

/* The names of this machine are many and of no site: they stand behind their line. */
static void discover_lines_own(const struct lookup *lookup, discover_line *line, void *data)
{
    AUTO_BUF struct buf reverse = { 0 }, hosts = { 0 };
    char name[DNS_NAME];

    buf_print(&reverse, tr("How name servers call this machine:"));
    for (unsigned i = 0; i < lookup->job.addresses; i++) {
        lookup_reverse_name(&lookup->addresses[i].address, name);
        buf_print(&reverse, " %s", name);
    }
    buf_print(&hosts, tr("Does its name resolve in another search domain?"));
    for (unsigned i = 0; i < lookup->job.hosts; i++)
        buf_print(&hosts, " %s", lookup->hosts[i].name);
    line(data, tr("PTR  of this machine's addresses"), reverse.text);
    line(data, tr("A, AAAA  of the names in those answers"),
         tr("Do they resolve to this machine?"));
    line(data, tr("A, AAAA  of its name in each search domain"), hosts.text);
}

static void discover_lines_published(const struct lookup *lookup, discover_line *line, void *data)
{
    char text[2 * DNS_NAME];

    for (size_t i = 0; i < LOOKUP_QUESTIONS; i++)
        if (lookup_prefixes[i]) {
            snprintf(text, sizeof text, "PTR  %s%s", lookup_prefixes[i], lookup->job.domain);
            line(data, text, tr("Printers that the domain publishes (DNS-SD)."));
        }
    snprintf(text, sizeof text, tr("SRV, TXT  of each of these printers, at most %d of a kind"),
             LOOKUP_INSTANCES);
    line(data, text, tr("Where they are, and what."));
}

/* Is that service tried in this job? */
static bool discover_lines_tried(const struct discover_job *job,
                                 const struct attempt_service *service)
{
    return service->topic == TOPIC_CENTRAL ? *job->central : (job->topics & service->topic) != 0;
}

static void discover_lines_hosts(const struct discover_job *job, discover_line *line, void *data)
{
    char text[300];

    line(data, tr("A, AAAA  of the hosts that are tried"), tr("Where they are."));
    for (size_t i = 0; i < ATTEMPT_SERVICES; i++) {
        const struct attempt_service *service = &attempt_services[i];
        if (!discover_lines_tried(job, service))
            continue;
        snprintf(text, sizeof text, tr("TCP %u%s, %s, at most %u"), service->port,
                 service->row != QUESTION_MX ? tr(" or as SRV says") : "", tr(service->whom),
                 service->most);
        line(data, text, service->sent);
    }
}

struct discover_server_lines {
    discover_line *line;
    void *data;
};

static void discover_lines_port(void *data, const char *host, unsigned port, const char *what,
                                int most)
{
    const struct discover_server_lines *lines = data;
    char text[80];

    (void)host;
    snprintf(text, sizeof text, tr("TCP %u of this server, at most %d times"), port, most);
    lines->line(lines->data, text, what);
}

/* This server as it is. */
static void discover_lines_server(const struct discovery *discovery, const struct config *config,
                                  discover_line *line, void *data)
{
    struct discover_server_lines lines = { line, data };
    uint16_t knocks[PROBE_KNOCKS + 1];
    char host[PROBE_HOST];
    AUTO_BUF struct buf ports = { 0 };

    serving_host(config, discovery->server, host);
    serving_plan(config, host, discover_lines_port, &lines);
    serving_knocks(config, knocks);
    buf_print(&ports, tr("Only %s Ports"), tr(serving_knock_what));
    for (size_t i = 0; knocks[i]; i++)
        buf_print(&ports, " %u", knocks[i]);
    line(data, tr("TCP once to each usual port of this server"), ports.text);
}

void discover_lines(const struct discovery *discovery, const struct config *config,
                    discover_line *line, void *data)
{
    struct lookup lookup = { 0 };

    discover_lookup(&lookup, &discovery->job);
    discover_lines_rows(discovery, line, data);
    if (discovery->job.topics & TOPIC_NAME)
        discover_lines_own(&lookup, line, data);
    if (*lookup.job.domain)
        discover_lines_published(&lookup, line, data);
    if (!discovery->job.names_only)
        discover_lines_hosts(&discovery->job, line, data);
    if ((discovery->job.topics & TOPIC_SERVER) && !discovery->job.names_only)
        discover_lines_server(discovery, config, line, data);
    lookup_free(&lookup);
}
