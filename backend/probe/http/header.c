#include "backend/probe/http/header.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The value of a directive: digits, which may stand in quotes (RFC 6797 6.1.1). */
static long seconds(const char *at)
{
    char *end;

    at += *at == '"';
    if (!isdigit((unsigned char)*at))
        return -1;
    long value = strtol(at, &end, 10); /* what is too large becomes LONG_MAX */
    end += *end == '"';
    end += strspn(end, " \t");
    return *end == '\0' || *end == ';' ? value : -1;
}

long header_hsts_age(const char *value)
{
    static const char name[] = "max-age";
    long age = -1;

    for (; *value; value += strspn(value, "; \t")) {
        value += strspn(value, "; \t");
        if (strncasecmp(value, name, sizeof name - 1) == 0) {
            const char *at = value + sizeof name - 1;
            at += strspn(at, " \t");
            if (*at == '=' && age < 0)
                age = seconds(at + 1 + strspn(at + 1, " \t"));
            else if (*at == '=')
                return -1; /* a directive twice makes all of it invalid */
        }
        value += strcspn(value, ";");
    }
    return age;
}

/* Does the CA of an https address, which ends at a '/', name that host and port? */
static int same_origin(const char *own_ca, const char *origin)
{
    char full[300];
    size_t size = strcspn(own_ca, "/?#");
    const char *colon = memchr(own_ca, ':', size);
    const char *bracket = memchr(own_ca, ']', size);

    if (bracket)
        colon = bracket[1] == ':' ? bracket + 1 : NULL;
    snprintf(full, sizeof full, "%.*s%s", (int)(size < 280 ? size : 280), own_ca,
             colon ? "" : ":443");
    return strcasecmp(full, origin) == 0;
}

enum header_target header_target(const char *location, const char *origin)
{
    if (strncasecmp(location, "https://", 8) == 0)
        return same_origin(location + 8, origin) ? TARGET_HERE : TARGET_HTTPS;
    if (strncasecmp(location, "http:", 5) == 0)
        return TARGET_CLEAR;
    if (strncmp(location, "//", 2) == 0)
        return same_origin(location + 2, origin) ? TARGET_HERE : TARGET_HTTPS;
    size_t scheme = strcspn(location, ":/?#");
    return *location && location[scheme] != ':' ? TARGET_HERE : TARGET_OTHER;
}

long header_refresh(const char *value, char target[], size_t size)
{
    static const char blanks[] = " \t", name[] = "url";
    const char *at = value + strspn(value, " \t0123456789.");

    at += strspn(at, ";,");
    at += strspn(at, blanks);
    if (strncasecmp(at, name, sizeof name - 1) == 0) {
        const char *mark = at + sizeof name - 1;
        mark += strspn(mark, blanks);
        at = *mark == '=' ? mark + 1 + strspn(mark + 1, blanks) : at;
    }
    char quote[] = { *at == '"' || *at == '\'' ? *at : '\0', '\0' };
    at += *quote != '\0';
    snprintf(target, size, "%.*s", (int)(*quote ? strcspn(at, quote) : strlen(at)), at);
    return strtol(value, NULL, 10);
}

const char header_torn[] = "names a length that is none, or several that differ (Content-Length): "
                           "browsers, and all that go by RFC 9112 6.3, refuse it";

/* A list repeats one: "12, 12". */
long header_length(long before, const char *value)
{
    const char *at = value;

    do {
        char *end;
        long length = isdigit((unsigned char)*at) ? strtol(at, &end, 10) : HEADER_TORN;
        if (length == HEADER_TORN || (before != HEADER_NO_LENGTH && length != before))
            return HEADER_TORN;
        before = length;
        end += strspn(end, " \t");
        if (*end && *end != ',')
            return HEADER_TORN;
        at = *end ? end + 1 + strspn(end + 1, " \t") : end;
    } while (*at);
    return before;
}
