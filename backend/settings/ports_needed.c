/* ports_needed.c - which ports the settings need: one table, and what the list makes of it. */
#include "backend/settings/common.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"

enum { SNMP_AGENT = 161 }; /* RFC 3411 3; IANA */

static size_t needed_one(const struct record *record, const char *key, long out[], size_t room)
{
    if (room)
        out[0] = record_number(record, key);
    return 1;
}

static size_t needed_https(const struct record *record, long out[], size_t room)
{
    return needed_one(record, "https_port", out, room);
}

static size_t needed_http(const struct record *record, long out[], size_t room)
{
    return needed_one(record, "http_port", out, room);
}

static size_t needed_port(const struct record *record, long out[], size_t room)
{
    return needed_one(record, "port", out, room);
}

/* Where the sites connect: the registered default of the vendor, which no setting changes. */
static size_t needed_sites(const struct record *record, long out[], size_t room)
{
    (void)record;
    if (room)
        out[0] = 8093;
    return 1;
}

/* The agents' own port, and those that devices of the profile name ("host:port"). */
static size_t needed_snmp(const struct record *record, long out[], size_t room)
{
    const char *at = record_text(record, "devices");
    char item[256];
    size_t count = 1;

    out[0] = SNMP_AGENT;
    while (count < room && list_next(&at, item, sizeof item)) {
        const char *bracket = *item == '[' ? strchr(item, ']') : NULL;
        const char *colon = host_is_ip(item) ? NULL : strrchr(bracket ? bracket : item, ':');

        if (colon && strtol(colon + 1, NULL, 10) != SNMP_AGENT)
            out[count++] = strtol(colon + 1, NULL, 10);
    }
    return count;
}

/* encrypted: the value of `ports`' own row; a "?" takes it from the record's security or secure
 * or, for SNMP, its version. */
static const struct need {
    const char *name;    /* of the port, wherever ports are listed */
    const char *section; /* whose setting needs it */
    const char *key;     /* the setting to look at: its path is told */
    const char *when;    /* "key=value" of the same record; NULL: always */
    bool udp, out;
    const char *encrypted;
    const char *purpose;
    size_t (*ports)(const struct record *record, long out[], size_t room);
} needs[] = {
    { "web-https", "tls", "https_port", NULL, false, false, "yes",
      "Web interface, embedded terminals, job roaming", needed_https },
    { "web-http", "tls", "http_port", "http_enabled=true", false, false, "no",
      "The web interface without encryption", needed_http },
    { "scan", "scan", "port", "enabled=true", false, false, "?", "Scans from devices by mail",
      needed_port },
    { "sites", "server", "role", "role=central", false, false, "yes",
      "Connections of the site servers", needed_sites },
    { "central", "central", "port", "enabled=true", false, true, "?", "Link to the central server",
      needed_port },
    { "smtp", "smtp", "port", "enabled=true", false, true, "?", "Mail to the mail server",
      needed_port },
    { "inbox", "inbox", "port", "enabled=true", false, true, "?", "Reading mail", needed_port },
    { "radius", "radius", "port", NULL, true, true, "no", "RADIUS authentication", needed_port },
    { "ldap", "ldap", "port", NULL, false, true, "?", "Directory", needed_port },
    { "snmp", "snmp", "devices", NULL, true, true, "?", "Device status and supplies", needed_snmp },
};
enum { NEEDS = sizeof needs / sizeof *needs };

const struct section *const ports_looked_at[] = {
    &tls_section,   &scan_section,   &server_section, &central_section, &smtp_section,
    &inbox_section, &radius_section, &ldap_section,   &snmp_section,    &ports_section,
    NULL,
};

static const char *needed_encrypted(const struct need *need, const struct record *record)
{
    if (*need->encrypted != '?')
        return need->encrypted;
    if (setting_find(record->section, "version"))
        return record_is(record, "version", "v3") ? "yes" : "no";
    if (setting_find(record->section, "secure"))
        return record_flag(record, "secure") ? "yes" : "no";
    return record_is(record, "security", "tls")        ? "yes"
           : record_is(record, "security", "starttls") ? "starttls"
                                                       : "no";
}

