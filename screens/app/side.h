/* side.h - what is to be said of the thing in hand: lines that a screen gathers, shown in the third
 * pane of a wide terminal and on the help page of every other.
 *
 * Widths are columns, texts are cut at a line's size, and lines beyond the last are left away.
 */
#ifndef SCREENS_APP_SIDE_H
#define SCREENS_APP_SIDE_H

#include "tui/term.h"
#include "tui/theme.h"
#include <stddef.h>

enum { SIDE_LINES = 64, SIDE_TEXT = 400 };

enum side_kind { SIDE_TITLE, SIDE_HEAD, SIDE_PLAIN, SIDE_FACT };

struct side_line {
    enum side_kind kind;
    enum mark mark;
    char label[32]; /* of a fact; else "" */
    char text[SIDE_TEXT];
};

/* Starts as { 0 }. */
struct side {
    struct side_line lines[SIDE_LINES];
    size_t count;
};

/* A line of that kind; printf as usual. An empty text adds nothing. */
void side_add(struct side *side, enum side_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A sentence with a sign before it. */
void side_marked(struct side *side, enum mark mark, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A label and its value, with a sign between them; a value that is empty adds nothing. */
void side_fact(struct side *side, const char *label, enum mark mark, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Columns of the widest label below the same heading as line i, for values stand under each other;
 * 0: it is not a fact. */
int side_label(const struct side *side, size_t i);

/* Draws what fits. */
void side_draw(const struct side *side, struct area area);

#endif
