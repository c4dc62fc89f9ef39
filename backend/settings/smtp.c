#include "backend/settings/common.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *const smtp_auths[] = { "none", "password", "oauth", NULL };
static const char *const smtp_auth_names[] = { "nothing", "user and password", "OAuth", NULL };
static const char *const smtp_auth_meanings[] = {
    "a mail server that knows this one by its address",
    "an account of its own at the mail server",
    "what Microsoft 365 asks for; set up in the product",
    NULL,
};

static const struct setting smtp_settings[] = {
    { .key = "enabled",
      .label = "Send mail",
      .type = FLAG,
      .initial = "false",
      .help = "Yes: this server sends mail (scans, reports, notices).",
      .source = "PS Connection security: SMTP" },
    HOST_ROW(.when = "enabled=true", .help = "Full name, as in its certificate.",
             .source = "PS Connection security: SMTP, FQDN"),
    PORT_ROW(.initial = "465", .when = "enabled=true", .help = "465 for TLS, 587 for STARTTLS.",
             .source = "RFC 8314 3.3"),
    SECURITY_ROW(
            .when = "enabled=true", .fail_below = "starttls", .advise = "tls",
            .risk = "Without TLS scans and password can be read on the network; STARTTLS can be "
                    "stripped. Use TLS.",
            .help =
                "TLS is encrypted from the start. STARTTLS begins unencrypted and can be stripped.",
            .source = "PS Connection security: SMTP; RFC 8314 3; RFC 9325 3.2"),
    VALIDATE_ROW(.help = "Connect only if the server's certificate is trusted and has this name.",
                 .source =
                     "MyQ Connection security: SMTP with certificate validation; RFC 8314 4.4"),
    { .key = "auth",
      .label = "Sign in with",
      .type = CHOICE,
      .initial = "password",
      .choices = smtp_auths,
      .names = smtp_auth_names,
      .meanings = smtp_auth_meanings,
      .when = "enabled=true",
      .help = "How this server signs in at the mail server.",
      .source = "RFC 4954; RFC 7628" },
    { .key = "user",
      .label = "User",
      .type = TEXT,
      .required = true,
      .guessed = true,
      .when = "auth!=none",
      .help = "Mail account of this server alone.",
      .source = "RFC 4954" },
    { .key = "password",
      .label = "Password",
      .type = SECRET,
      .required = true,
      .when = "auth=password",
      .fail_below = "8",
      .advise = "15",
      .risk = "Who guesses it can send and read mail as this server. Ctrl-G makes a strong one.",
      .attack = "mail",
      .recipe = &common_recipe_24,
      .issued = true,
      .help = "Password of the mail account. Set the same one at the mail server.",
      .source = "NIST SP 800-63B-4" },
    { 0 },
};

static void settings_smtp_judge_ports(const struct config *config, const struct record *smtp,
                                      struct verdict *verdict)
{
    static const struct port_use uses[] = {
        { 465, NULL, "tls", "TLS from the start" },
        { 587, NULL, "starttls", "STARTTLS" },
        { 25, NULL, "none", "mail between mail servers" },
        { 0 },
    };

    (void)config;
    if (record_flag(smtp, "enabled"))
        common_judge_port_use(uses, smtp, "SMTP", WARN, verdict);
}

static void judge_office365(const struct config *config, const struct record *smtp,
                            struct verdict *verdict)
{
    (void)config;
    if (!record_flag(smtp, "enabled") ||
        strcasecmp(record_text(smtp, "host"), "smtp.office365.com") != 0)
        return;
    verdict->level = PASS;
    if (record_is(smtp, "auth", "password"))
        common_verdict(
            verdict, WARN, "auth", "oauth",
            "Exchange Online turns password login for SMTP off by default at the end of December "
            "2026 and will name the day of its final removal in the second half of 2027.");
}

static const struct rule smtp_rules[] = {
    { .id = "port-contradicts-security",
      .judge = settings_smtp_judge_ports,
      .source = "RFC 8314 3.3" },
    { .id = "office365-password",
      .judge = judge_office365,
      .source = "Microsoft: Exchange Online SMTP AUTH deprecation" },
    { 0 },
};

const struct section smtp_section = {
    .key = "smtp",
    .title = "Outgoing mail",
    .help = "How this server hands mail to your mail server.",
    .source = "PS Connection security: SMTP",
    .settings = smtp_settings,
    .rules = smtp_rules,
};

bool smtp_probe(const struct config *config, const struct record *smtp, size_t n,
                struct probe_job *job)
{
    const char *auth = record_text(smtp, "auth");
    bool login = strcmp(auth, "none") != 0;

    (void)config;
    if (n > 0 || !record_flag(smtp, "enabled") || !probe_host(job, record_text(smtp, "host")))
        return false;
    job->port = (unsigned)record_number(smtp, "port");
    job->security = common_security_of(smtp);
    job->skip_validation = !record_flag(smtp, "validate");
    snprintf(job->mail.auth, sizeof job->mail.auth, "%s", auth);
    if (login)
        snprintf(job->user, sizeof job->user, "%s", record_text(smtp, "user"));
    if (job->security != PROBE_PLAIN && strcmp(auth, "password") == 0)
        probe_secret(job->password, record_secret(smtp, "password"));
    return true;
}
