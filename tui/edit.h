/* edit.h - one line being edited. Knows no terminal; uses no heap.
 *
 * The caller supplies the memory, for a secret in a page that is locked and not dumped. What an
 * edit lets go of it wipes, secret or not.
 */
#ifndef TUI_EDIT_H
#define TUI_EDIT_H

#include <stdbool.h>
#include <stddef.h>

enum { EDIT_SIZE = 4000 }; /* with what is beside it, below a page */

struct edit {
    char text[EDIT_SIZE]; /* UTF-8, ends with a NUL */
    size_t size, at;      /* bytes; at: before this byte stands the cursor */
    size_t max;           /* bytes allowed, below EDIT_SIZE */
    bool hidden;          /* shown as '*', one for each character */
};

/* Begins with that text (NULL: empty), cut to max bytes (0: as many as there is room for), cursor
 * at the end. hidden stays as it is. */
void edit_start(struct edit *edit, const char *text, size_t max);

/* Wipes everything. */
void edit_close(struct edit *edit);

/* False if it is not for an edit, or had no effect. Takes what can be typed, Backspace, Delete,
 * Left, Right, Home, End, Ctrl-Left, Ctrl-Right, and Ctrl-A Ctrl-E Ctrl-B Ctrl-F Ctrl-D Ctrl-H
 * Ctrl-K (to the end) Ctrl-U (to the start) Ctrl-W (a word). */
bool edit_key(struct edit *edit, int key);

/* Inserts what fits, without control characters; returns false if not all did. */
bool edit_paste(struct edit *edit, const char *text);

/* Which part shows in cols columns: the first byte, so that the cursor, which needs a column of its
 * own, can be seen. */
size_t edit_view(const struct edit *edit, int cols);

/* The columns of those bytes as shown: of a hidden text one for each character. */
int edit_columns(const struct edit *edit, size_t from, size_t to);

/* Paints it at y, x in cols columns; active: and puts the cursor. (edit_draw.c: the rest needs no
 * terminal.) */
void edit_draw(const struct edit *edit, int y, int x, int cols, bool active);

#endif
