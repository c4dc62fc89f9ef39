#include "backend/settings/common.h"

static const struct setting trust_settings[] = {
    { .key = "system_store",
      .label = "This machine's CAs",
      .type = FLAG,
      .initial = "true",
      .help = "Yes: trust the CAs of this machine and the files below. No: only the files below.",
      .source = "PS Connection security: Certificates" },
    { .key = "ca_files",
      .label = "Company CA files",
      .type = LIST,
      .check = check_path,
      .help = "PEM files with your company's CA certificates, full paths, comma between.",
      .source = "PS Connection security: Certificates; RFC 5280 6.1" },
    { .key = "crl_files",
      .label = "CRL files",
      .type = LIST,
      .check = check_path,
      .help = "PEM files with the CRLs of those CAs. A certificate on one of them is refused.",
      .source = "RFC 5280 6.3" },
    { 0 },
};

static void judge_anchor(const struct config *config, const struct record *trust,
                         struct verdict *verdict)
{
    (void)config;
    verdict->level = PASS;
    if (!record_flag(trust, "system_store") && !*record_text(trust, "ca_files"))
        common_verdict(
            verdict, WARN, "ca_files", "the file of the company's CA",
            "No CA is trusted, so every outgoing TLS connection fails. Turn the system's "
            "CAs on, or add the company's.");
}

static const struct rule trust_rules[] = {
    { .id = "nothing-trusted", .judge = judge_anchor, .source = "RFC 5280 6.1" },
    { 0 },
};

const struct section trust_section = {
    .key = "trust",
    .title = "Trusted CAs",
    .help = "CAs this server trusts on outgoing connections.",
    .source = "PS Connection security: Certificates",
    .settings = trust_settings,
    .rules = trust_rules,
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
