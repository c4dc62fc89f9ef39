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
    ROLE_FIELD,  /* what can be typed into or opened */
    ROLE_FIELD_FOCUS,
    ROLE_BUTTON,
    ROLE_FINE, /* badges: a word or a sign with a state */
    ROLE_WARN,
    ROLE_FAIL,
    ROLE_INCOMPLETE,
    ROLE_WAIVED,
    ROLE_LIGHT, /* modules for a camera (matrix.h): dark signs on light, or blanks of either */
    ROLE_DARK,
    ROLES
};

enum mark {
    MARK_NONE,
    MARK_FINE,
    MARK_WARN,
    MARK_FAIL,
    MARK_INCOMPLETE,
    MARK_OFF,
    MARK_WAIVED,
    MARK_SILENT /* was asked, and did not answer */
};

/* The looks that there are: by itself (plain up to 9600 baud, else the default), the default, one
 * with 7:1 and better (WCAG 1.4.6), and one without bars, fields, lines and colours, of few bytes.
 */
enum theme_look { LOOK_BY_ITSELF, LOOK_DEFAULT, LOOK_CONTRAST, LOOK_PLAIN, LOOKS };
extern const char *const theme_looks[LOOKS]; /* their names, as in PRINTSEAL_LOOK */

/* What somebody wants; $PRINTSEAL_LOOK stands above it. At any time: what is painted from now on
 * looks like that. */
void theme_choose(enum theme_look look);

/* How it looks, what was chosen, and what decided: a choice, $PRINTSEAL_LOOK, the speed of the line
 * or nothing. */
struct theme_state {
    enum theme_look shown, chosen;
    enum { LOOK_OF_ITSELF, LOOK_OF_SPEED, LOOK_OF_CHOICE, LOOK_OF_NAME } reason;
};
struct theme_state theme_state(void);

/* Called by term_start(): colours if the terminal has them and NO_COLOR is empty or unset. */
void theme_start(void);
bool theme_plain(void);
bool theme_colours_shown(void); /* not in the plain look either */

/* The colours of a role, of 256 (rich) or of 8; -1: the terminal's own. */
struct theme_colours {
    short text, back;
};
struct theme_colours theme_colours(enum role role, bool rich);

/* May signs beyond ASCII be shown? In a UTF-8 locale, but not on a console or a vt100. */
bool theme_rich_signs(void);

/* Blanks in that look: a bar. Nothing in the plain look, where it has none. */
void theme_fill(int y, int x, int cols, enum role role);

/* A line under a title, or between two panes. Not in the plain look: what it parts stands apart
 * anyway. */
void theme_rule(int y, int x, int cols);
void theme_wall(int y, int x, int rows);

/* What is put from now on looks like that. */
void theme_use(enum role role);

/* text_put() in that role; plain afterwards. */
int theme_put(int y, int x, int cols, enum role role, const char *text);

/* The sign of a mark in its colour, one column: a tick, '!', a cross, a dot, '-' (off), '~'
 * (waived) or nothing; on the row in hand it has that row's look, and costs no bytes more. */
void theme_mark(int y, int x, enum mark mark);
void theme_mark_on(int y, int x, enum mark mark, enum role under);

/* The sign alone, for a line of text: where many stand below each other, each colour is 20 bytes.
 */
const char *theme_sign(enum mark mark);

/* Between what is and what will be, blanks around it. */
const char *theme_arrow(void);

/* What stands before the row in hand, and behind a field that opens a list. One column. */
void theme_pointer(int y, int x, enum role role);
void theme_opens(int y, int x, enum role role);

/* The keys that work here, as "Tab next   / search   ? help": two blanks or more stand between the
 * keys; the names of keys are emphasised. What does not fit is left out from the right, whole. */
void theme_keys(int y, int x, int cols, const char *keys);

/* Which of them, 0 the first, is in that column from the start; -1: none. */
int theme_keys_at(int column, int cols, const char *keys);

#endif
