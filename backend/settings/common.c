#include "backend/settings/common.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"

const char *const common_securities[] = { "none", "starttls", "tls", NULL };
const char *const common_security_names[] = { "none", "STARTTLS", "TLS", NULL };
const char *const common_security_meanings[] = {
    "passwords and contents cross the network unencrypted",
    "begins unencrypted and changes to TLS",
    "encrypted from the first byte",
    NULL,
};
const struct recipe common_recipe_24 = { 24, base62 };

enum probe_security common_security_of(const struct record *record)
{
    const char *security = record_text(record, "security");

    if (strcmp(security, "none") == 0)
        return PROBE_PLAIN;
    return strcmp(security, "tls") == 0 ? PROBE_TLS : PROBE_STARTTLS;
}

void common_verdict(struct verdict *verdict, enum level level, const char *key, const char *want,
                    const char *why, ...)
{
    va_list args;

    verdict->level = level;
    verdict->key = key;
    snprintf(verdict->want, sizeof verdict->want, "%s", tr(want));
    va_start(args, why);
    vsnprintf(verdict->why, sizeof verdict->why, tr(why), args);
    va_end(args);
}

/* The first row that fits; port 0, protocol NULL, security NULL: any. */
static const struct port_use *find_use(const struct port_use *uses, long port, const char *protocol,
                                       const char *security)
{
    for (; uses->port; uses++)
        if ((!port || uses->port == port) &&
            (!protocol || !uses->protocol || strcmp(uses->protocol, protocol) == 0) &&
            (!security || strcmp(uses->security, security) == 0))
            return uses;
    return NULL;
}

void common_judge_port_use(const struct port_use *uses, const struct record *record,
                           const char *protocol, enum level level, struct verdict *verdict)
{
    const char *security = record_text(record, "security");
    long port = record_number(record, "port");
    const struct port_use *known = find_use(uses, port, NULL, NULL);
    const struct port_use *right = find_use(uses, 0, protocol, security);
    char want[16] = "another port";

    verdict->level = PASS;
    if (!known || find_use(uses, port, protocol, security))
        return;
    if (right)
        snprintf(want, sizeof want, "%ld", right->port);
    snprintf(verdict->value, sizeof verdict->value, tr("%ld with encryption %s"), port, security);
    common_verdict(
        verdict, level, "port", want,
        "Port %ld is for %s and does not fit this encryption. Change the one or the other.", port,
        tr(known->what));
}
