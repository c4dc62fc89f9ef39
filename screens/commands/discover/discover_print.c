#include "screens/commands/discover/discover_print.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "backend/base/dump.h"
#include "backend/base/language.h"
#include "backend/base/utf8.h"
#include "backend/discover/discover_lookup.h"
#include "screens/commands/discover/discover_hosts.h"
#include "screens/commands/discover/discover_look.h"
#include "screens/commands/discover/discover_serving.h"
#include "screens/session/output.h"

const char discover_help[] =
    "Proposes settings with their sources, as \"Find settings\" of the wizard does (d at the "
    "topics); --take saves those that are marked, checked as if typed; else nothing is changed. "
    "Not marked is what is set otherwise, is outside of the domain, or is to be decided. Of DNS it "
    "asks, by UDP or TCP, up to three times: A and "
    "AAAA of this server's name, and of it in each search domain; PTR of this machine's "
    "addresses, and whether the names lead back; of the domain MX, and SRV of "
    "_ldap._tcp.dc._msdcs, _ldap._tcp, _gc._tcp, _submissions._tcp, _submission._tcp, _imaps._tcp, "
    "_imap._tcp; and the printers that it publishes (DNS-SD: PTR of _ipps._tcp and _ipp._tcp, "
    "then SRV and TXT of at most 64 each). Then the hosts that "
    "were named so are tried, one TCP connection to each of their addresses (A, AAAA), with no "
    "login and no secret: directory servers (at most eight) at 636, with TLS, where the root "
    "entry is read; mail servers (at most four) at 465 and 993 with TLS, at 587 and 143 with "
    "STARTTLS, or where SRV says; the central server of --central at 8093. Who does not answer, "
    "or shows a certificate that does not fit, is told and not marked. --names-only leaves the "
    "hosts alone. This server is looked at as it is (--server, else "
    "server.fqdn, else this machine): TLS handshakes on the HTTPS port that is set and on "
    "443, also for old versions and weak ciphers, one page over HTTPS and one over plain "
    "HTTP, and, if it is this machine, what listens; no secret is sent, nobody logs in, and "
    "what is weaker there than what is set is told and never proposed. --dry-run lists all of "
    "it and sends nothing. TOPICS: name, directory, mail, printers, server, central. Answers can "
    "be forged unless the source says DNSSEC (AD): look at them. The status is 1 if no name "
    "server answered. With --network, such as --network 10.20.0.0/24, it asks every address "
    "of the networks that are named, and of no other, at most 4096 in all: by SNMP who it is "
    "(the engine discovery of version 3, and the community public of versions 1 and 2c), and "
    "whether HTTPS (443), IPP (631) and raw printing (9100) are open. Where they are it looks "
    "at the certificate and asks IPP for the model; where anything answered it tries the "
    "community private. Then name servers are asked for the names of the addresses that "
    "answered (PTR), whether these lead back (A, AAAA), and where the printers lead that are "
    "set; at most 200 questions a second. Devices that take print jobs are proposed as "
    "printers, by a name that leads back, else by their address; those that are set already, "
    "by host or address, are compared. What speaks SNMPv3 is proposed for a profile. Nothing "
    "is printed, no secret is sent; devices may log it, and send a trap. --dry-run prints "
    "every kind of packet, to whom and how many at most, and sends none. --rate bounds the "
    "packets a second (1000 without it), --timeout the seconds for all. The maker is known by "
    "the enterprise number in the engine id. Model and certificate are what a device says of "
    "itself: nobody has verified them. csv is for printseal import printers: the devices that "
    "take print jobs; json is for programs (assets/schema/discover.json, "
    "discover_network.json). A network needs no configuration, but for --take.";

/* ------------------------------------------------ text */

static void discover_text_questions(const struct discover_job *job, struct buf *out)
{
    struct lookup lookup = { 0 };
    char name[DNS_NAME];

    if (job->topics != TOPIC_SERVER)
        buf_print(out, tr("DNS, to %s (UDP; TCP for long answers):\n"),
                  discover_look_resolver(job));
    for (size_t row = 0; row < DISCOVER_QUESTIONS; row++)
        if (question_name(job, row, name))
            buf_print(out, "  %-4s  %s\n", question_type(questions[row].type), name);
    discover_lookup(&lookup, job);
    discover_look_names(&lookup, out);
    discover_hosts_plan(job, out);
    lookup_free(&lookup);
}

static void discover_text_proposal(const struct proposal *proposal, bool took, struct buf *out)
{
    const char *mark = took ? tr("taken") : tr("take");
    const int wide = (int)utf8_count(mark, strlen(mark)) + (took ? 2 : 3);

    mark = proposal->proposed ? mark : "";
    buf_print(out, "%s%*s%s = %s\n", mark, utf8_blanks(mark, wide), "", proposal->path,
              proposal->value);
    if (*proposal->present)
        buf_print(out, tr("       now:  %s\n"), proposal->present);
    buf_print(out, tr("       from: %s\n"), proposal->source);
    if (*proposal->note)
        buf_print(out, tr("       note: %s\n"), proposal->note);
}

void discover_print_proposals(const struct proposals *all, bool took, struct buf *out)
{
    for (size_t i = 0; i < all->count; i++)
        discover_text_proposal(&all->list[i], took, out);
}

void discover_print_end(const struct proposals *all, bool took, size_t taken, struct buf *out)
{
    if (took)
        buf_print(out, tr("%zu settings taken\n"), taken);
    else if (all->count)
        buf_print(out, tr("Nothing was changed. --take saves what is marked \"take\"; set and add "
                          "save the rest.\n"));
}

