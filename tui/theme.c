#include "tui/theme.h"
#include "tui/term.h"
#include "tui/text.h"
#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { OWN = -1 }; /* the terminal's own colour */

/* Both colours of a pair are chosen here, from those that no palette changes: 4.5:1 and better,
 * whatever the terminal's own colours are (theme_test.c computes it). Of the basic eight none is
 * readable as text on black and on white, hence reverse, underline and black on a light cell. */
static const struct {
    struct theme_colours rich; /* of 256 */
    struct theme_colours few;  /* of 8 */
    attr_t with_rich, with_few, mono;
} roles[ROLES] = {
    [ROLE_PLAIN] = { { OWN, OWN }, { OWN, OWN }, A_NORMAL, A_NORMAL, A_NORMAL },
    [ROLE_TITLE] = { { OWN, OWN }, { OWN, OWN }, A_BOLD, A_BOLD, A_BOLD },
    [ROLE_BAR] = { { 231, 24 }, { OWN, OWN }, A_NORMAL, A_REVERSE, A_REVERSE },
    /* The dim attribute is too faint on many screens. */
    [ROLE_DIM] = { { 243, OWN }, { OWN, OWN }, A_NORMAL, A_NORMAL, A_NORMAL },
    [ROLE_FOCUS] = { { 16, 152 }, { OWN, OWN }, A_NORMAL, A_REVERSE, A_REVERSE },
    [ROLE_CHOSEN] = { { 231, 238 }, { OWN, OWN }, A_NORMAL, A_BOLD, A_BOLD },
    /* The bar turned round: nine bytes a key. */
    [ROLE_KEY] = { { 231, 24 }, { OWN, OWN }, A_REVERSE, A_BOLD, A_BOLD },
    [ROLE_FIELD] = { { 231, 238 }, { OWN, OWN }, A_NORMAL, A_UNDERLINE, A_UNDERLINE },
    [ROLE_FIELD_FOCUS] = { { 16, 254 }, { OWN, OWN }, A_NORMAL, A_REVERSE, A_REVERSE },
    [ROLE_BUTTON] = { { 231, 24 }, { OWN, OWN }, A_NORMAL, A_BOLD, A_BOLD },
    [ROLE_FINE] = { { 231, 22 }, { COLOR_BLACK, COLOR_GREEN }, A_NORMAL, A_NORMAL, A_BOLD },
    [ROLE_WARN] = { { 16, 220 }, { COLOR_BLACK, COLOR_CYAN }, A_NORMAL, A_NORMAL, A_BOLD },
    /* Of eight colours none goes with red: white on it is 3.3:1 on the Linux console. */
    [ROLE_FAIL] = { { 231, 124 }, { OWN, OWN }, A_NORMAL, A_REVERSE | A_BOLD, A_REVERSE | A_BOLD },
    [ROLE_INCOMPLETE] = { { OWN, OWN }, { OWN, OWN }, A_NORMAL, A_NORMAL, A_BOLD },
    [ROLE_WAIVED] = { { 231, 60 }, { OWN, OWN }, A_NORMAL, A_REVERSE, A_NORMAL },
    [ROLE_LIGHT] = { { 16, 231 }, { COLOR_BLACK, COLOR_WHITE }, A_NORMAL, A_NORMAL, A_REVERSE },
    [ROLE_DARK] = { { 16, 231 }, { COLOR_BLACK, COLOR_WHITE }, A_REVERSE, A_REVERSE, A_NORMAL },
};

/* With 256 colours in the look of high contrast; a role that is not here has no colour in it. */
static const struct theme_colours contrasts[ROLES] = {
    [ROLE_PLAIN] = { OWN, OWN }, [ROLE_TITLE] = { OWN, OWN },      [ROLE_BAR] = { 231, 16 },
    [ROLE_DIM] = { OWN, OWN },   [ROLE_FOCUS] = { 16, 226 },       [ROLE_CHOSEN] = { 231, 17 },
    [ROLE_KEY] = { 16, 226 },    [ROLE_FIELD] = { 231, 17 },       [ROLE_FIELD_FOCUS] = { 16, 231 },
    [ROLE_BUTTON] = { 231, 17 }, [ROLE_FINE] = { 231, 22 },        [ROLE_WARN] = { 16, 220 },
    [ROLE_FAIL] = { 231, 88 },   [ROLE_INCOMPLETE] = { OWN, OWN }, [ROLE_WAIVED] = { 231, 54 },
    [ROLE_LIGHT] = { 16, 231 },  [ROLE_DARK] = { 16, 231 },
};

const char *const theme_looks[LOOKS] = { "auto", "default", "contrast", "plain" };
static enum theme_look wanted, shown_look;

enum depth { DEPTH_MONO, DEPTH_FEW, DEPTH_RICH };
static enum depth depth;
static bool started;

