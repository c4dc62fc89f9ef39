#include <stdio.h>

#include "backend/base/dump.h"
#include "backend/base/moment.h"
#include "backend/discover/network/makers.h"
#include "backend/discover/network/network_show.h"

void network_plan_json(const struct network_job *job, const char *more, struct buf *out)
{
    struct question_plan plan[QUESTIONS];

    questions_plan(job->targets.count, job->ports, plan);
    buf_print(out,
              "{\"version\": 1, \"addresses\": %u, \"rate\": %u, \"seconds\": %d, \"packets\": [",
              job->targets.count, job->rate, job->seconds);
    for (int i = 0; i < QUESTIONS; i++) {
        buf_print(out, i ? ",\n  " : "\n  ");
        dump(json_pack("{s:s, s:i, s:s, s:s, s:s, s:i, s:i}", "transport", plan[i].transport,
                       "port", (int)plan[i].port, "what", plan[i].what, "to", plan[i].to, "then",
                       plan[i].then, "addresses", (int)plan[i].addresses, "most",
                       (int)plan[i].packets),
             0, out);
    }
    buf_print(out, "]%s}\n", more);
}

/* The ports that are open. */
static json_t *network_json_ports(const struct sighting *sighting)
{
    static const enum scan_question asked[] = { ASK_HTTPS, ASK_IPP, ASK_RAW };
    json_t *ports = json_array();

    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        if (sighting_saw(sighting, asked[i]))
            json_array_append_new(ports,
                                  json_integer(questions_ports[network_questions[asked[i]].port]));
    return ports;
}

/* What it answers by version 1 and 2c. */
static json_t *network_json_communities(const struct sighting *sighting)
{
    json_t *list = json_array();

    for (int i = 0; i < QUESTIONS; i++)
        if (network_questions[i].community && sighting_saw(sighting, (enum scan_question)i))
            json_array_append_new(list, json_pack("{s:s, s:s}", "version",
                                                  network_questions[i].version ? "2c" : "1",
                                                  "community", network_questions[i].community));
    return list;
}

static json_t *network_json_certificates(const struct sighting *sighting)
{
    json_t *list = json_array();

    for (int i = 0; i < SIGHTING_CERTIFICATES; i++) {
        const struct sighting_certificate *certificate = &sighting->certificates[i];
        char moment[MOMENT_SIZE];
        if (!*certificate->subject)
            continue;
        moment_text((time_t)certificate->expires, moment);
        json_array_append_new(list,
                              json_pack("{s:i, s:s, s:s, s:s}", "port", (int)questions_ports[i],
                                        "subject", certificate->subject, "issuer",
                                        certificate->issuer, "expires", moment));
    }
    return list;
}

/* As the text says it. */
static json_t *network_json_work(const struct sighting *sighting)
{
    json_t *list = json_array();
    char text[NETWORK_WORK];

    for (int i = 0; i < QUESTIONS; i++)
        if (network_work(sighting, (enum scan_question)i, text))
            json_array_append_new(list, json_string(text));
    return list;
}

static const char *network_json_source(const struct sighting *sighting)
{
    return !*sighting->model ? "" : network_questions[sighting->model_from].tcp ? "ipp" : "snmp";
}

static json_t *network_json_one(const struct sighting *sighting)
{
    const char *maker = sighting_maker(sighting);
    char address[INET6_ADDRSTRLEN], engine[2 * SNMP_ENGINE + 1], name[NETWORK_NAME];

    target_text(&sighting->address, address);
    sighting_engine(sighting, engine);
    network_name(sighting, name);
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:i, s:s, s:b, s:b, s:o, s:o, s:o, s:o}", "address",
        address, "name", name, "host", sighting->host, "record", sighting->record, "maker",
        maker ? maker : "", "model", sighting->model, "model_from", network_json_source(sighting),
        "enterprise", (int)makers_enterprise(sighting->engine, sighting->engine_size), "engine_id",
        engine, "snmp_v3", sighting_saw(sighting, ASK_SNMP_3), "ipp_without_tls",
        sighting_saw(sighting, ASK_IPP_PLAIN), "communities", network_json_communities(sighting),
        "ports", network_json_ports(sighting), "certificates", network_json_certificates(sighting),
        "work", network_json_work(sighting));
}

void network_json(const struct sightings *found, const char *more, struct buf *out)
{
    buf_print(out, "{\"version\": 1, \"complete\": %s, \"devices\": [",
              found->cut ? "false" : "true");
    for (size_t i = 0; i < found->count; i++) {
        buf_print(out, i ? ",\n  " : "\n  ");
        dump(network_json_one(&found->list[i]), 0, out);
    }
    buf_print(out, "]%s}\n", more);
}
