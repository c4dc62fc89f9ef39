#include "screens/commands/discover/discover_look.h"

#include "backend/base/language.h"

const char *discover_look_resolver(const struct discover_job *job)
{
    return *job->resolver ? job->resolver : tr("the name servers of /etc/resolv.conf");
}

/* ------------------------------------------------ name by name */

/* Calls for each question: those with a name, and (most > 0) those that follow from answers. */
typedef void discover_look_use(void *data, const char *type, const char *name, unsigned most);

static void discover_look_each(const struct lookup *lookup, discover_look_use *use, void *data)
{
    struct lookup_plan plan[LOOKUP_QUESTIONS];
    char name[2 * DNS_NAME];

    for (unsigned i = 0; i < lookup->job.addresses; i++) {
        lookup_reverse_name(&lookup->addresses[i].address, name);
        use(data, "PTR", name, 0);
    }
    for (unsigned i = 0; i < lookup->job.hosts; i++) {
        use(data, "A", lookup->hosts[i].name, 0);
        use(data, "AAAA", lookup->hosts[i].name, 0);
    }
    for (int i = 0; i < LOOKUP_QUESTIONS && *lookup->job.domain; i++)
        if (lookup_prefixes[i]) {
            snprintf(name, sizeof name, "%s%s", lookup_prefixes[i], lookup->job.domain);
            use(data, "PTR", name, 0);
        }
    lookup_plan(lookup->job.addresses, lookup->job.hosts, *lookup->job.domain, plan);
    for (int i = 0; i < LOOKUP_QUESTIONS; i++)
        if (plan[i].most && (i == LOOKUP_FORWARD || i == LOOKUP_SERVICE || i == LOOKUP_MODEL))
            use(data, plan[i].type, plan[i].what, plan[i].most);
}

static void discover_look_name(void *data, const char *type, const char *name, unsigned most)
{
    struct buf *out = data;

    buf_print(out, "  %-4s  %s", type, tr(name));
    if (most)
        buf_print(out, tr(": at most %u"), most);
    buf_print(out, "\n");
}

void discover_look_names(const struct lookup *lookup, struct buf *out)
{
    discover_look_each(lookup, discover_look_name, out);
}

static void discover_look_name_json(void *data, const char *type, const char *name, unsigned most)
{
    json_t *question = json_pack("{s:s, s:s}", "type", type, "name", name);

    if (most)
        json_object_set_new(question, "most", json_integer((json_int_t)most));
    json_array_append_new(data, question);
}

void discover_look_names_json(const struct lookup *lookup, json_t *list)
{
    discover_look_each(lookup, discover_look_name_json, list);
}

/* ------------------------------------------------ by number */

void discover_look_text(const struct discover_job *job, unsigned addresses, unsigned hosts,
                        struct buf *out)
{
    struct lookup_plan plan[LOOKUP_QUESTIONS];

    lookup_plan(addresses, hosts, false, plan);
    buf_print(
        out,
        tr("DNS, to %s (UDP; TCP for long answers), at most %d questions a second, each up to %d "
           "times:\n"),
        discover_look_resolver(job), LOOKUP_RATE, DISCOVER_TRIES);
    for (int i = 0; i < LOOKUP_QUESTIONS; i++)
        if (plan[i].most)
            buf_print(out, tr("  %-4s  %s: at most %u\n"), plan[i].type, tr(plan[i].what),
                      plan[i].most);
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