struct theme_colours theme_colours(enum role role, bool rich)
{
    if (rich && shown_look == LOOK_CONTRAST)
        return contrasts[role];
    return rich ? roles[role].rich : roles[role].few;
}

/* The plain look has no colours. */
static enum depth theme_shown(void)
{
    return shown_look == LOOK_PLAIN ? DEPTH_MONO : depth;
}

static bool theme_coloured(enum role role)
{
    struct theme_colours colours = theme_colours(role, depth == DEPTH_RICH);

    return theme_shown() != DEPTH_MONO && (colours.text != OWN || colours.back != OWN);
}

/* https://no-color.org: any text but the empty one. */
static enum depth theme_depth(void)
{
    const char *no = getenv("NO_COLOR");

    if ((no && *no) || !has_colors() || start_color() == ERR || use_default_colors() == ERR)
        return DEPTH_MONO;
    return COLORS < 256 ? DEPTH_FEW : DEPTH_RICH;
}

/* On a slow line bars cost what they are not worth: up to 9600 baud. */
static bool theme_slow(void)
{
    struct termios line;

    return tcgetattr(STDOUT_FILENO, &line) == 0 && cfgetospeed(&line) != B0 &&
           cfgetospeed(&line) <= B9600;
}

/* LOOKS: none is named. A name that is none is the default look. */
static enum theme_look theme_named(void)
{
    const char *name = getenv("PRINTSEAL_LOOK");
    enum theme_look named = LOOK_BY_ITSELF;

    if (!name || !*name)
        return LOOKS;
    while (named < LOOKS && strcmp(name, theme_looks[named]) != 0)
        named++;
    return named < LOOKS ? named : LOOK_DEFAULT;
}

struct theme_state theme_state(void)
{
    enum theme_look named = theme_named(), asked = named < LOOKS ? named : wanted;
    struct theme_state state = { asked, wanted, named < LOOKS ? LOOK_OF_NAME : LOOK_OF_CHOICE };

    if (asked == LOOK_BY_ITSELF) {
        state.shown = theme_slow() ? LOOK_PLAIN : LOOK_DEFAULT;
        state.reason = theme_slow() ? LOOK_OF_SPEED : LOOK_OF_ITSELF;
    }
    return state;
}

static void theme_pairs(void)
{
    for (enum role role = ROLE_PLAIN; role < ROLES; role++)
        if (theme_coloured(role)) {
            struct theme_colours colours = theme_colours(role, depth == DEPTH_RICH);
            init_pair((short)(role + 1), colours.text, colours.back);
        }
}

/* In the plain look only what is told by a look and by nothing else has one: a sign says it all. */
static bool theme_left_out(enum role role)
{
    return shown_look == LOOK_PLAIN && role != ROLE_TITLE && role != ROLE_FOCUS &&
           role != ROLE_KEY && role != ROLE_FIELD_FOCUS && role != ROLE_LIGHT && role != ROLE_DARK;
}

void theme_start(void)
{
    shown_look = theme_state().shown;
    depth = theme_depth();
    started = true;
    theme_pairs();
}

void theme_choose(enum theme_look next)
{
    wanted = next;
    shown_look = theme_state().shown;
    if (started)
        theme_pairs();
}

void theme_use(enum role role)
{
    enum depth shown = theme_shown();
    attr_t attrs = shown == DEPTH_RICH  ? roles[role].with_rich
                   : shown == DEPTH_FEW ? roles[role].with_few
                                        : roles[role].mono;

    if (theme_left_out(role))
        attr_set(A_NORMAL, 0, NULL);
    else
        attr_set(attrs, (short)(theme_coloured(role) ? role + 1 : 0), NULL);
}

void theme_fill(int y, int x, int cols, enum role role)
{
    if (theme_left_out(role))
        return;
    theme_use(role);
    term_blank((struct area){ y, x, 1, cols });
    theme_use(ROLE_PLAIN);
}

void theme_rule(int y, int x, int cols)
{
    if (!theme_plain())
        term_hline(y, x, cols);
}

void theme_wall(int y, int x, int rows)
{
    if (!theme_plain())
        term_vline(y, x, rows);
}

bool theme_colours_shown(void)
{
    return theme_shown() != DEPTH_MONO;
}

bool theme_plain(void)
{
    return shown_look == LOOK_PLAIN;
}

/* Debian's console fonts have not all of them, and a vt100 has none. */
bool theme_rich_signs(void)
{
    const char *type = termname();

    return term_utf8() && type && strncmp(type, "linux", 5) != 0 && strncmp(type, "vt", 2) != 0;
}

int theme_put(int y, int x, int cols, enum role role, const char *text)
{
    int used;

    theme_use(role);
    used = text_put(y, x, cols, text);
    theme_use(ROLE_PLAIN);
    return used;
}
