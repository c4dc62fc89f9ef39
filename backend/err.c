#include "backend/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "backend/utf8.h"

bool fail(struct err *err, const char *format, ...)
{
    va_list args;

    if (!err)
        return false;
    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    utf8_tame(err->text);
    return false;
}

bool fail_in(struct err *err, const char *where, ...)
{
    struct err whole;
    va_list args;

    if (!err)
        return false;
    va_start(args, where);
    vsnprintf(whole.text, sizeof whole.text, where, args);
    va_end(args);
    size_t used = strlen(whole.text);
    snprintf(whole.text + used, sizeof whole.text - used, ": %s", err->text);
    utf8_tame(whole.text);
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
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    size_t used = strlen(err->text);
    snprintf(err->text + used, sizeof err->text - used, ": %s", reason);
    utf8_tame(err->text);
    return false;
}
