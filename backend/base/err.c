#include "backend/base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/utf8.h"

/* What does not fit is cut off: the place comes first, so it is the end of the reason that goes. */
static void err_append(struct err *err, const char *reason)
{
    size_t used = strlen(err->text), room = sizeof err->text - used;

    snprintf(err->text + used, room, ": %.*s", (int)(room > 3 ? room - 3 : 0), reason);
    utf8_sanitize(err->text);
}

bool fail(struct err *err, const char *format, ...)
{
    va_list args;

    if (!err)
        return false;
    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, tr(format), args);
    va_end(args);
    utf8_sanitize(err->text);
    return false;
}

bool fail_in(struct err *err, const char *where, ...)
{
    struct err whole;
    va_list args;

    if (!err)
        return false;
    va_start(args, where);
    vsnprintf(whole.text, sizeof whole.text, tr(where), args);
    va_end(args);
    err_append(&whole, err->text);
    *err = whole;
    return false;
}

bool fail_errno(struct err *err, const char *format, ...)
{
    const char *reason = strerror(errno);
    va_list args;

    if (!err)
        return false;
    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, tr(format), args);
    va_end(args);
    err_append(err, reason);
    return false;
}
