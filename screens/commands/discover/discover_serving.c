#include "screens/commands/discover/discover_serving.h"

#include <string.h>

#include "backend/base/language.h"

/* ------------------------------------------------ before */

static void discover_serving_line(void *data, const char *host, unsigned port, const char *what,
                                  int most)
{
    buf_print(data, tr("TCP   %s:%u, at most %d connections to each address: %s\n"), host, port,
              most, what);
}

void discover_serving_plan(const struct config *config, const char *host, struct buf *out)
{
    uint16_t knocks[PROBE_KNOCKS + 1];

    serving_plan(config, host, discover_serving_line, out);
    buf_print(out, tr("TCP   %s, one connection to each of the ports"), host);
    serving_knocks(config, knocks);
    for (size_t i = 0; knocks[i]; i++)
        buf_print(out, "%s%u", i % 12 ? " " : "\n      ", knocks[i]);
    buf_print(out, ":\n      %s\n", tr(serving_knock_what));
    buf_print(out, tr("Its address is asked of the system's resolver. If it is this machine, the\n"
                      "kernel tells what listens: nothing is sent for that.\n"));
}

static void discover_serving_row(void *data, const char *host, unsigned port, const char *what,
                                 int most)
{
    json_array_append_new(data, json_pack("{s:s, s:i, s:s, s:i}", "host", host, "port", (int)port,
                                          "what", what, "most", most));
}

json_t *discover_serving_plan_json(const struct config *config, const char *host)
{
    json_t *list = json_array();
    uint16_t knocks[PROBE_KNOCKS + 1];

    serving_plan(config, host, discover_serving_row, list);
    serving_knocks(config, knocks);
    for (size_t i = 0; knocks[i]; i++)
        discover_serving_row(list, host, knocks[i], serving_knock_what, 1);
    return list;
}

/* ------------------------------------------------ after */

/* Those that say something: where HTTPS answers, else the port that is set; and what listens. */
static size_t discover_serving_parts(const struct serving *serving,
                                     const struct serving_part *parts[2])
{
    size_t count = 0;

    if (!serving->count)
        return 0;
    parts[count++] = serving_web(serving) ? serving_web(serving) : &serving->parts[0];
    if (serving_listens(serving))
        parts[count++] = serving_listens(serving);
    return count;
}

void discover_serving_text(const struct serving *serving, struct buf *out)
{
    const struct serving_part *parts[2];
    const size_t count = discover_serving_parts(serving, parts);

    for (size_t i = 0; i < count; i++) {
        const struct probe_result *result = &parts[i]->result;
        if (parts[i]->port)
            buf_print(out, tr("%s:%u as it is now:\n"), serving->host, parts[i]->port);
        else
            buf_print(out, tr("What listens or answers on %s:\n"), serving->host);
        for (size_t n = 0; n < result->step_count; n++)
            buf_print(out, "  %-11s  %s\n", probe_verdict_names[result->steps[n].verdict],
                      result->steps[n].text);
    }
}

static json_t *discover_serving_part(const struct serving_part *part)
{
    json_t *steps = json_array(), *facts = json_object();
    const struct probe_result *result = &part->result;

    for (size_t i = 0; i < result->step_count; i++)
        json_array_append_new(steps, json_pack("{s:s, s:s, s:s}", "step",
                                               probe_step_names[result->steps[i].step], "verdict",
                                               probe_verdict_names[result->steps[i].verdict],
                                               "text", result->steps[i].text));
    for (size_t i = 0; i < result->fact_count; i++)
        json_object_set_new(facts, result->facts[i].name, json_string(result->facts[i].text));
    return json_pack("{s:i, s:o, s:o}", "port", (int)part->port, "steps", steps, "facts", facts);
}

json_t *discover_serving_json(const struct serving *serving)
{
    const struct serving_part *parts[2];
    const size_t count = discover_serving_parts(serving, parts);
    json_t *list = json_array();

    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, discover_serving_part(parts[i]));
    return json_pack("{s:s, s:o}", "host", serving->host, "looks", list);
}
