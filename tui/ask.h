/* ask.h - a question in a box over the rest of the screen, with buttons and maybe a line to type.
 * It has no loop of its own: the screen draws it last and gives it the keys first. */
#ifndef TUI_ASK_H
#define TUI_ASK_H

#include "tui/edit.h"
#include "tui/key.h"
#include "tui/theme.h"
#include <stdbool.h>
#include <stddef.h>

enum { ASK_OPEN = -1, ASK_LEFT = -2 };

struct ask {
    const char *title;
    const char *text;           /* wrapped; '\n' ends a line; Page Up and Down scroll it */
    const char *const *buttons; /* NULL-terminated; each begins with another letter */
    struct edit *edit;          /* NULL: no line to type; edit->hidden for a secret */
    size_t whole;               /* letters and digits of a code that may be typed: how many are
                                   there is told; 0: it is no code */
    const char *why;            /* under the line: why it was refused; NULL: nothing */
    enum mark mark;             /* of the why */
    size_t focus;               /* the button; the line comes before them, see typing */
    bool typing;                /* the line has the keys: set it when there is one */
    int top;                    /* first line of text shown */
};

/* Paints it in the middle, and puts the cursor. */
void ask_draw(const struct ask *ask);

/* The button taken, by Enter or by its first letter (no letter is a command while the line has the
 * keys; Enter there is the first button); ASK_LEFT for Esc; ASK_OPEN: go on. The caller closes
 * edit. */
int ask_key(struct ask *ask, int key);
/* Into the line, if it has the keys. */
void ask_paste(struct ask *ask, const char *text);

#endif
