/* import.h - records of a list from rows that somebody else wrote: all of them, or none. */
#ifndef BACKEND_SETUP_IMPORT_H
#define BACKEND_SETUP_IMPORT_H

#include "backend/base/mem.h"
#include "backend/intake/intake.h"
#include "backend/model/change.h"

struct import_order {
    const char *name;            /* of the file, as faults call it */
    const struct intake *intake; /* its rows */
    const char *map; /* "COLUMN=SETTING,...", a column by its word or number; "-": not used. NULL */
    bool skip;       /* rows that are wrong are left out, instead of all */
    struct buf *preview; /* gets how columns are taken, and the first rows, as people read them,
                            without secrets; NULL: not wanted */
};

struct imported {
    size_t added, changed, same, skipped;
};

/* The first row names columns: by the keys of the section, or by what such columns are called in
 * English and German (import_map.h). Without a name among them a record is called as its host is. A
 * record of a name that is there is changed in the columns of the file; an empty cell leaves what
 * is there, or the default. Changes go through the journal as one step. On failure nothing has
 * changed, and err holds a sentence per line: "printers.csv:17: port: needs a number from 1 to
 * 65535". With skip, err says the same of what was left out, or is "". */
bool import_records(struct journal *journal, struct config *config, const struct section *section,
                    const struct import_order *order, struct imported *imported, struct err *err);

#endif
