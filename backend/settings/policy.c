#include "backend/settings/common.h"

static const struct setting policy_settings[] = {
    { .key = "password_length",
      .label = "Typed passwords",
      .type = NUMBER,
      .required = true,
      .initial = "15",
      .min = 8,
      .max = 64,
      .unit = "characters",
      .advise = "15",
      .risk = "A password that is the only proof needs 15 characters to withstand guessing. Set 15 "
              "or more.",
      .help = "Shortest password that may be typed.",
      .source = "NIST SP 800-63B-4" },
    { .key = "machine_secret_length",
      .label = "Machine secrets",
      .type = NUMBER,
      .required = true,
      .initial = "22",
      .min = 16,
      .max = 64,
      .unit = "characters",
      .advise = "22",
      .risk = "Secrets between machines are attacked offline; 22 random characters are as strong "
              "as AES-128. Set 22 or more.",
      .help = "Shortest secret between machines, which nobody has to remember.",
      .source = "NIST SP 800-131A" },
    { .key = "secret_warn_days",
      .label = "Remind after",
      .type = NUMBER,
      .required = true,
      .initial = "180",
      .min = 1,
      .max = 3650,
      .unit = "days",
      .help = "Remind after this many days (REST secrets).",
      .source = "PS Connection security: REST API; the number is ours, RFC 9700 sets none" },
    { .key = "secret_fail_days",
      .label = "Too old after",
      .type = NUMBER,
      .required = true,
      .initial = "365",
      .min = 1,
      .max = 3650,
      .unit = "days",
      .help = "Report a problem after this many days (REST secrets).",
      .source = "PS Connection security: REST API; the number is ours, RFC 9700 sets none" },
    { .key = "expiry_warn_days",
      .label = "Warn before expiry",
      .type = NUMBER,
      .required = true,
      .initial = "30",
      .min = 1,
      .max = 365,
      .unit = "days",
      .help = "Warn this many days before a certificate expires.",
      .source = "PS Connection security: Certificates; the number is ours" },
    { .key = "expiry_fail_days",
      .label = "Problem from",
      .type = NUMBER,
      .required = true,
      .initial = "7",
      .min = 0,
      .max = 365,
      .unit = "days",
      .help = "Report a problem this many days before a certificate expires.",
      .source = "PS Connection security: Certificates; the number is ours" },
    { .key = "keep",
      .label = "Versions kept",
      .type = NUMBER,
      .required = true,
      .initial = "20",
      .min = 1,
      .max = 1000,
      .help = "Saved versions that are kept to go back to.",
      .source = OURS },
    { .key = "idle_minutes",
      .label = "Lock after",
      .type = NUMBER,
      .required = true,
      .initial = "15",
      .min = 1,
      .max = 240,
      .unit = "minutes",
      .help = "The wizard keeps a draft and locks after this many minutes without a key.",
      .source = "NIST SP 800-63B-4" },
    { 0 },
};

static void policy_judge_order(const struct config *config, const struct record *policy,
                               struct verdict *verdict)
{
    (void)config;
    verdict->level = PASS;
    if (record_number(policy, "secret_warn_days") >= record_number(policy, "secret_fail_days"))
        common_verdict(verdict, WARN, "secret_warn_days", "fewer days than the limit",
                       "The reminder must come before the limit.");
    if (record_number(policy, "expiry_warn_days") <= record_number(policy, "expiry_fail_days"))
        common_verdict(verdict, WARN, "expiry_warn_days", "more days than the limit",
                       "The warning must come before the limit.");
}

static const struct rule policy_rules[] = {
    { .id = "policy-never-warns", .judge = policy_judge_order, .source = OURS },
    { 0 },
};

const struct section policy_section = {
    .key = "policy",
    .title = "Rules",
    .help = "Limits for the audit, and settings of this program.",
    .source = OURS,
    .settings = policy_settings,
    .rules = policy_rules,
};

struct policy policy(const struct config *config)
{
    const struct record *r = config_single(config, "policy");

    return (struct policy){
        .password_length = record_number(r, "password_length"),
        .machine_secret_length = record_number(r, "machine_secret_length"),
        .secret_warn_days = record_number(r, "secret_warn_days"),
        .secret_fail_days = record_number(r, "secret_fail_days"),
        .expiry_warn_days = record_number(r, "expiry_warn_days"),
        .expiry_fail_days = record_number(r, "expiry_fail_days"),
        .keep = record_number(r, "keep"),
        .idle_minutes = record_number(r, "idle_minutes"),
    };
}
