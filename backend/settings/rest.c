#include "backend/settings/common.h"

#include <stdio.h>
#include <string.h>

static const char *const grants[] = { "password", "login_info", "authorization_code",
                                      "client_credentials", NULL };
static const char *const grant_names[] = { "password", "card, PIN or login data",
                                           "authorization code", "client credentials", NULL };
static const char *const grant_meanings[] = {
    "the application sees people's passwords; avoid it",
    "for terminals where people show a card or type a PIN",
    "people sign in at this server, not in the application",
    "the application acts for itself, no person signs in",
    NULL,
};
static const struct recipe rest_secret = { 40, base62 };

/* Of the vendor's list for print servers; those that reach beyond the application itself. */
static const struct known scopes[] = {
    { "cert.manage", true },    { "cert.read", false }, { "credit", true },
    { "impersonate", true },    { "jobs", false },      { "jobs.process", false },
    { "offline.access", true }, { "print", false },     { "print.services", false },
    { "printers", false },      { "queues", false },    { "reports", false },
    { "scan", false },          { "terminal", true },   { "terminal.read", false },
    { "user.session", false },  { "users", true },      { NULL, false },
};
enum { SCOPES = sizeof scopes / sizeof *scopes - 1 };

static const struct setting rest_settings[] = {
    NAME_ROW(.help = "Short name for the application.",
             .source = "PS Connection security: REST API"),
    { .key = "client_id",
      .label = "Client ID",
      .type = TEXT,
      .required = true,
      .check = check_guid,
      .help = "Client ID that MyQ shows under Settings, Connections.",
      .source = "MyQ REST API basic guide" },
    { .key = "secret",
      .label = "Secret",
      .type = SECRET,
      .required = true,
      .fail_below = "16",
      .advise = "22",
      .risk = "Who guesses it has every right of the application. Ctrl-G makes a strong one.",
      .weight = 2,
      .attack = "rest",
      .recipe = &rest_secret,
      .rollover = true,
      .help =
          "Shared with the application. Replace it regularly, and when staff or supplier change.",
      .source = "PS Connection security: REST API; RFC 9700" },
    { .key = "grant",
      .label = "Sign-in method",
      .type = CHOICE,
      .listed = true,
      .initial = "client_credentials",
      .choices = grants,
      .names = grant_names,
      .meanings = grant_meanings,
      .fail_below = "authorization_code",
      .risk = "With this sign-in the application sees users' passwords. Use client credentials or "
              "authorization code.",
      .weight = 2,
      .help = "Client credentials: the application acts for itself. Authorization code: a user "
              "signs in at the server.",
      .source = "RFC 9700 2.4" },
    { .key = "scopes",
      .label = "Scopes",
      .type = LIST,
      .known = scopes,
      .check = check_scope,
      .help = "What the application may do. Only what it needs.",
      .source = "MyQ REST API: Scopes" },
    { 0 },
};

/* Which of scopes[] the record has, one bit each. */
static unsigned scope_bits(const struct record *rest)
{
    const char *at = record_text(rest, "scopes");
    unsigned bits = 0;
    char item[256];

    while (list_next(&at, item, sizeof item))
        for (unsigned i = 0; i < SCOPES; i++)
            if (strcmp(scopes[i].value, item) == 0)
                bits |= 1U << i;
    return bits;
}

static void judge_all(const struct config *config, const struct record *rest,
                      struct verdict *verdict)
{
    (void)config;
    verdict->level = PASS;
    if (scope_bits(rest) == (1U << SCOPES) - 1)
        common_verdict(
            verdict, FAIL, "scopes", "the scopes that the application needs",
            "The application may do everything, and so may anyone who has its secret. List "
            "the scopes it needs.");
}

static void judge_high(const struct config *config, const struct record *rest,
                       struct verdict *verdict)
{
    unsigned bits = scope_bits(rest);

    (void)config;
    verdict->level = PASS;
    if (bits == (1U << SCOPES) - 1)
        return;
    for (unsigned i = 0; i < SCOPES; i++)
        if (scopes[i].wide && bits & 1U << i) {
            common_verdict(verdict, WARN, "scopes", "without it, or a waiver that says why",
                           "The scope \"%s\" reaches far beyond the application's own data. Remove "
                           "it, or accept the risk.",
                           scopes[i].value);
            return;
        }
}

static const struct rule rest_rules[] = {
    { .id = "rest-all-scopes",
      .judge = judge_all,
      .weight = 2,
      .source = "MyQ REST API: Scopes; RFC 9700 2.3" },
    { .id = "rest-high-scope",
      .judge = judge_high,
      .source = "MyQ REST API: Scopes; RFC 9700 2.3" },
    { 0 },
};

const struct section rest_section = {
    .key = "rest",
    .title = "REST API clients",
    .help = "Applications that use this server's REST API.",
    .source = "PS Connection security: REST API",
    .list = true,
    .settings = rest_settings,
    .rules = rest_rules,
};

bool rest_probe(const struct config *config, const struct record *rest, size_t n,
                struct probe_job *job)
{
    const struct secret *key = record_secret(rest, "secret");

    if (n > 0 || !key || !*record_text(rest, "client_id") || !tls_own(config, job))
        return false;
    probe_secret(job->password, key);
    snprintf(job->rest.client_id, sizeof job->rest.client_id, "%s", record_text(rest, "client_id"));
    snprintf(job->rest.grant, sizeof job->rest.grant, "%s", record_text(rest, "grant"));
    snprintf(job->rest.scopes, sizeof job->rest.scopes, "%s", record_text(rest, "scopes"));
    return true;
}
