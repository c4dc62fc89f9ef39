#include "backend/settings/common.h"

static const struct recipe printers_password = { 22, base62 };

static const struct setting printers_settings[] = {
    NAME_ROW(.help = "Short name for this printer.", .source = "PS Connection security: Printers"),
    HOST_ROW(.help = "The printer's full name, with domain.",
             .source = "PS Connection security: Printers, FQDN"),
    PORT_ROW(.initial = "443", .help = "Port of its web interface with TLS.",
             .source = "PS Connection security: Printers"),
    { .key = "model",
      .label = "Model",
      .type = TEXT,
      .listed = true,
      .max = 64,
      .guessed = true,
      .help = "Maker and model, for the list.",
      .source = "PS Connection security: Printers" },
    { .key = "user",
      .label = "Admin account",
      .type = TEXT,
      .max = 64,
      .guessed = true,
      .help = "Administrator account, where the device asks for one.",
      .source = "PS Connection security: Printers" },
    { .key = "password",
      .label = "Password",
      .type = SECRET,
      .max = 64,
      .fail_below = "8",
      .advise = "15",
      .risk = "Factory passwords are printed in manuals, and a shared one falls with the weakest "
              "device. Use a different generated one on each printer.",
      .weight = 2,
      .attack = "printer",
      .recipe = &printers_password,
      .help = "Administrator password of this printer; a different one on each.",
      .source = "PS Connection security: Printers; NIST SP 800-63B-4" },
    { .key = "snmp",
      .label = "SNMP profile",
      .type = TEXT,
      .max = 32,
      .check = check_name,
      .help = "SNMP profile for this printer.",
      .source = "PS Connection security: SNMP" },
    { 0 },
};

static void settings_printers_judge_profile(const struct config *config,
                                            const struct record *printer, struct verdict *verdict)
{
    const char *name = record_text(printer, "snmp");

    if (!*name)
        return;
    verdict->level = PASS;
    if (!config_table_find(config_table(config, &snmp_section), name))
        common_verdict(verdict, WARN, "snmp", "the name of an SNMP profile, or nothing",
                       "No SNMP profile \"%s\". Choose one that exists.", name);
}

static const struct section *const printers_look_at[] = { &snmp_section, NULL };

static const struct rule printers_rules[] = {
    { .id = "printers-snmp-unknown",
      .judge = settings_printers_judge_profile,
      .looks_at = printers_look_at,
      .by_name = true,
      .source = "PS Connection security: SNMP" },
    { 0 },
};

const struct section printers_section = {
    .key = "printers",
    .title = "Printers",
    .help = "Printers and their administrator passwords.",
    .source = "PS Connection security: Printers",
    .list = true,
    .settings = printers_settings,
    .rules = printers_rules,
};

const char *printer_host(const struct record *printer)
{
    return record_text(printer, "host");
}

const char *printer_model(const struct record *printer)
{
    return record_text(printer, "model");
}

const char *printer_profile(const struct record *printer)
{
    return record_text(printer, "snmp");
}

/* Where the web page of that port would answer without TLS: at the port beside it; where none
 * belongs to it, at that of the web, or, as IPP at 631, at the same. */
static void printers_clear_ports(unsigned port, unsigned clear[2])
{
    static const unsigned ports[][2] = { { 443, 80 }, { 8443, 8080 } };

    clear[0] = 80;
    clear[1] = port;
    for (size_t i = 0; i < sizeof ports / sizeof *ports; i++)
        if (ports[i][0] == port) {
            clear[0] = ports[i][1];
            clear[1] = 0;
        }
}

bool printers_probe(const struct config *config, const struct record *printer, size_t n,
                    struct probe_job *job)
{
    if (n > 0 || !probe_host(job, record_text(printer, "host")))
        return false;
    job->port = (unsigned)record_number(printer, "port");
    job->security = PROBE_TLS;
    job->seconds = 20; /* a web page that is silent leaves SNMP its time */
    job->snmp.port = 161;
    printers_clear_ports(job->port, job->snmp.clear_ports);
    snmp_profile(config, record_text(printer, "snmp"), job);
    return true;
}
