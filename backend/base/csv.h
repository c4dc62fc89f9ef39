/* csv.h - rows of a CSV file (RFC 4180), cut in place: no copy of a cell is made.
 *
 * Beyond the RFC it takes what spreadsheets write: a byte order mark, semicolons or tabs instead of
 * commas (whatever the first line has most of, or "sep=;" before it says), lines that end with LF
 * alone, and empty lines.
 */
#ifndef BACKEND_BASE_CSV_H
#define BACKEND_BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "backend/base/err.h"
#include "backend/base/mem.h"

enum { CELLS_MAX = 64 };

struct csv {
    char *at, *end;
    char separator;
    int line;  /* that the next row starts in */
    int first; /* that the last row started in */
    size_t count;
    char *cells[CELLS_MAX]; /* of the last row; each ends with a NUL inside the text */
};

/* Would a spreadsheet run the cell as a formula, or does only a quote mark (') before it keep it
 * from doing so? We write such a cell with one quote mark more, and take that off again. */
bool csv_formula(const char *cell);

/* Adds the first size bytes of a cell in quotes (RFC 4180), whatever is in it, and so that it is no
 * formula. */
void csv_put(struct buf *out, const char *cell, size_t size);

/* text is written to; its last byte, text[size], must be there too. */
void csv_start(struct csv *csv, char *text, size_t size);

/* Cuts the next row. False at the end, and, with a sentence in err, for a NUL, a quote that is not
 * closed or that something follows, and too many cells; err->text is "" at the end. */
bool csv_next(struct csv *csv, struct err *err);

#endif
