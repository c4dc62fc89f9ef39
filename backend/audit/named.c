#include "backend/audit/named.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "backend/check/check.h"
#include "backend/model/schema.h"

static bool named_by(const char *name, const char *host)
{
    const char *dot = strchr(host, '.');

    return strcasecmp(name, host) == 0 ||
           (strncmp(name, "*.", 2) == 0 && dot && strcasecmp(name + 1, dot) == 0);
}

bool named_in(const char *names, const char *host)
{
    char item[256], ascii[256];

    if (!host_to_ascii(host, ascii, sizeof ascii, NULL))
        snprintf(ascii, sizeof ascii, "%s", host);
    while (list_next(&names, item, sizeof item))
        if (named_by(item, host) || named_by(item, ascii))
            return true;
    return false;
}
