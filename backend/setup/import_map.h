/* import_map.h - which column of a foreign list is which setting. */
#ifndef BACKEND_SETUP_IMPORT_MAP_H
#define BACKEND_SETUP_IMPORT_MAP_H

#include "backend/base/csv.h"
#include "backend/base/fault.h"
#include "backend/base/mem.h"
#include "backend/intake/intake.h"
#include "backend/model/record.h"

enum { IMPORT_NAME = 33 }; /* of a record, with its NUL */

struct import_map {
    const struct section *section;
    size_t count;
    struct {
        const struct setting *setting; /* NULL: not used */
        const char *word;              /* what the file calls it; the intake's */
        bool known;                    /* it was understood, if only as nothing of ours */
        bool given;                    /* --map */
    } columns[CELLS_MAX];
    size_t name, host; /* which column; CELLS_MAX: none */
    bool foreign;      /* its names need not be names of records yet */
};

/* By --map (NULL: none), by keys, by the words of import_words. Explains what does not fit. The
 * file's words are shown only where one of them is known: else the first row may be no header, and
 * hold a password. */
bool import_map_read(struct import_map *map, const struct intake *intake,
                     const struct section *section, const char *orders, struct faults *faults);

/* What the record of a row is called; "": nothing says so. */
void import_map_name(const struct import_map *map, const struct intake_row *row,
                     char name[IMPORT_NAME]);

/* Letters, digits, hyphens and underscores of a text. */
void import_map_slug(const char *text, char name[IMPORT_NAME]);

/* How columns are taken, and the first rows; no secrets, no control characters. */
void import_map_preview(const struct import_map *map, const struct intake *intake, struct buf *out);

/* Without the quote mark that keeps a spreadsheet from running it. */
const char *import_map_cell(const char *cell);

#endif
