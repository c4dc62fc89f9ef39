#include "backend/base/moment.h"
#include "backend/settings/common.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

const char certificate_mode_path[] = "certificates.mode";

static const char *const modes[] = { "builtin", "intermediate", "manual", NULL };
static const char *const mode_names[] = { "this server's own CA", "our company's CA", "imported",
                                          NULL };
static const char *const mode_meanings[] = {
    "works at once; its root certificate goes to all clients",
    "clients trust it already: you send a request, import the answer",
    "a finished certificate from elsewhere, such as a public CA",
    NULL,
};
static const char *const keys[] = { "rsa-2048", "rsa-3072", "rsa-4096", "p256", "p384", NULL };
static const char *const key_names[] = {
    "RSA 2048", "RSA 3072", "RSA 4096", "P-256", "P-384", NULL
};
static const char *const key_meanings[] = {
    "for devices that take nothing longer; too short after 2030",
    "for devices that know RSA only; slower than P-256",
    "longer and slower; for those whose rules ask for it",
    "short and fast; very old devices do not know it",
    "as P-256; for those whose rules ask for it",
    NULL,
};
static const char *const certificates_profiles[] = { "legacy", "modern", NULL };
static const char *const certificates_profile_names[] = { "old Windows (3DES)", "AES-256", NULL };
static const char *const certificates_profile_meanings[] = {
    "Windows Server 2016 and older read only this; weak",
    "for all that is newer than Windows Server 2016",
    NULL,
};
static const struct recipe certificates_password = { 32, base62 };

/* Apple's limit for any CA is 825 days; 397 is the advice for private ones. */
static void judge_days(const char *text, struct verdict *verdict)
{
    long days = strtol(text, NULL, 10);

    verdict->level = PASS;
    if (days > 825)
        common_verdict(
            verdict, FAIL, NULL, "397",
            "Apple's systems refuse server certificates of more than 825 days, also from a "
            "private CA.");
    else if (days > 397)
        common_verdict(verdict, WARN, NULL, "397",
                       "A stolen key stays useful until its certificate expires. Set fewer days.");
}

/* Targets of `apply` that a certificate is in. */
const char *const certificate_deployed[] = { "nginx", "cups", "linux-trust", NULL };

static bool check_deploy_target(const char *word, const char *rest, struct err *err)
{
    bool front = strcmp(word, "nginx") == 0;

    for (const char *const *name = certificate_deployed; *name; name++) {
        if (strcmp(*name, word) != 0)
            continue;
        if (front)
            return *rest ? check_host_port(rest, err)
                         : fail(err, "needs the print server's address behind it: nginx HOST:PORT");
        return !*rest || fail(err, "%s: takes nothing behind it", word);
    }
    return fail(err, "needs nginx HOST:PORT, cups, linux-trust, or the absolute path of a program");
}

/* "/usr/local/sbin/put --now": a program and its arguments; "nginx 127.0.0.1:8443". */
static bool check_deploy(const char *text, struct err *err)
{
    size_t size = strcspn(text, " ");
    const char *rest = text + size + strspn(text + size, " ");
    char word[256];

    snprintf(word, sizeof word, "%.*s", (int)(size < sizeof word ? size : sizeof word - 1), text);
    return *word == '/' ? check_path(word, err) : check_deploy_target(word, rest, err);
}

