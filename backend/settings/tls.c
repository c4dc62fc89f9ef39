#include "backend/settings/common.h"

#include <string.h>

static const char *const tls_versions[] = { "1.0", "1.1", "1.2", "1.3", NULL };
static const char *const version_names[] = { "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3", NULL };
static const char *const tls_version_meanings[] = {
    "can be broken",
    "can be broken",
    "what most devices speak",
    "only if every client and device speaks it",
    NULL,
};
static const char *const tls_profiles[] = { "intermediate", "modern", NULL };
static const char *const tls_profile_names[] = { "TLS 1.2 and 1.3", "TLS 1.3 only", NULL };

static const char *const tls_profile_meanings[] = {
    "what most devices have; nothing weak",
    "leaves out what does not speak TLS 1.3",
    NULL,
};

static const struct setting tls_rows[] = {
    { .key = "min_version",
      .label = "Oldest TLS version",
      .type = CHOICE,
      .initial = "1.2",
      .choices = tls_versions,
      .names = version_names,
      .meanings = tls_version_meanings,
      .fail_below = "1.2",
      .advise = "1.2",
      .risk = "TLS 1.0 and 1.1 can be broken. Set TLS 1.2.",
      .weight = 3,
      .help = "Clients and devices that cannot speak this version are refused. Take TLS 1.3 only "
              "if every device can.",
      .source = "PS Connection security: Minimum TLS version; RFC 8996; RFC 9325 3.1.1" },
    { .key = "profile",
      .label = "Ciphers",
      .type = CHOICE,
      .initial = "intermediate",
      .choices = tls_profiles,
      .names = tls_profile_names,
      .meanings = tls_profile_meanings,
      .help =
          "TLS 1.2 with authenticated encryption and forward secrecy and TLS 1.3; or TLS 1.3 only.",
      .source = "Mozilla Server Side TLS 6.0; RFC 9325 4.2" },
    { .key = "https_port",
      .label = "HTTPS port",
      .type = NUMBER,
      .required = true,
      .initial = "8090",
      .min = 1,
      .max = 65535,
      .help = "Port of the web interface, embedded terminals and other servers.",
      .source = "MyQ Network communication architecture" },
    { .key = "http_enabled",
      .label = "Unencrypted HTTP",
      .type = FLAG,
      .initial = "false",
      .fail_below = "false",
      .risk =
          "Unencrypted HTTP shows passwords and print jobs to anybody on the network. Turn it off.",
      .weight = 3,
      .help = "Yes: the web interface also answers unencrypted. Nothing needs it once HTTPS works.",
      .source = "PS Connection security: HTTPS" },
    { .key = "http_port",
      .label = "HTTP port",
      .type = NUMBER,
      .required = true,
      .initial = "8080",
      .min = 1,
      .max = 65535,
      .when = "http_enabled=true",
      .help = "Port for unencrypted HTTP.",
      .source = "MyQ Network communication architecture" },
    { .key = "hsts",
      .label = "HTTPS only (HSTS)",
      .type = FLAG,
      .initial = "true",
      .advise = "true",
      .risk = "Without it a browser can be sent to unencrypted HTTP first. Turn it on.",
      .help = "Browsers that were here once use only HTTPS from then on.",
      .source = "RFC 6797; RFC 9325 3.2" },
    { 0 },
};

static void settings_tls_judge_ports(const struct config *config, const struct record *tls,
                                     struct verdict *verdict)
{
    long https = record_number(tls, "https_port"), http = record_number(tls, "http_port");
    bool clear = record_flag(tls, "http_enabled");

    (void)config;
    verdict->level = PASS;
    if (https == 8080 || https == 80)
        common_verdict(verdict, WARN, "https_port", "8090",
                       "Port %ld is known for unencrypted HTTP. Use 8090.", https);
    if (clear && (http == 8090 || http == 443))
        common_verdict(verdict, WARN, "http_port", "8080",
                       "Port %ld is known for HTTPS. Use another one for unencrypted HTTP.", http);
    if (clear && http == https)
        common_verdict(verdict, FAIL, "http_port", "8080",
                       "HTTP and HTTPS cannot both use port %ld. Change one of them.", http);
}

static void settings_tls_judge_profile(const struct config *config, const struct record *tls,
                                       struct verdict *verdict)
{
    (void)config;
    verdict->level = PASS;
    if (record_is(tls, "profile", "modern") && !record_is(tls, "min_version", "1.3"))
        common_verdict(
            verdict, WARN, "min_version", "1.3",
            "\"TLS 1.3 only\" has no cipher for older versions. Set the oldest TLS version "
            "to 1.3.");
}

static const struct rule tls_rules[] = {
    { .id = "port-contradicts-security",
      .judge = settings_tls_judge_ports,
      .source = "MyQ Network communication architecture" },
    { .id = "profile-contradicts-version",
      .judge = settings_tls_judge_profile,
      .source = "Mozilla Server Side TLS 6.0" },
    { 0 },
};

const struct section tls_section = {
    .key = "tls",
    .title = "TLS and HTTP",
    .help = "How clients reach the web interface and everything behind it.",
    .source = "PS Connection security: HTTPS, Minimum TLS version",
    .settings = tls_rows,
    .rules = tls_rules,
};

static enum probe_version settings_tls_version(const char *text)
{
    static const enum probe_version numbers[] = { TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3 };

    for (size_t i = 0; tls_versions[i]; i++)
        if (strcmp(tls_versions[i], text) == 0)
            return numbers[i];
    return TLS_1_2;
}

enum probe_version tls_oldest(const struct config *config)
{
    return settings_tls_version(record_text(config_single(config, "tls"), "min_version"));
}

bool tls_own(const struct config *config, struct probe_job *job)
{
    job->port = (unsigned)record_number(config_single(config, "tls"), "https_port");
    job->security = PROBE_TLS;
    job->own = true;
    job->min_version = tls_oldest(config);
    return probe_host(job, server_fqdn(config));
}

bool tls_probe(const struct config *config, const struct record *tls, size_t n,
               struct probe_job *job)
{
    if (n > 0 || !tls_own(config, job))
        return false;
    job->tls.clear = record_flag(tls, "http_enabled");
    job->tls.clear_port = (unsigned)record_number(tls, "http_port");
    job->tls.hsts = record_flag(tls, "hsts");
    if (record_is(tls, "profile", "modern"))
        job->min_version = TLS_1_3;
    return true;
}

struct tls_settings tls_settings(const struct config *config)
{
    const struct record *r = config_single(config, "tls");

    return (struct tls_settings){
        .min_version = record_text(r, "min_version"),
        .modern = record_is(r, "profile", "modern"),
        .hsts = record_flag(r, "hsts"),
        .https_port = record_number(r, "https_port"),
    };
}