static void discover_text_unanswered(const struct discovery *discovery, struct buf *out)
{
    char name[DNS_NAME];

    for (size_t row = 0; row < DISCOVER_QUESTIONS; row++)
        if (discovery->found.why[row] && question_name(&discovery->job, row, name))
            buf_print(out, "%s %s: %s\n", question_type(questions[row].type), name,
                      discovery->found.why[row]);
}

static void discover_text(const struct discovery *discovery, bool took, size_t taken,
                          struct buf *out)
{
    const struct proposals *all = &discovery->proposals;

    if (!discover_answered(discovery) && discovery->job.topics == TOPIC_SERVER)
        buf_print(out, tr("Nothing is known: HTTPS does not answer.\n"));
    else if (!discover_answered(discovery))
        buf_print(out, tr("Nothing is known of %s: no name server answered.\n"),
                  discovery->job.domain);
    else if (!all->count && !discover_found(discovery))
        buf_print(out, tr("Nothing was found for %s.\n"), discovery->job.domain);
    else if (!all->count)
        buf_print(out, tr("Nothing to propose: all that was found is set already.\n"));
    discover_print_proposals(all, took, out);
    discover_hosts_text(&discovery->attempts, out);
    discover_text_unanswered(discovery, out);
    discover_serving_text(&discovery->serving, out);
    discover_print_end(all, took, taken, out);
}

/* ------------------------------------------------ JSON */

static json_t *discover_json_records(const struct found_all *found, size_t row)
{
    json_t *list = json_array();

    for (size_t i = 0; i < found->count; i++) {
        const struct found_record *record = &found->records[i];
        if (record->row == row)
            json_array_append_new(list, json_pack("{s:s, s:i, s:i, s:i, s:I, s:b}", "name",
                                                  record->name, "priority", (int)record->priority,
                                                  "weight", (int)record->weight, "port",
                                                  (int)record->port, "ttl", (json_int_t)record->ttl,
                                                  "authentic", record->authentic));
    }
    return list;
}

/* found NULL: nothing was sent. */
static json_t *discover_json_questions(const struct discover_job *job,
                                       const struct found_all *found)
{
    json_t *list = json_array();
    struct lookup lookup = { 0 };
    char name[DNS_NAME];

    for (size_t row = 0; row < DISCOVER_QUESTIONS; row++) {
        if (!question_name(job, row, name))
            continue;
        json_t *question =
            json_pack("{s:s, s:s}", "type", question_type(questions[row].type), "name", name);
        if (found)
            json_object_set_new(question, "records", discover_json_records(found, row));
        if (found && found->why[row])
            json_object_set_new(question, "why", json_string(found->why[row]));
        json_array_append_new(list, question);
    }
    discover_lookup(&lookup, job);
    discover_look_names_json(&lookup, list);
    discover_hosts_names_json(job, list);
    lookup_free(&lookup);
    return list;
}

json_t *discover_print_proposals_json(const struct proposals *all, bool took)
{
    json_t *list = json_array();

    for (size_t i = 0; i < all->count; i++) {
        const struct proposal *one = &all->list[i];
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:s, s:b, s:b, s:s}", "topic",
                                              one->topic, "path", one->path, "value", one->value,
                                              "present", one->present, "source", one->source,
                                              "proposed", one->proposed, "taken",
                                              took && one->proposed, "note", one->note));
    }
    return list;
}

static json_t *discover_json(const struct discover_job *job, const struct found_all *found,
                             json_t *hosts, json_t *proposals)
{
    return json_pack("{s:i, s:s, s:s, s:s, s:o, s:o, s:o, s:o}", "version", 1, "domain",
                     job->domain, "host", job->host, "resolver", job->resolver, "questions",
                     discover_json_questions(job, found), "host_connections",
                     discover_hosts_plan_json(job), "hosts", hosts, "proposals", proposals);
}

static enum status discover_print_json(json_t *document)
{
    AUTO_BUF struct buf out = { 0 };

    dump(document, JSON_INDENT(2), &out);
    buf_print(&out, "\n");
    return output_text(&out);
}

enum status discover_print_questions(const struct discovery *discovery, const struct config *config,
                                     bool json)
{
    const struct discover_job *job = &discovery->job;
    AUTO_BUF struct buf out = { 0 };
    char host[PROBE_HOST];

    serving_host(config, discovery->server, host);
    if (json) {
        json_t *document = discover_json(job, NULL, json_array(), json_array());
        json_object_set_new(document, "connections",
                            job->topics & TOPIC_SERVER ? discover_serving_plan_json(config, host)
                                                       : json_array());
        return discover_print_json(document);
    }
    discover_text_questions(job, &out);
    if (job->topics & TOPIC_SERVER)
        discover_serving_plan(config, host, &out);
    return output_text(&out);
}

void discover_print_doing(const struct discovery *discovery)
{
    enum { WIDTH = 60 };
    static bool shown;
    const char *doing = discover_doing(discovery);

    if (!isatty(STDERR_FILENO) || (!*doing && !shown))
        return;
    fprintf(stderr, *doing ? "\r%s%*s" : "\r%s%*s\r", doing, utf8_blanks(doing, WIDTH), "");
    shown = *doing;
}

enum status discover_print(const struct discovery *discovery, bool json, bool took, size_t taken)
{
    AUTO_BUF struct buf out = { 0 };

    if (json) {
        json_t *document = discover_json(
            &discovery->job, &discovery->found, discover_hosts_json(&discovery->attempts),
            discover_print_proposals_json(&discovery->proposals, took));
        json_object_set_new(document, "server", discover_serving_json(&discovery->serving));
        return discover_print_json(document);
    }
    discover_text(discovery, took, taken, &out);
    return output_text(&out);
}