static bool needed_now(const struct need *need, const struct record *record)
{
    const char *mark = need->when ? strchr(need->when, '=') : NULL;
    char key[32];

    if (!mark)
        return true;
    snprintf(key, sizeof key, "%.*s", (int)(mark - need->when), need->when);
    return record_is(record, key, mark + 1);
}

/* ------------------------------------------------ what is needed */

enum { PORTS_OF_ONE = 64 };

static void needed_record(const struct need *need, const struct record *record,
                          void (*found)(void *data, const struct port_need *need), void *data)
{
    long list[PORTS_OF_ONE];
    size_t count = need->ports(record, list, PORTS_OF_ONE);
    const char *name = record_name(record);
    struct port_need one = {
        .name = need->name,
        .purpose = need->purpose,
        .encrypted = needed_encrypted(need, record),
        .section = need->section,
        .tcp = !need->udp,
        .in = !need->out,
        .active = needed_now(need, record),
    };

    snprintf(one.path, sizeof one.path, "%s%s%s.%s", need->section, *name ? "." : "", name,
             need->key);
    for (size_t i = 0; i < count; i++) {
        one.number = list[i];
        found(data, &one);
    }
}

void ports_needed(const struct config *config,
                  void (*found)(void *data, const struct port_need *need), void *data)
{
    for (size_t i = 0; i < NEEDS; i++) {
        const struct table *table = config_table(config, section_find(needs[i].section));

        for (size_t k = 0; k < table->count; k++)
            needed_record(&needs[i], table->records[k], found, data);
    }
}

/* ------------------------------------------------ with the list */

/* Where an inbound service of the product waits while no setting says otherwise. */
static const struct {
    const char *name;
    long port;
} usual[] = { { "web-https", 8090 }, { "web-http", 8080 }, { "scan", 25 } };

static bool needed_is(const struct record *port, const struct port_need *need)
{
    return record_number(port, "port") == need->number &&
           record_is(port, "protocol", "tcp") == need->tcp &&
           record_is(port, "direction", "in") == need->in;
}

static void needed_set(struct record *port, const char *key, const char *text)
{
    if (!record_set(port, setting_find(port->section, key), text, NULL))
        abort(); /* every value comes from a table or passed the check of a row alike */
}

/* The name of the service, and a number behind it as often as somebody has it already. */
static void needed_name(const struct table *table, const struct port_need *need, char name[33])
{
    snprintf(name, 33, "%s", need->name);
    for (unsigned n = 2; config_table_find(table, name); n++)
        snprintf(name, 33, "%s-%u", need->name, n);
}

static void needed_insert(struct table *table, const struct port_need *need, bool open)
{
    struct record *port = record_new(table->section);
    char name[33], number[24];

    needed_name(table, need, name);
    snprintf(number, sizeof number, "%ld", need->number);
    needed_set(port, "name", name);
    needed_set(port, "port", number);
    needed_set(port, "protocol", need->tcp ? "tcp" : "udp");
    needed_set(port, "direction", need->in ? "in" : "out");
    needed_set(port, "encrypted", need->encrypted);
    needed_set(port, "purpose", need->purpose);
    needed_set(port, "enabled", open ? "true" : "false");
    config_table_insert(table, table->count, port);
}

/* A record about the same port restricts it, and whether it is encrypted the setting knows. */
static bool needed_merge(struct table *table, const struct port_need *need)
{
    bool found = false;

    for (size_t i = 0; i < table->count; i++) {
        if (!needed_is(table->records[i], need))
            continue;
        struct record *port = record_copy(table->records[i]);
        needed_set(port, "encrypted", need->encrypted);
        if (!*record_text(port, "purpose"))
            needed_set(port, "purpose", need->purpose);
        record_free(config_table_replace(table, i, port));
        found = true;
    }
    return found;
}

static bool needed_listed(const struct table *table, const struct port_need *need)
{
    for (size_t i = 0; i < table->count; i++)
        if (needed_is(table->records[i], need))
            return true;
    return false;
}

static void needed_open(void *data, const struct port_need *need)
{
    if (need->active && !needed_merge(data, need))
        needed_insert(data, need, true);
}

