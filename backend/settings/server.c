#include "backend/settings/common.h"

#include <stdio.h>
#include <string.h>

static const char *const roles[] = { "standalone", "site", "central", NULL };
static const char *const role_names[] = { "standalone", "site server", "central server", NULL };

static bool check_folder(const char *text, struct err *err)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    bool drive = strchr(letters, text[0]) && text[1] == ':' && text[2] == '\\';

    if (!drive && strncmp(text, "\\\\", 2) != 0)
        return fail(err, "needs a folder of the Windows server such as D:\\MyQ");
    if (strpbrk(text + (drive ? 2 : 0), "/:*?\"<>|"))
        return fail(err, "holds one of / : * ? \" < > |, which no Windows folder may");
    return true;
}

/* A certificate may hold a short name or an address for a device that knows no better. */
static void server_judge_aliases(const char *text, struct verdict *verdict)
{
    char item[256];

    verdict->level = PASS;
    while (verdict->level == PASS && list_next(&text, item, sizeof item))
        if (host_is_ip(item) || !strchr(item, '.'))
            verdict_set(
                verdict, WARN, NULL, "full names such as print.corp.example.com",
                "%s means another machine in another network, and there the certificate is good "
                "for it, too.",
                item);
}

static const struct setting settings[] = {
    { .key = "fqdn",
      .label = "Full name",
      .type = TEXT,
      .required = true,
      .check = check_host,
      .judge = judge_host,
      .guessed = true,
      .weight = 3,
      .help = "The fully qualified name that clients and devices use to reach this print server. "
              "It is what the certificate is made for.",
      .source = "PS Connection security: FQDN; RFC 1123 2.1" },
    { .key = "aliases",
      .label = "Other names",
      .type = LIST,
      .check = check_wildcard,
      .judge = server_judge_aliases,
      .guessed = true,
      .help = "Further names or addresses in the certificate, for devices that cannot use the full "
              "name. Leave it empty if all can.",
      .source = "RFC 9525; CA/Browser Forum Baseline Requirements 7.1.2.7" },
    { .key = "organization",
      .label = "Organization",
      .type = TEXT,
      .max = 64,
      .guessed = true,
      .help = "The organization's name as the certificate shows it. At most 64 characters.",
      .source = "RFC 5280 appendix A.1" },
    { .key = "site",
      .label = "Site",
      .type = TEXT,
      .max = 64,
      .guessed = true,
      .help = "What this place is called in reports and at the central server.",
      .source = "MyQ Central Server: Central and site administration" },
    { .key = "role",
      .label = "Role",
      .type = CHOICE,
      .initial = "standalone",
      .choices = roles,
      .names = role_names,
      .help = "Whether this server stands alone, belongs to a central server, or is one. In MyQ a "
              "server that became a site cannot be turned back.",
      .source = "MyQ Central Server: Central and site administration" },
    { .key = "data_folder",
      .label = "Data folder",
      .type = TEXT,
      .required = true,
      .initial = "C:\\ProgramData\\MyQ",
      .check = check_folder,
      .help = "Where the print server keeps its data; its folder Cert holds the certificates. Easy "
              "Config shows where it is.",
      .source = "PS Connection security: Certificates" },
    { 0 },
};

static void judge_role(const struct config *config, const struct record *server,
                       struct verdict *verdict)
{
    if (!record_is(server, "role", "site"))
        return;
    verdict->level = PASS;
    if (!central_enabled(config))
        verdict_set(verdict, WARN, "role", "an enabled central server, or the role standalone",
                    "A site server without a link to its central server is only half set up.");
}

static void judge_wildcard(const struct config *config, const struct record *server,
                           struct verdict *verdict)
{
    char item[256];
    const char *at = record_text(server, "aliases");

    (void)config;
    if (*at)
        verdict->level = PASS;
    while (list_next(&at, item, sizeof item))
        if (*item == '*') {
            verdict_set(verdict, WARN, "aliases", "each name by itself",
                        "The wildcard %s certifies every machine of that domain, so one stolen key "
                        "stands for all of them.",
                        item);
            return;
        }
}

static const struct rule rules[] = {
    { .id = "site-role-without-central",
      .judge = judge_role,
      .source = "MyQ Central Server: Central and site administration" },
    { .id = "wildcard-alias",
      .judge = judge_wildcard,
      .source = "MyQ Connection security: no wildcard certificates" },
    { 0 },
};

const struct section server_section = {
    .key = "server",
    .title = "Server",
    .help = "What this print server is called, and its place among others.",
    .source = "PS Connection security: FQDN",
    .settings = settings,
    .rules = rules,
};

const char *server_fqdn(const struct config *config)
{
    return record_text(config_single(config, "server"), "fqdn");
}

const char *server_aliases(const struct config *config)
{
    return record_text(config_single(config, "server"), "aliases");
}

const char *server_organization(const struct config *config)
{
    return record_text(config_single(config, "server"), "organization");
}

const char *server_role(const struct config *config)
{
    return record_text(config_single(config, "server"), "role");
}

bool server_probe(const struct config *config, const struct record *server, size_t n,
                  struct probe_job *job)
{
    (void)config;
    snprintf(job->names.aliases, sizeof job->names.aliases, "%s", record_text(server, "aliases"));
    return n == 0 && probe_host(job, record_text(server, "fqdn"));
}
