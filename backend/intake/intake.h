/* intake.h - files that other programs wrote: of what kind one is, and those that list devices as
 * rows of cells.
 *
 * CSV, nmap's XML and what avahi-browse prints come from strangers: they are parsed in a worker
 * (intake_inside.h), and nothing is here but lines, cells and a line for each row that cannot be
 * read.
 */
#ifndef BACKEND_INTAKE_INTAKE_H
#define BACKEND_INTAKE_INTAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "backend/base/err.h"

enum {
    INTAKE_MAX = 64 << 20, /* bytes of a file that is read */
    INTAKE_ROWS = 1 << 20,
    INTAKE_SEPARATOR = 16
};

enum intake_kind {
    INTAKE_CSV,
    INTAKE_NMAP,
    INTAKE_AVAHI,
    INTAKE_DEVICES, /* kinds before it list devices */
    INTAKE_CONF = INTAKE_DEVICES,
    INTAKE_JSON,
    INTAKE_CERTIFICATES,
    INTAKE_UNKNOWN
};

/* What the first bytes look like; a text that nothing else claims is CSV. Reads no further than it
 * has to, and parses nothing. */
enum intake_kind intake_look(const char *bytes, size_t size);

/* A few words for a kind that is no list of devices: "settings in JSON". */
const char *intake_kind_sentence(enum intake_kind kind);

/* A row: as it was cut, or why it could not be. */
struct intake_row {
    int line;
    bool broken; /* its only cell is a sentence */
    size_t count;
    char **cells; /* tame as far as NUL and UTF-8 go, and no further; may hold secrets */
};

/* Starts as { 0 }. rows[0] names the columns. */
struct intake {
    enum intake_kind kind;
    char encoding[INTAKE_SEPARATOR]; /* "UTF-8", "UTF-16", "Windows-1252" */
    char separator;                  /* of CSV */
    struct intake_row *rows;
    size_t count, room;
    char *bytes, **cells; /* private: what rows points into */
    size_t size;
};

/* Parses a list of devices in a worker. separator: '\0' is guessed. False and err, without the
 * file's name. */
bool intake_read(struct intake *intake, const char *bytes, size_t size, char separator,
                 struct err *err);

/* The rows out of what a worker sent (intake_inside.h); takes over text, which has a NUL at
 * text[size]. False: it is not of that form. */
bool intake_open(struct intake *intake, char *text, size_t size);

void intake_free(struct intake *intake); /* wipes */

/* One sentence about the file, without a full stop: "CSV list, separated by semicolons, in
 * Windows-1252, 12 rows". The caller frees. */
char *intake_sentence(const struct intake *intake);

#endif
