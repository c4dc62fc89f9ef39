/* records.h - the list of a section's records: its state, and what changes it. */
#ifndef SCREENS_LIST_RECORDS_H
#define SCREENS_LIST_RECORDS_H

#include "backend/base/pool.h"
#include "screens/app/app.h"
#include "tui/list.h"

enum { RECORDS_COLUMNS = 3 };

/* How the list is sorted; from the last on by a column of columns[]. */
enum records_sort { RECORDS_AS_FILED, RECORDS_BY_WORST, RECORDS_BY_NAME, RECORDS_BY_COLUMN };

struct records {
    struct app *app;
    const struct section *section;
    const struct setting
        *columns[RECORDS_COLUMNS]; /* behind the name: those of the rows that say so */
    struct list list;
    size_t sort;        /* enum records_sort */
    size_t *visible;    /* positions that match the filter, sorted; NULL: all, as in the file */
    size_t count;       /* of visible */
    struct pool chosen; /* names of the records that are marked */
    bool tested;        /* the last column says how live tests went */
};

const struct table *records_table(const struct records *state); /* all of the section's */

/* The worst that was found of a record. */
enum level records_worst(const struct records *state, const struct record *record);

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

/* records_order.c: shows anew what matches the filter, sorted; sorts by what comes next. */
void records_order(struct records *state);
void records_sort_next(struct records *state);

/* The position in the table of a row of the list, and the row of a position. */
size_t records_position(const struct records *state, size_t row);
size_t records_row_of(const struct records *state, size_t position);

/* The line above the list: topic, how many, in which order, how many are marked. */
void records_title(const struct records *state, char text[], size_t size);

/* records_chosen.c: is it marked? The one in hand is marked, or no more; all that are shown are, or
 * none if any was; those that went away are not any more. */
bool records_chosen(const struct records *state, const struct record *record);
void records_choose(struct records *state);
void records_choose_all(struct records *state);
void records_chosen_settle(struct records *state);

/* records_together.c: asks, and does it to all that are marked or to none. */
enum records_together { RECORDS_REMOVE, RECORDS_SECRET };
void records_together(struct records *state, enum records_together which);

/* A form over all that are marked: what is set in it is set in all. records_share_screen
 * (records_share.c) has struct records ** as subject. */
void records_share(struct records *state);
extern const struct screen records_share_screen;

/* records_import.c: asks for a CSV file, and shows what it would add and change; the latter opens
 * the list first. */
void records_import_pick(struct records *state);
void records_import_into(struct app *app, const struct section *section);

/* records_export.c: asks for a file, and writes the records that are marked, or all, as CSV. */
void records_export(struct records *state);

#endif
