#include "backend/intake/intake.h"

#include <stdlib.h>
#include <string.h>

#include "backend/base/csv.h"
#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/base/shown.h"
#include "backend/base/wiped.h"
#include "backend/child/worker.h"
#include "backend/intake/intake_inside.h"

enum { INTAKE_SECONDS = 60, INTAKE_HEAD = 3 };

/* ------------------------------------------------ what a worker sent: it is not trusted either */

/* The next text up to its NUL; NULL: there is none. */
static char *intake_text(char **at, const char *end)
{
    char *text = *at, *stop = text < end ? memchr(text, '\0', (size_t)(end - text)) : NULL;

    *at = stop ? stop + 1 : *at;
    return stop ? text : NULL;
}

/* 1 to most; 0: it is none. */
static size_t intake_number(const char *text, size_t most)
{
    char *end;
    unsigned long number = strtoul(text, &end, 10);

    return *text >= '0' && *text <= '9' && !*end && number <= most ? number : 0;
}

static bool intake_open_row(struct intake *intake, char **at, const char *end, size_t *cells)
{
    const char *line = intake_text(at, end), *count = intake_text(at, end);

    if (!line || !count || intake->count == INTAKE_ROWS)
        return false;
    struct intake_row row = { .line = (int)intake_number(line, 1 << 30),
                              .broken = strcmp(count, "!") == 0,
                              .count = intake_number(count, CELLS_MAX) };
    row.count += row.broken;
    for (size_t i = 0; i < row.count; i++) {
        intake->cells[*cells + i] = intake_text(at, end);
        if (!intake->cells[*cells + i])
            return false;
    }
    row.cells = intake->cells + *cells;
    *cells += row.count;
    intake->rows = grow(intake->rows, intake->count, &intake->room, sizeof *intake->rows);
    intake->rows[intake->count++] = row;
    return row.line && row.count;
}

static size_t intake_nuls(const char *text, size_t size)
{
    size_t count = 0;

    for (size_t i = 0; i < size; i++)
        count += !text[i];
    return count;
}

/* Each cell has a NUL of its own, so there are never more cells than those. */
bool intake_open(struct intake *intake, char *text, size_t size)
{
    const char *end = text + size;
    char *at = text + INTAKE_HEAD;
    size_t cells = 0, encoding = 0;

    *intake = (struct intake){ .bytes = text, .size = size };
    if (size < INTAKE_HEAD || (unsigned char)text[0] >= INTAKE_DEVICES)
        return false;
    while (intake_encodings[encoding] && (int)encoding != text[1])
        encoding++;
    if (!intake_encodings[encoding])
        return false;
    intake->kind = (enum intake_kind)text[0];
    snprintf(intake->encoding, sizeof intake->encoding, "%s", intake_encodings[encoding]);
    intake->separator = text[2];
    intake->cells = must(calloc(intake_nuls(text, size) + CELLS_MAX, sizeof *intake->cells));
    while (at < end)
        if (!intake_open_row(intake, &at, end, &cells))
            return false;
    return true;
}

void intake_free(struct intake *intake)
{
    if (intake->bytes)
        wipe(intake->bytes, intake->size);
    free(intake->bytes);
    free(intake->cells);
    free(intake->rows);
    *intake = (struct intake){ 0 };
}

/* ------------------------------------------------ the worker */

static struct worker *intake_run(const char *bytes, size_t size, char separator, struct err *err)
{
    char *order = must(calloc(1, size + 1));
    const struct worker_job job = { .program = "reports",
                                    .work = "intake",
                                    .bytes = order,
                                    .size = size + 1,
                                    .seconds = INTAKE_SECONDS };

    order[0] = separator;
    memcpy(order + 1, bytes, size);
    struct worker *worker = worker_run(&job, NULL, err);
    wipe(order, size + 1);
    free(order);
    return worker;
}

bool intake_read(struct intake *intake, const char *bytes, size_t size, char separator,
                 struct err *err)
{
    if (!size)
        return fail(err, "the file is empty");
    struct worker *worker = intake_run(bytes, size, separator, err);
    size_t used = 0;
    char *text = worker ? worker_joined(worker, &used) : NULL;
    bool whole = text && intake_open(intake, text, used);

    worker_end(worker);
    if (!whole)
        intake_free(intake);
    return whole || (worker && fail(err, "malformed reply from the worker process"));
}

/* ------------------------------------------------ one sentence */

static const char *intake_between(char separator)
{
    return separator == ';'    ? tr("semicolons")
           : separator == '\t' ? tr("tabs")
           : separator == '|'  ? tr("bars")
                               : tr("commas");
}

char *intake_sentence(const struct intake *intake)
{
    size_t rows = intake->count ? intake->count - 1 : 0;
    const struct shown_digits count = shown_count(rows);

    if (intake->kind == INTAKE_NMAP)
        return format(trn("hosts that nmap found (XML): %s printer",
                          "hosts that nmap found (XML): %s printers", rows),
                      count.text);
    if (intake->kind == INTAKE_AVAHI)
        return format(trn("services that avahi-browse found: %s printer",
                          "services that avahi-browse found: %s printers", rows),
                      count.text);
    return format(trn("CSV list with %s, in %s: %s row", "CSV list with %s, in %s: %s rows", rows),
                  intake_between(intake->separator), intake->encoding, count.text);
}