/* What a service would use if it were on, or uses out of the box: closed, and so told. */
static void needed_close(void *data, const struct port_need *need)
{
    struct port_need closed = *need;

    if (!need->in)
        return;
    if (!need->active && !needed_listed(data, need))
        needed_insert(data, need, false);
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
        closed.number = usual[i].port;
        if (strcmp(usual[i].name, need->name) == 0 && !needed_listed(data, &closed))
            needed_insert(data, &closed, false);
    }
}

struct config *ports_effective(const struct config *config)
{
    struct config *effective = config_copy(config);
    struct table *table = config_table(effective, &ports_section);

    ports_needed(config, needed_open, table);
    ports_needed(config, needed_close, table);
    return effective;
}

/* ------------------------------------------------ where the two contradict each other */

/* What the settings say about one record of the list. */
struct asked {
    const struct record *port;
    struct port_need same, service; /* number 0: none of that port; none of that name */
};

static void needed_ask(void *data, const struct port_need *need)
{
    struct asked *asked = data;

    if (need->active && !asked->same.number && needed_is(asked->port, need))
        asked->same = *need;
    if (strcmp(need->name, record_name(asked->port)) == 0 &&
        (!asked->service.number || (need->active && !asked->service.active)))
        asked->service = *need;
}

static void needed_judge_same(const struct record *port, const struct port_need *need,
                              struct verdict *verdict)
{
    if (!record_flag(port, "enabled"))
        common_verdict(
            verdict, WARN, "enabled", "true",
            "%s needs port %ld, and this record closes it. Open it, or delete this record.",
            need->path, need->number);
    else if (!record_is(port, "encrypted", need->encrypted))
        common_verdict(verdict, WARN, "encrypted", need->encrypted,
                       "Port %ld is used as %s says, and that is another encryption.", need->number,
                       need->path);
}

static void needed_judge_service(const struct config *config, const struct port_need *need,
                                 struct verdict *verdict)
{
    char number[24];

    snprintf(number, sizeof number, "%ld", need->number);
    if (need->active && !needed_listed(config_table(config, &ports_section), need))
        common_verdict(verdict, WARN, "port", number,
                       "%s uses port %ld, so this record opens a port that nothing needs.",
                       need->path, need->number);
    else
        common_verdict(verdict, WARN, "enabled", "false",
                       "No setting needs this port: see %s. Close it, or delete this record.",
                       need->path);
}

void ports_judge_needed(const struct config *config, const struct record *port,
                        struct verdict *verdict)
{
    struct asked asked = { .port = port };

    ports_needed(config, needed_ask, &asked);
    verdict->level = asked.same.number || asked.service.number ? PASS : UNASKED;
    if (asked.same.number)
        needed_judge_same(port, &asked.same, verdict);
    else if (asked.service.number && record_flag(port, "enabled"))
        needed_judge_service(config, &asked.service, verdict);
}

bool ports_is_needed(const struct config *config, const struct record *port)
{
    struct asked asked = { .port = port };

    ports_needed(config, needed_ask, &asked);
    return asked.same.number;
}

/* ------------------------------------------------ files of before */

/* Until format 2 the list named every port, whatever the settings were. */
static const char *const retired[] = { "web-https", "web-http", "scan-smtp",     "scan-smtps",
                                       "central",   "snmp",     "ldaps",         "ldap",
                                       "radius",    "smtps",    "ldaps-catalog", "submission",
                                       "imaps",     NULL };

static bool needed_retired(const struct config *config, const struct record *port)
{
    bool listed = false;

    for (size_t i = 0; retired[i]; i++)
        listed = listed || strcmp(retired[i], record_name(port)) == 0;
    return listed && !*record_text(port, "from") &&
           (!record_flag(port, "enabled") || record_is(port, "direction", "out") ||
            ports_is_needed(config, port));
}

unsigned ports_migrate(struct config *config)
{
    struct table *table = config_table(config, &ports_section);
    unsigned count = 0;

    for (size_t i = table->count; i-- > 0;)
        if (needed_retired(config, table->records[i])) {
            record_free(config_table_remove(table, i));
            count++;
        }
    return count;
}
