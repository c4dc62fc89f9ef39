/* fault.h - everything that is wrong with one file, a sentence per line in one err:
 * "printseal.conf:12: radius.hq.port: needs a number from 1 to 65535". */
#ifndef BACKEND_BASE_FAULT_H
#define BACKEND_BASE_FAULT_H

#include <stddef.h>

#include "backend/base/err.h"

struct faults {
    const char *file; /* how the sentences name it */
    struct err *err;  /* NULL: nobody wants to hear it */
    size_t count;     /* found, also those that did not fit */
    size_t reported;
};

enum { FAULTS_REPORTED = 20 }; /* more would only be scrolled away */

/* Adds one; line 0 is the file as a whole. Always false, as fail(). */
bool fault(struct faults *faults, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* True if nothing was found; else says how many more there are than are told. */
bool fault_none(const struct faults *faults);

#endif
