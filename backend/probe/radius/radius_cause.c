#include "backend/probe/radius/radius_cause.h"

#include <stddef.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"

static const struct {
    unsigned cause;
    bool passing;
    const char *text;
} radius_cause_rows[] = {
    { 202, false, "it calls the EAP packet invalid" },
    { 401, false, "it does not know an attribute of the request" },
    { 402, false, "it misses an attribute in the request" },
    { 403, false, "it expects another NAS-Identifier or NAS-IP-Address" },
    { 404, false, "it calls the request invalid" },
    { 405, false, "it does not offer what was asked for" },
    { 406, false, "it does not know an extension that was asked for" },
    { 407, false, "it calls the value of an attribute invalid" },
    { 501, false, "its administrator forbids it" },
    { 502, false, "it is a proxy and has no server for the realm of this user" },
    { 505, false, "it is a proxy and got no answer that it could pass on" },
    { 506, true, "it has no room for the request now; try again later" },
    { 509, false, "it wants to know the location, which is not sent" },
    { 601, false, "its answer is too big for UDP" },
};

char *radius_cause(unsigned cause)
{
    if (!cause)
        return format("%s", "");
    for (size_t i = 0; i < sizeof radius_cause_rows / sizeof *radius_cause_rows; i++)
        if (radius_cause_rows[i].cause == cause)
            return format(tr(": %s (Error-Cause %u)"), tr(radius_cause_rows[i].text), cause);
    return format(tr(": Error-Cause %u"), cause);
}

bool radius_cause_passing(unsigned cause)
{
    for (size_t i = 0; i < sizeof radius_cause_rows / sizeof *radius_cause_rows; i++)
        if (radius_cause_rows[i].cause == cause)
            return radius_cause_rows[i].passing;
    return false;
}
