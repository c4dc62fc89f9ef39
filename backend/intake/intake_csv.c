/* intake_csv.c - in the worker: CSV, and how to go on behind a row that cannot be cut. */
#include <stdlib.h>
#include <string.h>

#include "backend/base/csv.h"
#include "backend/intake/intake_inside.h"

enum { CSV_BROKEN = 100 }; /* rows that cannot be cut: with more of them it is no CSV */

/* Cutting writes into the text; the other one stays as it was. */
struct csv_source {
    char *text, *clean;
    size_t size;
};

/* Spreadsheets save rows that somebody has emptied as separators alone. */
static bool intake_csv_empty(const struct csv *csv)
{
    for (size_t i = 0; i < csv->count; i++)
        if (*csv->cells[i])
            return false;
    return true;
}

static void intake_csv_send(const struct csv *csv, struct buf *out)
{
    if (intake_csv_empty(csv))
        return;
    intake_row_begin(out, csv->first, csv->count);
    for (size_t i = 0; i < csv->count; i++)
        intake_cell(out, csv->cells[i]);
}

/* Where the line begins that is `lines` below the one at `at`. */
static size_t intake_csv_below(const struct csv_source *source, size_t at, int lines)
{
    for (; lines > 0 && at < source->size; lines--) {
        const char *stop = memchr(source->clean + at, '\n', source->size - at);
        at = stop ? (size_t)(stop - source->clean) + 1 : source->size;
    }
    return at;
}

/* Goes on in the line below the one where the row began: an open quote must not swallow the rest.
 */
static void intake_csv_skip(struct csv *csv, const struct csv_source *source, size_t at, int line)
{
    size_t next = intake_csv_below(source, at, csv->first - line + 1);

    memcpy(source->text + next, source->clean + next, source->size - next);
    csv->at = source->text + next;
    csv->line = csv->first + 1;
}

static bool intake_csv_rows(struct csv *csv, const struct csv_source *source, struct buf *out,
                            struct err *err)
{
    int broken = 0;

    for (;;) {
        size_t at = (size_t)(csv->at - source->text);
        int line = csv->line;

        if (csv_next(csv, err)) {
            intake_csv_send(csv, out);
            continue;
        }
        if (!*err->text)
            return true;
        if (broken++ == CSV_BROKEN)
            return fail(err, "is not CSV: more than %d rows cannot be read", CSV_BROKEN);
        intake_broken(out, csv->first, err->text);
        intake_csv_skip(csv, source, at, line);
    }
}

bool intake_csv(char *text, size_t size, char *separator, struct buf *out, struct err *err)
{
    struct csv_source source = { text, must(malloc(size + 1)), size };
    struct csv csv;

    memcpy(source.clean, text, size);
    csv_start(&csv, text, size);
    if (*separator)
        csv.separator = *separator;
    *separator = csv.separator;
    bool done = intake_csv_rows(&csv, &source, out, err);
    free(source.clean);
    return done;
}