static const struct setting certificates_settings[] = {
    { .key = "mode",
      .label = "Signed by",
      .type = CHOICE,
      .initial = "builtin",
      .choices = modes,
      .names = mode_names,
      .meanings = mode_meanings,
      .help = "Who signs: a CA of this server's own, a CA signed by the company's, or somebody "
              "else whose certificate is imported.",
      .source = "PS Connection security: Certificates" },
    { .key = "key_type",
      .label = "Key type",
      .type = CHOICE,
      .initial = "rsa-3072",
      .choices = keys,
      .names = key_names,
      .meanings = key_meanings,
      .help = "Type and size of new keys. Old devices know RSA only: take P-256 or P-384 when all "
              "devices can do it.",
      .source = "RFC 9325 4.5; NIST SP 800-57 part 1" },
    { .key = "server_days",
      .label = "Certificate valid",
      .type = NUMBER,
      .required = true,
      .initial = "397",
      .min = 1,
      .max = 3650,
      .unit = "days",
      .judge = judge_days,
      .help = "Days a server certificate is valid. Fewer days limit the damage of a stolen key.",
      .source = "Apple HT103769; CA/Browser Forum Baseline Requirements 6.3.2" },
    { .key = "ca_days",
      .label = "CA valid",
      .type = NUMBER,
      .required = true,
      .initial = "3650",
      .min = 30,
      .max = 10950,
      .unit = "days",
      .when = "mode!=manual",
      .help = "Days the CA certificate is valid; longer than the server certificate.",
      .source = "RFC 5280 6.1" },
    { .key = "renew_days",
      .label = "Renew before",
      .type = NUMBER,
      .required = true,
      .initial = "30",
      .min = 1,
      .max = 365,
      .unit = "days",
      .help = "Renew this many days before the certificate expires.",
      .source = OURS },
    { .key = "name_constraints",
      .label = "CA may sign for",
      .type = LIST,
      .check = check_domain,
      .when = "mode!=manual",
      .help = "Domains the CA may sign for, such as corp.example.com. A stolen CA key is then "
              "useless elsewhere. Some old devices fail on it: test first.",
      .source = "RFC 5280 4.2.1.10" },
    { .key = "crl_url",
      .label = "CRL address",
      .type = TEXT,
      .max = 255,
      .check = check_web_address,
      .when = "mode!=manual",
      .help = "Web address of the CRL, such as http://pki.corp.example.com/ca-myq.crl. It is "
              "written into new certificates; leave it empty unless the CRL is published there.",
      .source = "RFC 5280 4.2.1.13" },
    { .key = "deploy",
      .label = "Put in force by",
      .type = LIST,
      .check = check_deploy,
      .help = "What every new certificate is handed to: nginx HOST:PORT, cups or linux-trust of "
              "this machine, or a program by its absolute path, with arguments. Empty: nothing.",
      .source = OURS },
    { .key = "pfx_profile",
      .label = "PFX encryption",
      .type = CHOICE,
      .initial = "modern",
      .choices = certificates_profiles,
      .names = certificates_profile_names,
      .meanings = certificates_profile_meanings,
      .advise = "modern",
      .risk = "3DES and SHA-1 protect the key in the PFX far less. Take AES-256 unless Windows is "
              "older than Server 2019.",
      .help = "AES-256, or 3DES for Windows Server 2016 and older, which import nothing else.",
      .source = "RFC 7292; NIST SP 800-131A" },
    { .key = "public_ca",
      .label = "From a public CA",
      .type = FLAG,
      .initial = "false",
      .when = "mode=manual",
      .help = "Yes: the certificate comes from a CA that browsers trust by themselves. Its rules "
              "on names and days then apply.",
      .source = "CA/Browser Forum Baseline Requirements" },
    { .key = "ca_key_password",
      .label = "CA key password",
      .type = SECRET,
      .when = "mode!=manual",
      .fail_below = "22",
      .risk =
          "A copied file can be attacked for as long as it takes. Ctrl-G makes a strong password.",
      .attack = "file",
      .recipe = &certificates_password,
      .generated = true,
      .help = "Protects the private key of the CA. Made here; you never need it.",
      .source = "PS Connection security: Certificates" },
    { .key = "pfx_password",
      .label = "PFX password",
      .type = SECRET,
      .fail_below = "22",
      .risk =
          "A copied file can be attacked for as long as it takes. Ctrl-G makes a strong password.",
      .attack = "file",
      .recipe = &certificates_password,
      .generated = true,
      .help = "Protects server.pfx on its way to the print server. Made here; shown when the file "
              "is exported.",
      .source = "PS Connection security: Certificates" },
    { 0 },
};

static bool has_ca(const struct record *certificates)
{
    return !record_is(certificates, "mode", "manual");
}

static bool is_public(const struct record *certificates)
{
    return !has_ca(certificates) && record_flag(certificates, "public_ca");
}

static void judge_key(const struct config *config, const struct record *certificates,
                      struct verdict *verdict)
{
    (void)config;
    if (!has_ca(certificates))
        return;
    verdict->level = PASS;
    if (record_is(certificates, "key_type", "rsa-2048"))
        common_verdict(verdict, WARN, "key_type", "rsa-3072",
                       "The server's key would be RSA 2048, which NIST accepts until 2030. "
                       "The CA's is RSA 3072 anyway.");
}

/* Below that nobody counts in days: the last third of the validity is what renews. */
enum { SHORT_LIVED = 47 };

static void judge_renewal(const struct config *config, const struct record *certificates,
                          struct verdict *verdict)
{
    (void)config;
    verdict->level = PASS;
    if (record_number(certificates, "renew_days") >= record_number(certificates, "server_days") &&
        record_number(certificates, "server_days") > SHORT_LIVED)
        common_verdict(verdict, WARN, "renew_days", "fewer days than the certificate is valid",
                       "It is renewed in the last third of its validity, and not that early. Set "
                       "fewer days than the certificate is valid.");
}

static void settings_certificates_judge_end(const struct config *config,
                                            const struct record *certificates,
                                            struct verdict *verdict)
{
    (void)config;
    if (!has_ca(certificates))
        return;
    verdict->level = PASS;
    if (record_number(certificates, "ca_days") < record_number(certificates, "server_days"))
        common_verdict(verdict, FAIL, "ca_days", "more days than the server certificate",
                       "The CA certificate must live longer than the server certificate.");
}

