/* sheet.h - a page of short lines, some to be read and some to be done: what a screen says of a
 * thing and what it offers, in one list.
 *
 *     v  Example Root            3650 d  2036-11-22
 *     !  Issues for 12 more days only
 *
 *        Renew the server's certificate
 *
 * A line that says something shows all of it in a box on Enter; a line that does something does it.
 */
#ifndef SCREENS_APP_SHEET_H
#define SCREENS_APP_SHEET_H

#include "backend/pki/problem.h"
#include "screens/app/app.h"
#include "screens/app/side.h"
#include "tui/list.h"

/* A note belongs to the line above it. */
enum sheet_kind { SHEET_BLANK, SHEET_HEADING, SHEET_FACT, SHEET_NOTE, SHEET_ACTION };

struct sheet_line {
    enum sheet_kind kind;
    enum mark mark;
    char text[224];
    char days[24], until[16];     /* at the right; until only where there is room */
    char more[880];               /* what the help line says, and the box */
    void (*run)(struct app *app); /* of a deed */
};

/* Starts as { 0 }; lives where it was begun. */
struct sheet {
    struct list list;
    struct sheet_line *lines;
    size_t count, room;
};

/* Empties it; what has focus is kept by its place. */
void sheet_begin(struct sheet *sheet);
void sheet_free(struct sheet *sheet);

/* A new line at the end, to be filled in before the next one. text may be NULL. */
struct sheet_line *sheet_add(struct sheet *sheet, enum sheet_kind kind, const char *text);

/* A blank line and a heading. */
void sheet_head(struct sheet *sheet, const char *text);

/* A finding: its sentence, and behind Enter what to do. */
void sheet_problem(struct sheet *sheet, const struct problem_found *found);

/* Puts the focus on the deed that is waited for; if none is, on the first line or,
 * with deed, on the first deed: nothing is done by an Enter too many. */
void sheet_focus(struct sheet *sheet, bool certificate_action);

/* For the screen's functions of these names. */
void sheet_draw(const struct sheet *sheet, struct area area, bool active);
enum key_answer sheet_key(struct sheet *sheet, struct app *app, struct area area, int key);
const char *sheet_help(const struct sheet *sheet);
void sheet_side(const struct sheet *sheet, struct side *side);

#endif
