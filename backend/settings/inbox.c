#include "backend/settings/common.h"

#include <stdio.h>

static const char *const inbox_protocols[] = { "pop3", "imap", NULL };
static const char *const inbox_protocol_names[] = { "POP3", "IMAP", NULL };
static const char *const inbox_protocol_meanings[] = {
    "fetches and deletes; the guide does without it",
    "mail stays at the server until it is printed",
    NULL,
};

static const struct setting inbox_settings[] = {
    { .key = "enabled",
      .label = "Fetch mail",
      .type = FLAG,
      .initial = "false",
      .help = "Yes: this server fetches mail from a mailbox and prints it.",
      .source = "PS Connection security: IMAP" },
    { .key = "protocol",
      .label = "Protocol",
      .type = CHOICE,
      .initial = "imap",
      .choices = inbox_protocols,
      .names = inbox_protocol_names,
      .meanings = inbox_protocol_meanings,
      .when = "enabled=true",
      .fail_below = "imap",
      .risk = "POP3 is to be avoided. Use IMAP with TLS.",
      .help = "Take IMAP; POP3 only if the mail server has nothing else (it counts as a problem).",
      .source = "PS Connection security: IMAP" },
    HOST_ROW(.when = "enabled=true", .help = "Full name, as in its certificate.",
             .source = "PS Connection security: IMAP, FQDN"),
    PORT_ROW(.initial = "993", .when = "enabled=true",
             .help = "993 for IMAP with TLS, 143 for IMAP with STARTTLS.",
             .source = "RFC 8314 3.2"),
    SECURITY_ROW(
            .when = "enabled=true", .fail_below = "starttls", .advise = "tls",
            .risk = "Without TLS mail and password can be read on the network; STARTTLS can be "
                    "stripped. "
                    "Use TLS.",
            .help =
                "TLS is encrypted from the start. STARTTLS begins unencrypted and can be stripped.",
            .source = "PS Connection security: IMAP; RFC 8314 3"),
    VALIDATE_ROW(.help = "Connect only if the server's certificate is trusted and has this name.",
                 .source = "RFC 8314 4.4"),
    { .key = "user",
      .label = "User",
      .type = TEXT,
      .required = true,
      .guessed = true,
      .when = "enabled=true",
      .help = "Mailbox account of this server alone.",
      .source = "RFC 9051 6.2" },
    { .key = "password",
      .label = "Password",
      .type = SECRET,
      .required = true,
      .when = "enabled=true",
      .fail_below = "8",
      .advise = "15",
      .risk = "Who guesses it can read the mailbox and print in its name. Ctrl-G makes a "
              "strong one.",
      .attack = "mail",
      .recipe = &common_recipe_24,
      .issued = true,
      .help = "Password of the mailbox. Set the same one at the mail server.",
      .source = "NIST SP 800-63B-4" },
    { 0 },
};

static void inbox_judge_ports(const struct config *config, const struct record *inbox,
                              struct verdict *verdict)
{
    static const struct port_use uses[] = {
        { 993, "imap", "tls", "IMAP with TLS" },
        { 143, "imap", "starttls", "IMAP with STARTTLS" },
        { 143, "imap", "none", "unencrypted IMAP" },
        { 995, "pop3", "tls", "POP3 with TLS" },
        { 110, "pop3", "starttls", "POP3 with STARTTLS" },
        { 110, "pop3", "none", "unencrypted POP3" },
        { 0 },
    };

    (void)config;
    if (record_flag(inbox, "enabled"))
        common_judge_port_use(uses, inbox, record_text(inbox, "protocol"), WARN, verdict);
}

static const struct rule inbox_rules[] = {
    { .id = "port-contradicts-security", .judge = inbox_judge_ports, .source = "RFC 8314 3.2" },
    { 0 },
};

const struct section inbox_section = {
    .key = "inbox",
    .title = "Incoming mail",
    .help = "The mailbox from which this server fetches mail to print.",
    .source = "PS Connection security: IMAP",
    .settings = inbox_settings,
    .rules = inbox_rules,
};

bool inbox_probe(const struct config *config, const struct record *inbox, size_t n,
                 struct probe_job *job)
{
    (void)config;
    if (n > 0 || !record_flag(inbox, "enabled") || !probe_host(job, record_text(inbox, "host")))
        return false;
    job->port = (unsigned)record_number(inbox, "port");
    job->security = common_security_of(inbox);
    job->skip_validation = !record_flag(inbox, "validate");
    snprintf(job->mail.protocol, sizeof job->mail.protocol, "%s", record_text(inbox, "protocol"));
    snprintf(job->mail.auth, sizeof job->mail.auth, "password");
    snprintf(job->user, sizeof job->user, "%s", record_text(inbox, "user"));
    if (job->security != PROBE_PLAIN) /* else it has no way to go */
        probe_secret(job->password, record_secret(inbox, "password"));
    return true;
}
