/* ports_paths.c - the ports of one path side by side: unencrypted and encrypted. */
#include <string.h>

#include "backend/settings/settings.h"

/* Which ports are ways to do the same thing. A port in no row is a path of its own. */
static const struct group {
    const char *name;
    bool out;
    long ports[8]; /* 0 at the end */
} groups[] = {
    { "Web interface, terminals", false, { 8080, 8090 } },
    { "Scans by mail", false, { 25, 465, 587 } },
    { "Scans by FTP", false, { 21, 990 } },
    { "Print jobs", false, { 515, 631, 9100 } },
    { "Link to the central server", true, { 8093 } },
    { "Job release to devices", true, { 515, 631, 9100 } },
    { "Device status", true, { 161 } },
    { "Licence", true, { 443 } },
    { "Directory", true, { 389, 636, 3268, 3269 } },
    { "RADIUS", true, { 1645, 1812, 2083 } },
    { "Outgoing mail", true, { 25, 465, 587 } },
    { "Incoming mail", true, { 110, 143, 993, 995 } },
};
enum { GROUPS = sizeof groups / sizeof *groups };

/* GROUPS: none. */
static size_t group_of(const struct record *port)
{
    long number = record_number(port, "port");
    bool out = record_is(port, "direction", "out");

    for (size_t i = 0; i < GROUPS; i++)
        for (const long *at = groups[i].ports; *at && groups[i].out == out; at++)
            if (*at == number)
                return i;
    return GROUPS;
}

static void ports_paths_add(struct port_path *path, const struct record *port)
{
    struct port_side *side = record_is(port, "encrypted", "no") ? &path->plain : &path->encrypted;

    if (side->count == PORT_SIDE)
        return;
    side->list[side->count++] = (struct port_fact){ .port = record_number(port, "port"),
                                                    .protocol = record_text(port, "protocol"),
                                                    .open = record_flag(port, "enabled") };
}

static bool ports_paths_is_full(const struct port_path *path)
{
    return path->plain.count == PORT_SIDE || path->encrypted.count == PORT_SIDE;
}

typedef void receive(void *data, const struct port_path *path);

static void report_alone(const struct record *port, receive *found, void *data)
{
    const char *purpose = record_text(port, "purpose");
    struct port_path path = { .name = *purpose ? purpose : record_name(port),
                              .out = record_is(port, "direction", "out") };

    ports_paths_add(&path, port);
    found(data, &path);
}

void ports_paths(const struct config *config, receive *found, void *data)
{
    struct config *effective = ports_effective(config);
    const struct table *table = config_table(effective, &ports_section);
    struct port_path paths[GROUPS + 1] = { 0 };

    for (size_t i = 0; i < table->count; i++) {
        size_t at = group_of(table->records[i]);

        if (at < GROUPS && !ports_paths_is_full(&paths[at]))
            ports_paths_add(&paths[at], table->records[i]);
    }
    for (size_t i = 0; i < GROUPS; i++) {
        paths[i].name = groups[i].name;
        paths[i].out = groups[i].out;
        if (paths[i].plain.count + paths[i].encrypted.count)
            found(data, &paths[i]);
    }
    for (size_t i = 0; i < table->count; i++)
        if (group_of(table->records[i]) == GROUPS)
            report_alone(table->records[i], found, data);
    config_free(effective);
}
