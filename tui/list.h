/* list.h - many rows, one in focus; only the rows in sight are ever asked for.
 *
 * Rows turn page by page, so that moving inside a page sends a few bytes only and the same focus
 * always gives the same picture.
 */
#ifndef TUI_LIST_H
#define TUI_LIST_H

#include "tui/edit.h"
#include "tui/key.h"
#include "tui/term.h"
#include "tui/theme.h"
#include <stdbool.h>
#include <stddef.h>

enum { LIST_COLUMNS = 8 };

/* A row, as the model fills it in; zeroed before. Texts live until the next call. */
struct list_row {
    enum mark mark;
    enum role role;                 /* of all cells, ROLE_PLAIN as a rule */
    const char *cell[LIST_COLUMNS]; /* NULL: empty */
    bool chosen;                    /* marked, together with others: a sign before the first cell */
    bool rule;                      /* stays blank and cannot have focus */
    bool still;                     /* is shown, and cannot have focus: a heading */
};

struct list_model {
    size_t (*count)(const void *data);
    void (*row)(const void *data, size_t i, struct list_row *row);
    /* The text after '/' changed: the model shows matching rows only from now on. NULL: '/' is
     * ignored. */
    void (*filter)(void *data, const char *text);
};

/* Zeroed, then model, data and the columns are set; the rest is the list's. */
struct list {
    const struct list_model *model;
    void *data;
    const char *heading[LIST_COLUMNS]; /* all NULL: no heading line */
    int width[LIST_COLUMNS]; /* columns; 0: this one takes what is left (the first, if none says
                              * so); negative: that many, against the right edge */
    size_t columns;
    bool fitted; /* each column but those against the right edge is as wide as what is in sight
                  * needs, but for a cell that all behind are NULL of: it runs on;
                  * where that is too much the widest give way */
    size_t focus;
    bool filtering;     /* keys go to the text after '/' */
    struct edit filter; /* not empty: rows are filtered */
};

/* Paints; active: the list has the keys and the cursor. */
void list_draw(const struct list *list, struct area area, bool active);

/* Arrows, Home, End and their letters (key_moves()), Page Up and Down, '/'. Enter is IGNORED: what
 * it means is the screen's. Esc first ends the filter. */
enum key_answer list_key(struct list *list, struct area area, int key);
enum key_answer list_paste(struct list *list, const char *text);

/* Brings focus back to a row that exists, after rows went away. */
void list_settle(struct list *list);

#endif
