#include "backend/settings/common.h"

#include <stdio.h>
#include <stdlib.h>

#include "backend/base/mem.h"

static const char *const ports_protocols[] = { "tcp", "udp", NULL };
static const char *const ports_protocol_names[] = { "TCP", "UDP", NULL };
static const char *const ports_protocol_meanings[] = {
    "connections: web, mail, LDAP, printing",
    "single packets: SNMP, RADIUS, DNS",
    NULL,
};
static const char *const directions[] = { "in", "out", NULL };
static const char *const direction_names[] = { "incoming", "outgoing", NULL };
static const char *const direction_meanings[] = {
    "others connect to this server",
    "this server connects to others",
    NULL,
};
static const char *const encryptions[] = { "no", "starttls", "yes", NULL };
static const char *const encryption_names[] = { "no", "STARTTLS", "yes", NULL };
static const char *const encryption_meanings[] = {
    "anybody on the way reads and changes it",
    "begins unencrypted and changes to TLS; can be held back on the way",
    "TLS, or SNMPv3 with privacy, from the first byte",
    NULL,
};

static const struct setting ports_settings[] = {
    NAME_ROW(.help = "Short name for this firewall rule.",
             .source = "PS Connection security: Ports"),
    PORT_ROW(.initial = "8090", .listed = true, .help = "Port number.",
             .source = "MyQ Network communication architecture"),
    { .key = "protocol",
      .label = "Protocol",
      .type = CHOICE,
      .initial = "tcp",
      .choices = ports_protocols,
      .names = ports_protocol_names,
      .meanings = ports_protocol_meanings,
      .help = "TCP for nearly everything; SNMP and RADIUS use UDP.",
      .source = "MyQ Network communication architecture" },
    { .key = "direction",
      .label = "Direction",
      .type = CHOICE,
      .listed = true,
      .initial = "in",
      .choices = directions,
      .names = direction_names,
      .meanings = direction_meanings,
      .help = "Incoming: others connect to this server. Outgoing: this server connects to others.",
      .source = "MyQ Network communication architecture" },
    { .key = "purpose",
      .label = "Purpose",
      .type = TEXT,
      .max = 120,
      .help = "What it is for, so that others understand it in a year.",
      .source = "PS Connection security: Ports" },
    { .key = "enabled",
      .label = "Open",
      .type = FLAG,
      .listed = true,
      .initial = "false",
      .help = "Yes: the firewall lets it through. Open only what is used.",
      .source = "PS Connection security: Ports" },
    { .key = "encrypted",
      .label = "Encrypted",
      .type = CHOICE,
      .initial = "yes",
      .choices = encryptions,
      .names = encryption_names,
      .meanings = encryption_meanings,
      .help = "Encrypted: no, after STARTTLS, or from the start.",
      .source = "PS Connection security: Ports; RFC 9325 3.2" },
    { .key = "from",
      .label = "Allowed from",
      .type = LIST,
      .check = check_network,
      .when = "direction=in",
      .help =
          "Networks that may connect, such as 10.20.0.0/16, comma between. Empty: every network.",
      .source = "PS Connection security: Ports" },
    { 0 },
};

/* Outgoing ports are not judged here: what leaves unencrypted is judged where it is set up (ldap,
 * smtp), as is what comes to a port that a setting needs (tls, scan); and job release over RAW is
 * the vendor's default that no firewall rule can encrypt. */
static void settings_ports_judge_clear(const struct config *config, const struct record *port,
                                       struct verdict *verdict)
{
    if (!record_flag(port, "enabled") || !record_is(port, "direction", "in"))
        return;
    verdict->level = PASS;
    if (record_is(port, "encrypted", "no") && !ports_is_needed(config, port))
        common_verdict(verdict, FAIL, "enabled", "false", "Port %ld is unencrypted. Close it.",
                       record_number(port, "port"));
}

static const struct rule ports_rules[] = {
    { .id = "cleartext-port-open",
      .judge = settings_ports_judge_clear,
      .looks_at = ports_looked_at,
      .weight = 3,
      .source = "PS Connection security: Ports" },
    { .id = "port-contradicts-setting",
      .judge = ports_judge_needed,
      .looks_at = ports_looked_at,
      .source = "MyQ Network communication architecture" },
    { 0 },
};

