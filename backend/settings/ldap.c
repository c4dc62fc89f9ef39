#include "backend/settings/common.h"

#include <stdio.h>
#include <string.h>

static const char *const types[] = { "ad", "openldap", "novell", "domino", "google", NULL };
static const char *const type_names[] = { "Active Directory", "OpenLDAP",         "Novell",
                                          "Lotus Domino",     "Google Workspace", NULL };

static const char *const type_meanings[] = {
    "domain controllers of Windows, or of Samba",
    "slapd, and directories that are asked like it",
    "eDirectory",
    "the directory of HCL Domino, once Lotus",
    "Google's secure LDAP",
    NULL,
};

static const struct setting ldap_settings[] = {
    NAME_ROW(.help = "Short name for this directory.", .source = "PS Connection security: LDAP"),
    { .key = "type",
      .label = "Type",
      .type = CHOICE,
      .initial = "ad",
      .choices = types,
      .names = type_names,
      .meanings = type_meanings,
      .help = "Kind of directory.",
      .source = "MyQ Authentication servers settings" },
    HOST_ROW(.help = "Full name, as in its certificate.",
             .source = "PS Connection security: LDAP, FQDN"),
    PORT_ROW(.initial = "636", .help = "636 for TLS, 3269 for the global catalog with TLS.",
             .source = "MyQ Authentication servers settings"),
    SECURITY_ROW(
            .listed = true, .fail_below = "tls",
            .risk = "Use TLS on port 636. Without it users' passwords can be read; STARTTLS can be "
                    "stripped.",
            .help =
                "TLS is encrypted from the start (LDAPS). Windows Server 2025 refuses unencrypted "
                "logins.",
            .source = "PS Connection security: LDAP; RFC 9325 3.2"),
    VALIDATE_ROW(.help =
                     "Connect only if the directory's certificate is trusted and has this name.",
                 .source = "PS Connection security: LDAP; RFC 4513 3.1.3"),
    { .key = "base_dn",
      .label = "Base DN",
      .type = TEXT,
      .check = check_dn,
      .help = "Start of the user search, such as DC=corp,DC=example,DC=com.",
      .source = "RFC 4514; MyQ Authentication servers settings" },
    { .key = "bind_dn",
      .label = "Account",
      .type = TEXT,
      .check = check_account,
      .guessed = true,
      .help = "This server's own read-only account: DN, or in AD user@domain, DOMAIN\\user.",
      .source = "RFC 4513 5.1; RFC 4514; MS-ADTS 5.1.1.1.1" },
    { .key = "bind_password",
      .label = "Password",
      .type = SECRET,
      .fail_below = "15",
      .advise = "22",
      .risk = "Who guesses it can read the whole directory. Ctrl-G makes a strong one.",
      .attack = "ldap",
      .recipe = &common_recipe_24,
      .issued = true,
      .help = "Password of this account. Set the same one in the directory.",
      .source = "NIST SP 800-63B-4" },
    { 0 },
};

static void settings_ldap_judge_ports(const struct config *config, const struct record *ldap,
                                      struct verdict *verdict)
{
    static const struct port_use uses[] = {
        { 636, NULL, "tls", "TLS from the start" },
        { 3269, NULL, "tls", "the global catalog with TLS" },
        { 389, NULL, "starttls", "LDAP that begins unencrypted" },
        { 389, NULL, "none", "LDAP that begins unencrypted" },
        { 3268, NULL, "starttls", "the unencrypted global catalog" },
        { 3268, NULL, "none", "the unencrypted global catalog" },
        { 0 },
    };

    (void)config;
    common_judge_port_use(uses, ldap, "LDAP", FAIL, verdict);
}

/* RFC 4513 5.1.2: a name without a password is not a login, though it looks like one. */
static void judge_bind(const struct config *config, const struct record *ldap,
                       struct verdict *verdict)
{
    (void)config;
    if (!*record_text(ldap, "bind_dn"))
        return;
    verdict->level = PASS;
    if (!record_secret(ldap, "bind_password"))
        common_verdict(
            verdict, WARN, "bind_password", "the password of that account",
            "A login with a name and no password is anonymous; some directories accept it "
            "as if it had been checked. Set the password.");
}

/* Only Active Directory takes another name than a DN (MS-ADTS 5.1.1.1.1). */
static void judge_bind_name(const struct config *config, const struct record *ldap,
                            struct verdict *verdict)
{
    const char *name = record_text(ldap, "bind_dn");

    (void)config;
    if (!*name)
        return;
    verdict->level = PASS;
    if (!dn_is_account(name) && strcmp(record_text(ldap, "type"), "ad") != 0)
        common_verdict(
            verdict, FAIL, "bind_dn", "the DN of the account, such as cn=reader,dc=example",
            "Only Active Directory knows names such as user@domain; this directory refuses "
            "the login.");
}

static const struct rule ldap_rules[] = {
    { .id = "bind-name-not-dn",
      .judge = judge_bind_name,
      .source = "RFC 4513 5.1; MS-ADTS 5.1.1.1.1" },
    { .id = "bind-without-password", .judge = judge_bind, .source = "RFC 4513 5.1.2" },
    { .id = "port-contradicts-security",
      .judge = settings_ldap_judge_ports,
      .source = "MyQ Authentication servers settings" },
    { 0 },
};

const struct section ldap_section = {
    .key = "ldap",
    .title = "Directory (LDAP)",
    .help = "Directories for users and sign-in.",
    .source = "PS Connection security: LDAP",
    .list = true,
    .settings = ldap_settings,
    .rules = ldap_rules,
};

bool ldap_probe(const struct config *config, const struct record *ldap, size_t n,
                struct probe_job *job)
{
    (void)config;
    if (n > 0 || !probe_host(job, record_text(ldap, "host")))
        return false;
    job->port = (unsigned)record_number(ldap, "port");
    job->security = common_security_of(ldap);
    job->skip_validation = !record_flag(ldap, "validate");
    snprintf(job->user, sizeof job->user, "%s", record_text(ldap, "bind_dn"));
    if (job->security != PROBE_PLAIN) /* else it has no way to go */
        probe_secret(job->password, record_secret(ldap, "bind_password"));
    snprintf(job->ldap.type, sizeof job->ldap.type, "%s", record_text(ldap, "type"));
    snprintf(job->ldap.base_dn, sizeof job->ldap.base_dn, "%s", record_text(ldap, "base_dn"));
    return true;
}
