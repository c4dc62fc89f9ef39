#include "backend/discover/network/network_show.h"

#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"

/* What it answers to, in words: by question. */
static const char *const network_show_words[QUESTIONS] = {
    [ASK_SNMP_3] = "SNMPv3",
    [ASK_HTTPS] = "HTTPS",
    [ASK_IPP] = "IPP",
    [ASK_RAW] = "raw printing",
    [ASK_IPP_PLAIN] = "IPP without TLS",
};

void network_plan_text(const struct network_job *job, struct buf *out)
{
    struct question_plan plan[QUESTIONS];

    questions_plan(job->targets.count, job->ports, plan);
    buf_print(out, tr("%s addresses, at most %s packets a second, at most %d seconds\n"),
              shown_count(job->targets.count).text, shown_count(job->rate).text, job->seconds);
    for (int i = 0; i < QUESTIONS; i++) {
        buf_print(out, tr("%s %-5u at most %s: %s; to %s (%s)\n"), plan[i].transport, plan[i].port,
                  shown_count(plan[i].packets).text, tr(plan[i].what), tr(plan[i].to),
                  shown_count(plan[i].addresses).text);
        if (*plan[i].then)
            buf_print(out, "          %s\n", tr(plan[i].then));
    }
}

/* ------------------------------------------------ one device */

static void network_show_certificate(const struct sighting *sighting, int port, struct buf *out)
{
    const struct sighting_certificate *certificate = &sighting->certificates[port];
    char day[DAY_SIZE];

    if (!*certificate->subject)
        return;
    shown_day((time_t)certificate->expires, day);
    buf_print(out, tr("    certificate on port %u: %s, issued by %s, expires %s\n"),
              questions_ports[port], certificate->subject,
              strcmp(certificate->subject, certificate->issuer) == 0 ? tr("itself")
                                                                     : certificate->issuer,
              day);
}

void network_open(const struct sighting *sighting, struct buf *out)
{
    const char *between = "";

    for (int i = 0; i < QUESTIONS; i++)
        if (network_show_words[i] && sighting_saw(sighting, (enum scan_question)i)) {
            buf_print(out, "%s%s", between, tr(network_show_words[i]));
            between = ", ";
        }
}

static void network_show_open(const struct sighting *sighting, struct buf *out)
{
    const size_t start = out->size;

    buf_print(out, "    ");
    network_open(sighting, out);
    if (out->size > start + 4)
        buf_print(out, "\n");
    else
        out->text[out->size = start] = '\0';
}

bool network_work(const struct sighting *sighting, enum scan_question question,
                  char text[NETWORK_WORK])
{
    const struct question_row *row = &network_questions[question];

    if (!sighting_saw(sighting, question) || !(row->community || question == ASK_IPP_PLAIN))
        return false;
    if (row->community)
        snprintf(text, NETWORK_WORK, tr("turn off SNMP %s, which answers to the community %s"),
                 row->version == SNMP_1 ? "1" : "2c", row->community);
    else
        snprintf(text, NETWORK_WORK, tr("IPP is open without TLS"));
    return true;
}

static void network_show_work(const struct sighting *sighting, struct buf *out)
{
    char text[NETWORK_WORK];

    for (int i = 0; i < QUESTIONS; i++)
        if (network_work(sighting, (enum scan_question)i, text))
            buf_print(out, tr("    to do: %s\n"), text);
}

static void network_show_one(const struct sighting *sighting, struct buf *out)
{
    const char *maker = sighting_maker(sighting);
    char address[INET6_ADDRSTRLEN];

    target_text(&sighting->address, address);
    buf_print(out, "%s%s%s", address, *sighting->host ? "  " : "", sighting->host);
    buf_print(out, "%s%s%s%s\n", maker ? "  " : "", maker ? maker : "",
              *sighting->model ? "  " : "", sighting->model);
    if (*sighting->record)
        buf_print(out, tr("    the printer %s\n"), sighting->record);
    network_show_open(sighting, out);
    for (int i = 0; i < SIGHTING_CERTIFICATES; i++)
        network_show_certificate(sighting, i, out);
    network_show_work(sighting, out);
}

/* ------------------------------------------------ all */

void network_text(const struct sightings *found, struct buf *out)
{
    size_t printers = 0, lax = 0;

    for (size_t i = 0; i < found->count; i++) {
        network_show_one(&found->list[i], out);
        printers += sighting_prints(&found->list[i]);
        lax += sighting_is_lax(&found->list[i]);
    }
    if (!found->count)
        buf_print(out, tr("Nothing answered.\n"));
    else
        buf_print(out, tr("%s devices, %s of them take print jobs, %s answer SNMP 1 or 2c\n"),
                  shown_count(found->count).text, shown_count(printers).text,
                  shown_count(lax).text);
    if (printers)
        buf_print(out, tr("--format csv prints the printers for printseal import printers FILE\n"));
    if (found->cut)
        buf_print(out, tr("The time was over before all addresses were asked.\n"));
}

void network_name(const struct sighting *sighting, char name[NETWORK_NAME])
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char address[INET6_ADDRSTRLEN];
    const size_t label = strspn(sighting->host, letters);

    if (label && label < NETWORK_NAME && (!sighting->host[label] || sighting->host[label] == '.')) {
        snprintf(name, NETWORK_NAME, "%.*s", (int)label, sighting->host);
        return;
    }
    target_text(&sighting->address, address);
    const size_t size = strlen(address);
    const size_t most = NETWORK_NAME - sizeof "printer-";
    snprintf(name, NETWORK_NAME, "printer-%s", address + (size > most ? size - most : 0));
    for (char *at = name; *at; at++)
        if (!strchr(letters, *at))
            *at = '-';
}
