#include "screens/commands/discover_look.h"

const char *discover_look_resolver(const struct discover_job *job)
{
    return *job->resolver ? job->resolver : "the name servers of /etc/resolv.conf";
}

void discover_look_text(const struct discover_job *job, unsigned addresses, unsigned hosts,
                        struct buf *out)
{
    struct lookup_plan plan[LOOKUP_QUESTIONS];

    lookup_plan(addresses, hosts, false, plan);
    buf_print(
        out,
        "DNS, to %s (UDP; TCP for long answers), at most %d questions a second, each up to %d "
        "times:\n",
        discover_look_resolver(job), LOOKUP_RATE, DISCOVER_TRIES);
    for (int i = 0; i < LOOKUP_QUESTIONS; i++)
        if (plan[i].most)
            buf_print(out, "  %-4s  %s: at most %u\n", plan[i].type, plan[i].what, plan[i].most);
}

json_t *discover_look_json(unsigned addresses, unsigned hosts)
{
    struct lookup_plan plan[LOOKUP_QUESTIONS];
    json_t *list = json_array();

    lookup_plan(addresses, hosts, false, plan);
    for (int i = 0; i < LOOKUP_QUESTIONS; i++)
        if (plan[i].most)
            json_array_append_new(list, json_pack("{s:s, s:s, s:i}", "type", plan[i].type, "what",
                                                  plan[i].what, "most", (int)plan[i].most));
    return list;
}
