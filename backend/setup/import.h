/* import.h - records of a list from a CSV file: all of them, or none. */
#ifndef BACKEND_SETUP_IMPORT_H
#define BACKEND_SETUP_IMPORT_H

#include "backend/model/change.h"

enum { IMPORT_MAX = 64 << 20 }; /* bytes of a file that is read */

struct import_file {
    const char *name; /* as faults call it */
    char *text;       /* written to; holds secrets afterwards: wipe it. text[size] must be there */
    size_t size;
};

struct imported {
    size_t added, changed, same;
};

/* The first row names columns by the keys of the section, in any order and any case; `name` must be
 * among them. A record of a name that is there is changed in the columns of the file; an empty cell
 * leaves what is there, or the default. Changes go through the journal. On failure nothing has
 * changed, and err holds a sentence per line:
 * "printers.csv:17: port: needs a number from 1 to 65535". */
bool import_records(struct journal *journal, struct config *config, const struct section *section,
                    const struct import_file *file, struct imported *imported, struct err *err);

#endif
