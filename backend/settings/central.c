#include "backend/settings/common.h"

#include <string.h>

static void settings_central_judge_port(const char *text, struct verdict *verdict)
{
    verdict->level = PASS;
    if (strcmp(text, "8093") != 0)
        common_verdict(verdict, WARN, NULL, "8093",
                       "The central server accepts encrypted connections on port 8093.");
}

static const struct setting central_settings[] = {
    { .key = "enabled",
      .label = "Linked to central",
      .type = FLAG,
      .initial = "false",
      .help = "Yes: this server is a site of a central server.",
      .source = "MyQ Central Server: Central and site administration" },
    HOST_ROW(.when = "enabled=true", .help = "The server's full name, with domain.",
             .source = "PS Connection security: Central Server, FQDN"),
    PORT_ROW(.initial = "8093", .judge = settings_central_judge_port, .when = "enabled=true",
             .help = "Port on which the central server accepts its sites.",
             .source = "MyQ Central Server: Central and site administration"),
    { .key = "secure",
      .label = "Encrypted (HTTPS)",
      .type = FLAG,
      .initial = "true",
      .when = "enabled=true",
      .fail_below = "true",
      .risk = "Users, cards and print jobs of the site cross the network unencrypted. Turn "
              "encryption on.",
      .weight = 3,
      .help = "The switch \"Enable secure connection\" of the site server.",
      .source = "PS Connection security: Central Server" },
    { .key = "password",
      .label = "Site password",
      .type = SECRET,
      .required = true,
      .max = 64,
      .when = "enabled=true",
      .fail_below = "15",
      .advise = "22",
      .risk = "Who guesses it can pose as this site. Ctrl-G makes a strong one; enter it at "
              "the central server, too.",
      .weight = 2,
      .attack = "site",
      .recipe = &common_recipe_24,
      .help = "The \"Password for communication\": the same on both ends, used for nothing else.",
      .source = "PS Connection security: Central Server; NIST SP 800-63B-4" },
    { 0 },
};

const struct section central_section = {
    .key = "central",
    .title = "Central server",
    .help = "The link between a site and its central server.",
    .source = "PS Connection security: Central Server",
    .settings = central_settings,
};

bool central_enabled(const struct config *config)
{
    return record_flag(config_single(config, "central"), "enabled");
}

/* The site password is for the vendor's own protocol and stays here. */
bool central_probe(const struct config *config, const struct record *central, size_t n,
                   struct probe_job *job)
{
    (void)config;
    if (n > 0 || !record_flag(central, "enabled") || !probe_host(job, record_text(central, "host")))
        return false;
    job->port = (unsigned)record_number(central, "port");
    job->security = record_flag(central, "secure") ? PROBE_TLS : PROBE_PLAIN;
    return true;
}
