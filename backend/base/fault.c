#include "backend/base/fault.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/base/utf8.h"

enum { TAIL = 32 }; /* room for "and 1000000 more" */

static void fault_report(struct faults *faults, const char *sentence)
{
    struct err *err = faults->err;
    size_t used = faults->reported ? strlen(err->text) : 0, size = strlen(sentence);

    if (faults->reported == FAULTS_REPORTED || used + size + TAIL > sizeof err->text)
        return;
    snprintf(err->text + used, sizeof err->text - used, "%s%s", used ? "\n" : "", sentence);
    faults->reported++;
}

bool fault(struct faults *faults, int line, const char *format, ...)
{
    char sentence[1024];
    va_list args;

    faults->count++;
    if (!faults->err)
        return false;
    int size = line ? snprintf(sentence, sizeof sentence, "%s:%d: ", faults->file, line)
                    : snprintf(sentence, sizeof sentence, "%s: ", faults->file);
    size_t used = (size_t)size < sizeof sentence / 2 ? (size_t)size : 0;
    va_start(args, format);
    vsnprintf(sentence + used, sizeof sentence - used, tr(format), args);
    va_end(args);
    utf8_sanitize(sentence);
    fault_report(faults, sentence);
    return false;
}

bool fault_none(const struct faults *faults)
{
    if (!faults->count)
        return true;
    if (!faults->err || faults->reported == faults->count)
        return false;
    size_t used = strlen(faults->err->text);
    snprintf(faults->err->text + used, sizeof faults->err->text - used, tr("\nand %s more"),
             shown_count(faults->count - faults->reported).text);
    return false;
}
