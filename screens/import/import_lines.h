/* import_lines.h - the screen of an import: its state, its lines, and what these do. */
#ifndef SCREENS_IMPORT_IMPORT_LINES_H
#define SCREENS_IMPORT_IMPORT_LINES_H

#include "screens/app/sheet.h"
#include "screens/import/import.h"

struct import_state {
    struct import_files files;
    struct import_offer offer;
    struct err err;  /* nothing can be taken; "": it can */
    size_t columns;  /* the line of the first action that changes columns */
    struct app *app; /* whose configuration it is */
    struct sheet sheet;
    size_t differ, shown;
};

/* Makes the lines from the offer. */
void import_put(struct import_state *state);

/* What they do. */
void import_take(struct app *app);
void import_leave(struct app *app);
void import_columns(struct app *app);
void import_ask_password(struct app *app);

#endif
