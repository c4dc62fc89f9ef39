/* theme.h - colours and signs by what they mean.
 *
 * Every state has a sign as well as a colour, so that nothing is lost in monochrome, with NO_COLOR,
 * to colour-blind people or in Braille. Text is drawn in the terminal's own two colours, or with
 * both colours chosen here, so that the contrast is at least 4.5:1 (WCAG 1.4.3) in every palette.
 */
#ifndef TUI_THEME_H
#define TUI_THEME_H

#include <stdbool.h>

enum role {
    ROLE_PLAIN,
    ROLE_TITLE,
    ROLE_BAR,    /* the line at the top */
    ROLE_DIM,    /* less important */
    ROLE_FOCUS,  /* what has the keys */
    ROLE_CHOSEN, /* what would have them if its part of the screen had */
    ROLE_KEY,    /* the name of a key in the bottom line */
    ROLE_FINE,
    ROLE_WARN,
    ROLE_FAIL,
    ROLE_INCOMPLETE,
    ROLES
};

enum mark { MARK_NONE, MARK_FINE, MARK_WARN, MARK_FAIL, MARK_INCOMPLETE };

/* Called by term_start(): colours if the terminal has them and NO_COLOR is empty or unset. */
void theme_start(void);

/* What is put from now on looks like that. */
void theme_use(enum role role);

/* text_put() in that role; plain afterwards. */
int theme_put(int y, int x, int cols, enum role role, const char *text);

/* The sign of a mark in its colour, one column: 'v' '!' 'x' '.' or nothing. */
void theme_mark(int y, int x, enum mark mark);
char theme_sign(enum mark mark);
const char *theme_word(enum mark mark); /* "fine", "warning", "failing", "incomplete", "" */
enum role theme_role(enum mark mark);

/* The keys that work here, as "Tab next   / search   ? help": two blanks or more stand between the
 * keys; the names of keys are emphasised. What does not fit is left out from the right, whole. */
void theme_keys(int y, int x, int cols, const char *keys);

#endif
