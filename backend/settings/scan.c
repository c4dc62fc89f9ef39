#include "backend/settings/common.h"

#include <stdio.h>

static const struct setting scan_settings[] = {
    { .key = "enabled",
      .label = "Receive scans",
      .type = FLAG,
      .initial = "false",
      .help = "Yes: devices send their scans to this server by mail.",
      .source = "PS Connection security: SMTP" },
    PORT_ROW(.initial = "25", .when = "enabled=true",
             .help = "Port on which this server receives scans.",
             .source = "MyQ Network communication architecture"),
    SECURITY_ROW(.when = "enabled=true", .fail_below = "starttls", .advise = "tls",
                 .risk =
                     "Without required TLS every scanned page can be read on the network. Use TLS.",
                 .help = "What devices must use. TLS is encrypted from the start; STARTTLS must be "
                         "required, "
                         "not only offered.",
                 .source = "PS Connection security: SMTP; RFC 9325 3.2"),
    { 0 },
};

/* Port 25 is where devices are told to send, whatever the security: it contradicts nothing. */
static void scan_judge_ports(const struct config *config, const struct record *scan,
                             struct verdict *verdict)
{
    static const struct port_use uses[] = {
        { 465, NULL, "tls", "TLS from the start" },
        { 587, NULL, "starttls", "STARTTLS" },
        { 0 },
    };

    (void)config;
    if (record_flag(scan, "enabled"))
        common_judge_port_use(uses, scan, "SMTP", WARN, verdict);
}

static const struct rule scan_rules[] = {
    { .id = "port-contradicts-security", .judge = scan_judge_ports, .source = "RFC 8314 3.3" },
    { 0 },
};

const struct section scan_section = {
    .key = "scan",
    .title = "Scans by mail",
    .help = "Scans that devices send to this server by mail.",
    .source = "PS Connection security: SMTP",
    .settings = scan_settings,
    .rules = scan_rules,
};

/* Our own listener, as a device sees it: by the server's name. */
bool scan_probe(const struct config *config, const struct record *scan, size_t n,
                struct probe_job *job)
{
    if (n > 0 || !record_flag(scan, "enabled") || !probe_host(job, server_fqdn(config)))
        return false;
    job->port = (unsigned)record_number(scan, "port");
    job->security = common_security_of(scan);
    job->own = true;
    job->min_version = tls_oldest(config);
    snprintf(job->mail.auth, sizeof job->mail.auth, "none");
    return true;
}
