/* menu.h - a few choices in a box, over the rest of the screen. */
#ifndef TUI_MENU_H
#define TUI_MENU_H

#include "tui/key.h"
#include "tui/term.h"
#include <stddef.h>

enum { MENU_OPEN = -1, MENU_LEFT = -2, MENU_OTHER = -3 };

struct menu {
    const char *title;          /* NULL: none */
    const char *const *choices; /* NULL-terminated, the caller's */
    /* What follows from taking each, under it: of all if they fit on the screen, else of the one in
     * hand if that does. NULL: nothing is said. */
    const char *const *meanings;
    const char *const *keys; /* of each choice, in a column at the right that stays whole; NULL */
    size_t focus;
    int y, x; /* where its corner would like to be; it is moved so that all of it is seen */
    struct area within; /* the columns of the screen it may cover; none: all of them */
};

/* Paints it, and puts the cursor. */
void menu_draw(const struct menu *menu);

/* The choice taken with Enter or Space, MENU_LEFT for Esc, MENU_OPEN: go on; MENU_OTHER: it is none
 * of a menu's keys. A letter goes to the next choice that begins with it. */
int menu_key(struct menu *menu, int key);

#endif
