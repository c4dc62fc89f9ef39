#include "backend/settings/common.h"

#include <string.h>

static const char *const versions[] = { "1.0", "1.1", "1.2", "1.3", NULL };
static const char *const version_names[] = { "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3", NULL };
static const char *const profiles[] = { "intermediate", "modern", NULL };

static const struct setting settings[] = {
    { .key = "min_version",
      .label = "Oldest version",
      .type = CHOICE,
      .initial = "1.2",
      .choices = versions,
      .names = version_names,
      .fail_below = "1.2",
      .advise = "1.2",
      .risk = "TLS before 1.2 can be downgraded and decrypted.",
      .weight = 3,
      .help = "Clients and devices that cannot speak at least this version are refused. Before "
              "you choose TLS 1.3, make sure every device can.",
      .source = "PS Connection security: Minimum TLS version; RFC 8996; RFC 9325 3.1.1" },
    { .key = "profile",
      .label = "Cipher suites",
      .type = CHOICE,
      .initial = "intermediate",
      .choices = profiles,
      .help = "Intermediate serves TLS 1.2 with authenticated encryption and forward secrecy, and "
              "TLS 1.3. Modern is TLS 1.3 alone.",
      .source = "Mozilla Server Side TLS 6.0; RFC 9325 4.2" },
    { .key = "https_port",
      .label = "HTTPS port",
      .type = NUMBER,
      .required = true,
      .initial = "8090",
      .min = 1,
      .max = 65535,
      .help = "Where the web interface, embedded terminals and other servers connect.",
      .source = "MyQ Network communication architecture" },
    { .key = "http_enabled",
      .label = "Plain HTTP",
      .type = FLAG,
      .initial = "false",
      .fail_below = "false",
      .risk = "Passwords and print jobs cross the network in clear.",
      .weight = 3,
      .help = "Whether the web interface also answers without encryption. Nothing needs it once "
              "HTTPS works.",
      .source = "PS Connection security: HTTPS" },
    { .key = "http_port",
      .label = "HTTP port",
      .type = NUMBER,
      .required = true,
      .initial = "8080",
      .min = 1,
      .max = 65535,
      .when = "http_enabled=true",
      .help = "Where plain HTTP answers while it is enabled.",
      .source = "MyQ Network communication architecture" },
    { .key = "hsts",
      .label = "HSTS",
      .type = FLAG,
      .initial = "true",
      .advise = "true",
      .risk = "Without it a browser can be led to plain HTTP before it ever sees HTTPS.",
      .help = "Tells browsers to use nothing but HTTPS for this server from now on.",
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
        verdict_set(
            verdict, WARN, "https_port", "8090",
            "Port %ld is known for plain HTTP, so people and firewalls would take it for that.",
            https);
    if (clear && (http == 8090 || http == 443))
        verdict_set(
            verdict, WARN, "http_port", "8080",
            "Port %ld is known for HTTPS, so people and firewalls would take it for encrypted.",
            http);
    if (clear && http == https)
        verdict_set(
            verdict, FAIL, "http_port", "8080",
            "HTTP and HTTPS cannot both answer on port %ld, so one of them would not start.", http);
}

static void settings_tls_judge_profile(const struct config *config, const struct record *tls,
                                       struct verdict *verdict)
{
    (void)config;
    verdict->level = PASS;
    if (record_is(tls, "profile", "modern") && !record_is(tls, "min_version", "1.3"))
        verdict_set(
            verdict, WARN, "min_version", "1.3",
            "The modern profile has no cipher suite for a version below TLS 1.3, so such clients "
            "are refused anyway.");
}

static const struct rule rules[] = {
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
    .help = "How the web interface and everything behind it may be reached.",
    .source = "PS Connection security: HTTPS, Minimum TLS version",
    .settings = settings,
    .rules = rules,
};

static enum probe_version settings_tls_version(const char *text)
{
    static const enum probe_version numbers[] = { TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3 };

    for (size_t i = 0; versions[i]; i++)
        if (strcmp(versions[i], text) == 0)
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

struct tls_plan tls_plan(const struct config *config)
{
    const struct record *r = config_single(config, "tls");

    return (struct tls_plan){
        .min_version = record_text(r, "min_version"),
        .modern = record_is(r, "profile", "modern"),
        .hsts = record_flag(r, "hsts"),
        .https_port = record_number(r, "https_port"),
    };
}