long certificate_public_days(time_t issued)
{
    static const struct {
        const char *from;
        long days;
    } limits[] = { { "2029-03-15", 47 }, { "2027-03-15", 100 }, { "2026-03-15", 200 } };
    char day[DAY_SIZE];

    moment_day(issued, day);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        if (strcmp(day, limits[i].from) >= 0)
            return limits[i].days;
    return 398;
}

time_t certificate_margin(long days, time_t whole)
{
    const time_t day = DAY;

    return days * day < whole / 3 ? days * day : whole / 3;
}

static void judge_public_days(const struct config *config, const struct record *certificates,
                              struct verdict *verdict)
{
    long most = certificate_public_days(time(NULL));
    char want[32];

    (void)config;
    if (!is_public(certificates))
        return;
    verdict->level = PASS;
    snprintf(want, sizeof want, "%ld", most);
    if (record_number(certificates, "server_days") > most)
        common_verdict(verdict, FAIL, "server_days", want,
                       "A public CA may sign for at most %ld days today.", most);
}

static void judge_public_names(const struct config *config, const struct record *certificates,
                               struct verdict *verdict)
{
    char item[256];
    const char *at = server_aliases(config), *bad = NULL;

    if (!is_public(certificates))
        return;
    verdict->level = PASS;
    if (*server_fqdn(config) && host_is_internal(server_fqdn(config)))
        bad = server_fqdn(config);
    while (!bad && list_next(&at, item, sizeof item))
        if (host_is_internal(item))
            bad = item;
    if (bad)
        common_verdict(verdict, FAIL, "public_ca", "a name under a domain you own, or a private CA",
                       "A public CA cannot certify the internal name %s.", bad);
}

static bool is_under(const char *host, const char *domain)
{
    size_t length = strlen(host), end = strlen(domain);

    return length >= end && strcasecmp(host + length - end, domain) == 0 &&
           (length == end || host[length - end - 1] == '.');
}

static bool settings_certificates_is_allowed(const char *constraints, const char *host)
{
    char item[256];

    while (list_next(&constraints, item, sizeof item))
        if (is_under(host, *item == '.' ? item + 1 : item))
            return true;
    return false;
}

static void settings_certificates_judge_constraints(const struct config *config,
                                                    const struct record *certificates,
                                                    struct verdict *verdict)
{
    const char *constraints = record_text(certificates, "name_constraints");
    const char *fqdn = server_fqdn(config);

    if (!has_ca(certificates) || !*constraints || !*fqdn)
        return;
    verdict->level = PASS;
    if (!settings_certificates_is_allowed(constraints, fqdn))
        common_verdict(
            verdict, FAIL, "name_constraints", "the domain of the server's full name",
            "The CA may not sign for %s, so clients would refuse the certificate. Add its domain.",
            fqdn);
}

static const struct rule certificates_rules[] = {
    { .id = "weak-authority-key", .judge = judge_key, .source = "NIST SP 800-57 part 1" },
    { .id = "renewal-too-late", .judge = judge_renewal, .source = "RFC 5280 4.1.2.5" },
    { .id = "authority-ends-first",
      .judge = settings_certificates_judge_end,
      .source = "RFC 5280 6.1" },
    { .id = "public-ca-too-long",
      .judge = judge_public_days,
      .source = "CA/Browser Forum Baseline Requirements 6.3.2" },
    { .id = "public-ca-internal-name",
      .judge = judge_public_names,
      .source = "CA/Browser Forum Baseline Requirements 7.1.2.7" },
    { .id = "name-constraint-excludes-server",
      .judge = settings_certificates_judge_constraints,
      .source = "RFC 5280 4.2.1.10" },
    { 0 },
};

const struct section certificates_section = {
    .key = "certificates",
    .title = "Certificates",
    .help = "Who signs the server certificate, how long it is valid, and the keys.",
    .source = "PS Connection security: Certificates",
    .settings = certificates_settings,
    .rules = certificates_rules,
};

struct certificate_settings certificate_settings(const struct config *config)
{
    const struct record *r = config_single(config, "certificates");

    return (struct certificate_settings){
        .mode = record_text(r, "mode"),
        .key_type = record_text(r, "key_type"),
        .server_days = record_number(r, "server_days"),
        .ca_days = record_number(r, "ca_days"),
        .renew_days = record_number(r, "renew_days"),
        .name_constraints = record_text(r, "name_constraints"),
        .crl_url = record_text(r, "crl_url"),
        .deploy = record_text(r, "deploy"),
        .legacy_pfx = record_is(r, "pfx_profile", "legacy"),
        .public_ca = is_public(r),
        .ca_key_password = record_secret(r, "ca_key_password"),
        .pfx_password = record_secret(r, "pfx_password"),
    };
}

const char *certificate_mode_shown(const struct config *config)
{
    return setting_shown(setting_find(&certificates_section, "mode"),
                         certificate_settings(config).mode);
}
