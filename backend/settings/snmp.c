#include "backend/settings/common.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const snmp_versions[] = { "v1", "v2c", "v3", NULL };
static const char *const snmp_version_meanings[] = {
    "the community crosses the network unencrypted",
    "as v1: the community crosses the network unencrypted",
    "accounts, signed and encrypted",
    NULL,
};
static const char *const snmp_auths[] = { "none",   "md5",    "sha1",   "sha224",
                                          "sha256", "sha384", "sha512", NULL };
static const char *const snmp_auth_names[] = { "none",    "MD5",     "SHA-1",   "SHA-224",
                                               "SHA-256", "SHA-384", "SHA-512", NULL };
static const char *const snmp_auth_meanings[] = {
    "anybody can answer for the device",
    "broken; only for devices that know nothing else",
    "every device with SNMPv3 has it; SHA-256 is better",
    "SHA-2, of devices that have it",
    "the one to take where the device has it",
    "SHA-2, longer; few devices have it",
    "SHA-2, longest; few devices have it",
    NULL,
};
static const char *const privacies[] = { "none", "des", "aes128", "aes192", "aes256", NULL };
static const char *const privacy_names[] = { "none", "DES", "AES-128", "AES-192", "AES-256", NULL };
static const char *const privacy_meanings[] = {
    "everything is read on the way",
    "broken; only for devices that know nothing else",
    "the standard, in every device with AES",
    "an extension; both ends must have the same one",
    "an extension; both ends must have the same one",
    NULL,
};

static void judge_privacy(const char *text, struct verdict *verdict)
{
    verdict->level = PASS;
    if (strcmp(text, "aes192") == 0 || strcmp(text, "aes256") == 0)
        common_verdict(
            verdict, WARN, NULL, "aes128",
            "AES-192 and AES-256 are not standardised for SNMP; makers differ. Use AES-128.");
}

static void judge_devices(const char *text, struct verdict *verdict)
{
    char item[256];

    verdict->level = PASS;
    while (verdict->level == PASS && list_next(&text, item, sizeof item)) {
        char *colon = strrchr(item, ':');

        if (colon && !host_is_ip(item))
            *colon = '\0';
        host_judge(*item == '[' ? "::" : item, verdict);
        snprintf(verdict->value, sizeof verdict->value, "%.*s", verdict->level == PASS ? 0 : 127,
                 item);
    }
}

static const struct setting snmp_settings[] = {
    NAME_ROW(.help = "Short name for this profile; printers refer to it.",
             .source = "PS Connection security: SNMP"),
    { .key = "version",
      .label = "Version",
      .type = CHOICE,
      .listed = true,
      .initial = "v3",
      .choices = snmp_versions,
      .meanings = snmp_version_meanings,
      .fail_below = "v3",
      .risk = "SNMP v1 and v2c send their password unencrypted. Use v3.",
      .weight = 3,
      .help = "Take v3. Turn v1 and v2c off on the device yourself: they stay on beside it.",
      .source = "PS Connection security: SNMP; RFC 3410" },
    { .key = "community",
      .label = "Community",
      .type = SECRET,
      .required = true,
      .max = 32,
      .when = "version=v1|v2c",
      .fail_below = "16",
      .risk = "At least 16 characters, and not public or private: attackers try those first.",
      .attack = "snmp",
      .recipe = &common_recipe_24,
      .help = "Password of v1 and v2c. Not public or private.",
      .source = "RFC 1157; RFC 1901" },
    { .key = "user",
      .label = "User",
      .type = TEXT,
      .listed = true,
      .required = true,
      .initial = "ps-poll",
      .max = 32,
      .guessed = true,
      .when = "version=v3",
      .help = "Name of the SNMPv3 user on the devices. Remove the one they came with.",
      .source = "RFC 3414 2.1" },
    { .key = "auth",
      .label = "Authentication",
      .type = CHOICE,
      .listed = true,
      .initial = "sha256",
      .choices = snmp_auths,
      .names = snmp_auth_names,
      .meanings = snmp_auth_meanings,
      .when = "version=v3",
      .fail_below = "sha1",
      .advise = "sha256",
      .risk = "MD5 and SHA-1 are outdated. Use SHA-256.",
      .weight = 2,
      .help = "SHA-256; SHA-1 only for devices that cannot do better.",
      .source = "PS Connection security: SNMP; RFC 7860" },
    { .key = "auth_password",
      .label = "Auth password",
      .type = SECRET,
      .required = true,
      .min = 8,
      .max = 32,
      .when = "auth!=none",
      .advise = "15",
      .risk = "It can be guessed from one captured packet, and opens every device with the same "
              "password. Ctrl-G makes a strong one.",
      .weight = 2,
      .attack = "snmp",
      .recipe = &common_recipe_24,
      .help = "8 to 32 characters. Set the same one on the devices.",
      .source = "RFC 3414 11.2" },
    { .key = "privacy",
      .label = "Encryption",
      .type = CHOICE,
      .initial = "aes128",
      .choices = privacies,
      .names = privacy_names,
      .meanings = privacy_meanings,
      .when = "auth!=none",
      .fail_below = "aes128",
      .judge = judge_privacy,
      .risk = "DES is broken; \"none\" encrypts nothing. Use AES-128.",
      .weight = 2,
      .help = "AES-128 works with all makers; AES-192 and AES-256 often do not.",
      .source = "PS Connection security: SNMP; RFC 3826" },
    { .key = "privacy_password",
      .label = "Encryption password",
      .type = SECRET,
      .required = true,
      .min = 8,
      .max = 32,
      .when = "privacy!=none",
      .advise = "15",
      .risk = "It can be guessed from one captured packet, and opens every device with the same "
              "password. Ctrl-G makes a strong one.",
      .weight = 2,
      .attack = "snmp",
      .recipe = &common_recipe_24,
      .help = "8 to 32 characters, different from the authentication password.",
      .source = "RFC 3414 11.2; RFC 3826" },
    { .key = "context",
      .label = "Context",
      .type = TEXT,
      .max = 32,
      .when = "version=v3",
      .help = "Mostly empty.",
      .source = "RFC 3411 3.3.1" },
    { .key = "devices",
      .label = "Test devices",
      .type = LIST,
      .check = check_host_port,
      .judge = judge_devices,
      .help = "Devices on which Test tries this profile; host or host:port, comma between.",
      .source = "RFC 3417 3" },
    { 0 },
};

