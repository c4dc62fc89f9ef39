/* conf_scan.h - what libconfig 1.5 would misread in silence, found before it sees the text. */
#ifndef BACKEND_STORE_CONF_CONF_SCAN_H
#define BACKEND_STORE_CONF_CONF_SCAN_H

#include "backend/base/fault.h"
#include "backend/store/conf/conf_pieces.h"

enum {
    CONF_DEEPEST = 8,     /* brackets in brackets: our own files need three */
    CONF_GROUP_MAX = 1000 /* settings in one group: libconfig looks them up one by one */
};

/* False, and told in faults: a NUL byte, not UTF-8, control characters, comments, texts and
 * brackets that are never closed, escapes that are none, numbers that are not whole or too large,
 * @include, nesting too deep. Notes in pieces where the records of lists are. */
bool conf_scan(const char *text, size_t size, struct faults *faults, struct conf_pieces *pieces);

#endif