#define SEED(name, port, protocol, direction, enabled, encrypted, purpose)                         \
    "name=" name "\nport=" port "\nprotocol=" protocol "\ndirection=" direction                    \
    "\nenabled=" enabled "\nencrypted=" encrypted "\npurpose=" purpose

/* Ports of the vendor's network communication architecture that no setting of ours stands for. Open
 * is what a server with every default needs beside those of its settings (ports_needed.c): its
 * devices, its licence. */
static const char *const seed[] = {
    SEED("scan-ftp", "21", "tcp", "in", "false", "no", "Scans from devices by FTP"),
    SEED("lpr", "515", "tcp", "in", "false", "no", "Print jobs from clients by LPR"),
    SEED("ipps", "631", "tcp", "in", "false", "yes", "Print jobs from clients by IPPS"),
    SEED("release-raw", "9100", "tcp", "out", "true", "no",
         "Job release to devices, RAW: not encrypted"),
    SEED("release-ipps", "631", "tcp", "out", "false", "yes", "Job release to devices, IPPS"),
    SEED("licence", "443", "tcp", "out", "true", "yes", "Licence activation"),
    NULL,
};

const struct section ports_section = {
    .key = "ports",
    .title = "Firewall ports",
    .help = "Ports beside those that other settings need, and for which networks.",
    .source = "PS Connection security: Ports",
    .list = true,
    .settings = ports_settings,
    .rules = ports_rules,
    .seed = seed,
};

/* Port, protocol and direction as one number. */
enum { SLOTS = 4 << 16 };

static size_t settings_ports_slot_of(const struct record *port)
{
    return (size_t)record_number(port, "port") << 2 |
           (size_t)record_is(port, "protocol", "udp") << 1 |
           (size_t)record_is(port, "direction", "out");
}

void ports_twice(const struct config *config,
                 void (*found)(void *data, const struct record *port, const struct record *first),
                 void *data)
{
    const struct table *table = config_table(config, &ports_section);
    AUTO_FREE unsigned *first = must(calloc(SLOTS, sizeof *first)); /* position + 1 */

    for (size_t i = 0; i < table->count; i++) {
        const struct record *port = table->records[i];
        unsigned *seen = &first[settings_ports_slot_of(port)];

        if (!record_flag(port, "enabled"))
            continue;
        if (*seen)
            found(data, port, table->records[*seen - 1]);
        else
            *seen = (unsigned)i + 1;
    }
}

struct port_settings port_settings(const struct record *port)
{
    return (struct port_settings){
        .number = record_number(port, "port"),
        .tcp = record_is(port, "protocol", "tcp"),
        .in = record_is(port, "direction", "in"),
        .enabled = record_flag(port, "enabled"),
        .from = record_text(port, "from"),
    };
}

bool ports_declared(const struct config *config, long number)
{
    struct config *effective = ports_effective(config);
    const struct table *table = config_table(effective, &ports_section);
    bool found = false;

    for (size_t i = 0; i < table->count && !found; i++) {
        struct port_settings plan = port_settings(table->records[i]);

        found = plan.number == number && plan.tcp && plan.in;
    }
    config_free(effective);
    return found;
}

/* One test for all of them. What has no room any more is a port that no list should hold. */
bool ports_probe(const struct config *config, const struct record *record, size_t n,
                 struct probe_job *job)
{
    struct config *effective = ports_effective(config);
    const struct table *table = config_table(effective, record->section);
    char *at = job->ports.declared, *end = at + sizeof job->ports.declared;

    for (size_t i = 0; i < table->count && end - at > 64; i++) {
        const struct record *port = table->records[i];
        if (record_is(port, "direction", "in"))
            at += snprintf(at, (size_t)(end - at), "%s %ld %s %s\n", record_text(port, "protocol"),
                           record_number(port, "port"),
                           record_flag(port, "enabled") ? "open" : "closed", record_name(port));
    }
    config_free(effective);
    probe_host(job, server_fqdn(config)); /* to tell whether this machine is the server */
    return n == 0;
}
