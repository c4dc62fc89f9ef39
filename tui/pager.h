/* pager.h - text longer than the screen: help, reports, differences. */
#ifndef TUI_PAGER_H
#define TUI_PAGER_H

#include "tui/edit.h"
#include "tui/key.h"
#include "tui/term.h"
#include "tui/theme.h"
#include <stdbool.h>
#include <stddef.h>

enum { PAGER_LABEL = '\x1f' };

/* Line i and how it looks; NULL: there is no such line. It is wrapped to the width of the area;
 * what stands behind a PAGER_LABEL in it under itself, if that leaves it half of the width. */
typedef const char *pager_line(const void *data, size_t i, enum role *role);

/* Zeroed, then line and data are set. */
struct pager {
    pager_line *line;
    const void *data;
    size_t top; /* the line at the top, unwrapped */
    bool searching;
    struct edit needle;
};

/* Paints; the cursor rests on the first line that says something. */
void pager_draw(const struct pager *pager, struct area area);

/* Up, Down, Page Up, Page Down, Space, Home, End and their letters (key_moves()); '/', n and N
 * search. Esc ends a search, else is IGNORED. */
enum key_answer pager_key(struct pager *pager, struct area area, int key);

#endif