static void judge_same(const struct config *config, const struct record *snmp,
                       struct verdict *verdict)
{
    const struct secret *auth = record_secret(snmp, "auth_password");
    const struct secret *privacy = record_secret(snmp, "privacy_password");

    (void)config;
    if (!record_is(snmp, "version", "v3") || record_is(snmp, "auth", "none") ||
        record_is(snmp, "privacy", "none") || !auth || !privacy)
        return;
    verdict->level = PASS;
    if (secret_equal(auth, privacy))
        common_verdict(verdict, FAIL, "privacy_password",
                       "a password different from the authentication password",
                       "Authentication and encryption have the same password. Make two.");
}

static const struct rule snmp_rules[] = {
    { .id = "same-auth-privacy-password",
      .judge = judge_same,
      .weight = 2,
      .source = "RFC 3414 11.2" },
    { 0 },
};

const struct section snmp_section = {
    .key = "snmp",
    .title = "SNMP",
    .help = "SNMP profiles for reading device status.",
    .source = "PS Connection security: SNMP",
    .list = true,
    .settings = snmp_settings,
    .rules = snmp_rules,
};

bool snmp_is_v3(const struct record *snmp)
{
    return record_is(snmp, "version", "v3");
}

const char *snmp_devices(const struct record *snmp)
{
    return record_text(snmp, "devices");
}

/* The nth of the list; false: it has fewer. */
static bool device(const char *list, size_t n, char item[], size_t size)
{
    while (list_next(&list, item, size))
        if (n-- == 0)
            return true;
    return false;
}

/* "host", "host:161", "::1" or "[::1]:161", which check_host_port() has let pass. */
static bool settings_snmp_split(char *item, struct probe_job *job)
{
    char *bracket = *item == '[' ? strchr(item, ']') : NULL;
    char *colon = host_is_ip(item) ? NULL : strrchr(bracket ? bracket : item, ':');

    job->port = colon ? (unsigned)strtoul(colon + 1, NULL, 10) : 161;
    if (colon)
        *colon = '\0';
    if (bracket)
        *bracket = '\0';
    return probe_host(job, bracket ? item + 1 : item);
}

static void copy_word(const struct record *snmp, const char *key, char room[], size_t size)
{
    snprintf(room, size, "%s", record_text(snmp, key));
}

static bool user_profile(const struct record *snmp, struct probe_job *job)
{
    bool auth = !record_is(snmp, "auth", "none");
    bool privacy = auth && !record_is(snmp, "privacy", "none");

    if (!*record_text(snmp, "user") || (auth && !record_secret(snmp, "auth_password")) ||
        (privacy && !record_secret(snmp, "privacy_password")))
        return false;
    copy_word(snmp, "user", job->user, sizeof job->user);
    copy_word(snmp, "auth", job->snmp.auth, sizeof job->snmp.auth);
    copy_word(snmp, "context", job->snmp.context, sizeof job->snmp.context);
    copy_word(snmp, "privacy", job->snmp.privacy, sizeof job->snmp.privacy);
    if (auth)
        probe_secret(job->password, record_secret(snmp, "auth_password"));
    if (privacy)
        probe_secret(job->snmp.privacy_password, record_secret(snmp, "privacy_password"));
    return true;
}

static bool profile(const struct record *snmp, struct probe_job *job)
{
    bool complete =
        snmp_is_v3(snmp) ? user_profile(snmp, job) : record_secret(snmp, "community") != NULL;

    if (!complete)
        return false;
    copy_word(snmp, "version", job->snmp.version, sizeof job->snmp.version);
    if (!snmp_is_v3(snmp))
        probe_secret(job->snmp.community, record_secret(snmp, "community"));
    return true;
}

void snmp_profile(const struct config *config, const char *name, struct probe_job *job)
{
    const struct record *snmp = config_table_find(config_table(config, &snmp_section), name);

    if (snmp)
        profile(snmp, job);
}

bool snmp_probe(const struct config *config, const struct record *snmp, size_t n,
                struct probe_job *job)
{
    char item[256];

    (void)config;
    job->seconds = 20; /* a wrong password costs several silences */
    return device(record_text(snmp, "devices"), n, item, sizeof item) &&
           settings_snmp_split(item, job) && profile(snmp, job);
}
