#include "backend/settings/common.h"

static const struct setting settings[] = {
    { .key = "system_store",
      .label = "System's trust",
      .type = FLAG,
      .initial = "true",
      .help = "Trust the authorities this machine trusts. Turn it off to trust the files below "
              "alone.",
      .source = "PS Connection security: Certificates" },
    { .key = "ca_files",
      .label = "Authority files",
      .type = LIST,
      .check = check_path,
      .help = "Certificates of the company's authorities, in PEM, for every outgoing TLS "
              "connection. Absolute paths.",
      .source = "PS Connection security: Certificates; RFC 5280 6.1" },
    { .key = "crl_files",
      .label = "Revocation lists",
      .type = LIST,
      .check = check_path,
      .help = "Revocation lists of those authorities, in PEM. A certificate that is on one of them "
              "is refused.",
      .source = "RFC 5280 6.3" },
    { 0 },
};

static void judge_anchor(const struct config *config, const struct record *trust,
                         struct verdict *verdict)
{
    (void)config;
    verdict->level = PASS;
    if (!record_flag(trust, "system_store") && !*record_text(trust, "ca_files"))
        verdict_set(
            verdict, WARN, "ca_files", "the file of the company's authority",
            "Without any authority to trust, no certificate can be validated and every outgoing "
            "TLS connection fails.");
}

static const struct rule rules[] = {
    { .id = "nothing-trusted", .judge = judge_anchor, .source = "RFC 5280 6.1" },
    { 0 },
};

const struct section trust_section = {
    .key = "trust",
    .title = "Trust",
    .help = "Whose certificates are believed on connections that this server opens.",
    .source = "PS Connection security: Certificates",
    .settings = settings,
    .rules = rules,
};

bool trust_system_store(const struct config *config)
{
    return record_flag(config_single(config, "trust"), "system_store");
}

const char *trust_ca_files(const struct config *config)
{
    return record_text(config_single(config, "trust"), "ca_files");
}

const char *trust_crl_files(const struct config *config)
{
    return record_text(config_single(config, "trust"), "crl_files");
}
