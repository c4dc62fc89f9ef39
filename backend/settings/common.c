#include "backend/settings/common.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *const securities[] = { "none", "starttls", "tls", NULL };
const char *const security_names[] = { "none", "STARTTLS", "TLS", NULL };
const struct recipe recipe_24 = { 24, base62 };

void say(struct verdict *verdict, enum level level, const char *key, const char *want,
         const char *why, ...)
{
    va_list args;

    verdict->level = level;
    verdict->key = key;
    snprintf(verdict->want, sizeof verdict->want, "%s", want);
    va_start(args, why);
    vsnprintf(verdict->why, sizeof verdict->why, why, args);
    va_end(args);
}

static bool fits(const struct port_use *use, const char *protocol, const char *security)
{
    return (!use->protocol || strcmp(use->protocol, protocol) == 0) &&
           strcmp(use->security, security) == 0;
}

void judge_port_use(const struct port_use *uses, const struct record *record, const char *protocol,
                    enum level level, struct verdict *verdict)
{
    const char *security = record_text(record, "security");
    long port = record_number(record, "port");
    const struct port_use *known = NULL;
    char want[sizeof verdict->want] = "";

    for (; uses->port; uses++) {
        if (fits(uses, protocol, security) && !*want)
            snprintf(want, sizeof want, "%ld", uses->port);
        if (uses->port != port)
            continue;
        known = uses;
        if (fits(uses, protocol, security)) {
            verdict->level = PASS;
            return;
        }
    }
    verdict->level = PASS;
    if (!known)
        return;
    snprintf(verdict->value, sizeof verdict->value, "%ld with %s", port, security);
    say(verdict, level, "port", want,
        "Port %ld is for %s%s%s, so the two ends would misunderstand each other or go on "
        "unencrypted.",
        port, known->protocol ? known->protocol : "", known->protocol ? " with " : "",
        strcmp(known->security, "none") == 0 ? "plain text" : known->security);
}
