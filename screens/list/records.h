/* records.h - the list of a section's records: its state, and what changes it. */
#ifndef SCREENS_LIST_RECORDS_H
#define SCREENS_LIST_RECORDS_H

#include "screens/app/app.h"
#include "tui/list.h"

enum { RECORDS_COLUMNS = 3 };

struct records {
    struct app *app;
    const struct section *section;
    const struct setting
        *columns[RECORDS_COLUMNS]; /* behind the name: those of the rows that say so */
    struct list list;
    size_t *visible; /* positions that match the filter; NULL: all */
    size_t count;
    bool tested;          /* the last column says how live tests went */
    unsigned char *marks; /* enum level by position */
};

const struct table *records_table(const struct records *state); /* all of the section's */

/* The record that has focus; NULL: there is none. */
const struct record *records_in_hand(const struct records *state);

/* records_keys.c: what can be done here, and is that so now? */
extern const struct action records_actions[];
bool records_can(const void *state, const struct app *app, const struct action *action);

/* The screen's function of that name: the record in hand, or the topic while there is none. */
void records_side(const void *state, const struct app *app, struct side *side);

/* Does what the key means for the list: add, copy, rename, remove, move. False: it means nothing.
 */
bool records_change(struct records *state, int key);

/* records_import.c: takes a CSV file into the section, all of it or nothing; says what came. */
bool records_import(struct app *app, const struct section *section, const char *path,
                    struct err *err);

/* Asks for the file. */
void records_import_pick(struct records *state);

#endif
