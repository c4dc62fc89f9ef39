#include "backend/settings/common.h"

#include <stdio.h>
#include <string.h>

static const char *const roles[] = { "standalone", "site", "central", NULL };
static const char *const role_names[] = { "single server", "site server", "central server", NULL };
static const char *const role_meanings[] = {
    "one print server, no central server",
    "belongs to a central server, to which it connects by HTTPS",
    "site servers connect to this one",
    NULL,
};

static bool check_folder(const char *text, struct err *err)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    bool drive = strchr(letters, text[0]) && text[1] == ':' && text[2] == '\\';

    if (!drive && strncmp(text, "\\\\", 2) != 0)
        return fail(err, "needs a folder of the Windows server such as D:\\MyQ");
    if (strpbrk(text + (drive ? 2 : 0), "/:*?\"<>|"))
        return fail(err, "holds one of / : * ? \" < > |, which a Windows folder cannot have");
    return true;
}

/* A certificate may hold a short name or an address for a device that knows no better. */
static void server_judge_aliases(const char *text, struct verdict *verdict)
{
    char item[256];

    verdict->level = PASS;
    while (verdict->level == PASS && list_next(&text, item, sizeof item))
        if (host_is_ip(item) || !strchr(item, '.'))
            common_verdict(
                verdict, WARN, NULL, "full names such as print.corp.example.com",
                "\"%s\" is not unique: the certificate would also fit another machine of "
                "that name. Use full names only.",
                item);
}

static const struct setting server_settings[] = {
    { .key = "fqdn",
      .label = "Server name",
      .type = TEXT,
      .required = true,
      .check = check_host,
      .judge = host_judge,
      .guessed = true,
      .weight = 3,
      .help = "The name under which clients and devices reach this server, with its domain: "
              "print01.corp.example.com. The certificate is made for it.",
      .source = "PS Connection security: FQDN; RFC 1123 2.1" },
    { .key = "aliases",
      .label = "Other names",
      .type = LIST,
      .check = check_wildcard,
      .judge = server_judge_aliases,
      .guessed = true,
      .help = "More names for the certificate, separated by commas. Leave it empty unless a device "
              "cannot use the server name.",
      .source = "RFC 9525; CA/Browser Forum Baseline Requirements 7.1.2.7" },
    { .key = "organization",
      .label = "Organization",
      .type = TEXT,
      .max = 64,
      .guessed = true,
      .help = "Name of the organization, as the certificate shows it. At most 64 characters.",
      .source = "RFC 5280 appendix A.1" },
    { .key = "site",
      .label = "Site name",
      .type = TEXT,
      .max = 64,
      .guessed = true,
      .help = "Name of this site, for reports and the central server.",
      .source = "MyQ Central Server: Central and site administration" },
    { .key = "role",
      .label = "Role in MyQ",
      .type = CHOICE,
      .initial = "standalone",
      .choices = roles,
      .names = role_names,
      .meanings = role_meanings,
      .help = "Single server, site of a central server, or central server. In MyQ the step to a "
              "site cannot be undone.",
      .source = "MyQ Central Server: Central and site administration" },
    { .key = "data_folder",
      .label = "MyQ data folder",
      .type = TEXT,
      .required = true,
      .initial = "C:\\ProgramData\\MyQ",
      .check = check_folder,
      .help = "Data folder of MyQ; the certificates are in its folder Cert. MyQ Easy Config shows "
              "it under Settings.",
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
        common_verdict(
            verdict, WARN, "role", "an enabled central server, or the role standalone",
            "A site server needs the link to its central server. Set it under Central server.");
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
            common_verdict(verdict, WARN, "aliases", "each name by itself",
                           "The wildcard %s covers every machine of that domain: one stolen key "
                           "stands for all. List the names.",
                           item);
            return;
        }
}

static const struct rule server_rules[] = {
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
    .help = "The name of this server, and its place among others.",
    .source = "PS Connection security: FQDN",
    .settings = server_settings,
    .rules = server_rules,
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
