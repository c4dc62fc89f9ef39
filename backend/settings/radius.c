#include "backend/settings/common.h"

static const struct recipe radius_secret = { 32, base62 };

static const struct setting radius_settings[] = {
    NAME_ROW(.help = "Short name for this RADIUS server.",
             .source = "PS Connection security: RADIUS"),
    HOST_ROW(.help = "The server's full name, with domain.",
             .source = "PS Connection security: RADIUS, FQDN"),
    PORT_ROW(.initial = "1812", .listed = true, .help = "Usually 1812; 1645 on very old servers.",
             .source = "RFC 2865 3"),
    { .key = "secret",
      .label = "Shared secret",
      .type = SECRET,
      .required = true,
      .max = 128,
      .fail_below = "16",
      .advise = "24",
      .risk = "A short secret can be guessed from one captured packet, and with it every user "
              "password. Ctrl-G makes a strong one.",
      .weight = 3,
      .attack = "radius",
      .recipe = &radius_secret,
      .help = "Known to this server and the RADIUS server, and used nowhere else. Ctrl-G makes it; "
              "set the same one at the RADIUS server.",
      .source = "PS Connection security: RADIUS; RFC 2865 3" },
    { .key = "require_message_authenticator",
      .label = "Signed requests",
      .type = FLAG,
      .initial = "true",
      .fail_below = "true",
      .risk = "Unsigned answers can be forged: \"access denied\" becomes \"accepted\" "
              "(BlastRADIUS). Turn it on.",
      .weight = 3,
      .help = "The RADIUS server accepts only signed requests (Message-Authenticator). Update the "
              "server first, then its clients.",
      .source = "CVE-2024-3596; RFC 3579 3.2" },
    { .key = "timeout",
      .label = "Wait for answer",
      .type = NUMBER,
      .required = true,
      .initial = "5",
      .min = 1,
      .max = 60,
      .unit = "seconds",
      .help = "Seconds to wait for an answer before the request is sent again.",
      .source = "RFC 5080 2.2.1" },
    { .key = "retries",
      .label = "Repeat",
      .type = NUMBER,
      .required = true,
      .initial = "2",
      .min = 0,
      .max = 10,
      .help = "How many times a request without an answer is repeated.",
      .source = "RFC 5080 2.2.1" },
    { 0 },
};

static void settings_radius_judge_port(const struct config *config, const struct record *radius,
                                       struct verdict *verdict)
{
    (void)config;
    verdict->level = PASS;
    if (record_number(radius, "port") == 2083)
        common_verdict(
            verdict, WARN, "port", "1812",
            "Port 2083 is for RADIUS over TLS; nothing answers there over UDP. Use 1812.");
    else if (record_number(radius, "port") == 1813)
        common_verdict(verdict, WARN, "port", "1812",
                       "Port 1813 is for accounting and answers no login. Use 1812.");
}

static const struct rule radius_rules[] = {
    { .id = "port-contradicts-security",
      .judge = settings_radius_judge_port,
      .source = "RFC 6614 2.1; RFC 2866" },
    { 0 },
};

const struct section radius_section = {
    .key = "radius",
    .title = "RADIUS",
    .help = "RADIUS servers that check users' passwords.",
    .source = "PS Connection security: RADIUS",
    .list = true,
    .settings = radius_settings,
    .rules = radius_rules,
};

bool radius_probe(const struct config *config, const struct record *radius, size_t n,
                  struct probe_job *job)
{
    const struct secret *shared = record_secret(radius, "secret");

    (void)config;
    if (n > 0 || !shared || !probe_host(job, record_text(radius, "host")))
        return false;
    job->port = (unsigned)record_number(radius, "port");
    probe_secret(job->password, shared);
    job->radius.tries = 1 + (int)record_number(radius, "retries");
    job->radius.wait = 1000 * (int)record_number(radius, "timeout");
    job->radius.require_authenticator = record_flag(radius, "require_message_authenticator");
    /* every try in vain, once more in other ways, and the login of a test user */
    job->seconds = (int)record_number(radius, "timeout") * (job->radius.tries + 2) + 1;
    return true;
}
