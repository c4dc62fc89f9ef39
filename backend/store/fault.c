#include "backend/store/fault.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "backend/utf8.h"

enum { TAIL = 32 }; /* room for "and 1000000 more" */

static void tell(struct faults *faults, const char *sentence)
{
    struct err *err = faults->err;
    size_t used = faults->told ? strlen(err->text) : 0, size = strlen(sentence);

    if (faults->told == FAULTS_TOLD || used + size + TAIL > sizeof err->text)
        return;
    snprintf(err->text + used, sizeof err->text - used, "%s%s", used ? "\n" : "", sentence);
    faults->told++;
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
    vsnprintf(sentence + used, sizeof sentence - used, format, args);
    va_end(args);
    utf8_tame(sentence);
    tell(faults, sentence);
    return false;
}

bool fault_none(const struct faults *faults)
{
    if (!faults->count)
        return true;
    if (!faults->err || faults->told == faults->count)
        return false;
    size_t used = strlen(faults->err->text);
    snprintf(faults->err->text + used, sizeof faults->err->text - used, "\nand %zu more",
             faults->count - faults->told);
    return false;
}
