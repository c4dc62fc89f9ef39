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
} looks[ROLES] = {
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
};

enum depth { DEPTH_MONO, DEPTH_FEW, DEPTH_RICH };
static enum depth depth;
static bool plain; /* few bytes: no bars, no fields */

struct theme_colours theme_colours(enum role role, bool rich)
{
    return rich ? looks[role].rich : looks[role].few;
}

static bool theme_coloured(enum role role)
{
    struct theme_colours colours = theme_colours(role, depth == DEPTH_RICH);

    return depth != DEPTH_MONO && (colours.text != OWN || colours.back != OWN);
}

/* https://no-color.org: any text but the empty one. */
static enum depth theme_depth(void)
{
    const char *no = getenv("NO_COLOR");

    if (plain || (no && *no) || !has_colors() || start_color() == ERR ||
        use_default_colors() == ERR)
        return DEPTH_MONO;
    return COLORS < 256 ? DEPTH_FEW : DEPTH_RICH;
}

/* On a slow line bars cost what they are not worth: by itself up to 9600 baud. */
static bool theme_wants_plain(void)
{
    const char *look = getenv("PRINTSEAL_LOOK");
    struct termios line;

    if (look && *look)
        return strcmp(look, "plain") == 0;
    return tcgetattr(STDOUT_FILENO, &line) == 0 && cfgetospeed(&line) != B0 &&
           cfgetospeed(&line) <= B9600;
}

void theme_start(void)
{
    plain = theme_wants_plain();
    depth = theme_depth();
    for (enum role role = ROLE_PLAIN; role < ROLES; role++)
        if (theme_coloured(role)) {
            struct theme_colours colours = theme_colours(role, depth == DEPTH_RICH);
            init_pair((short)(role + 1), colours.text, colours.back);
        }
}

/* In the plain look only what is told by a look and by nothing else has one: a sign says it all. */
static bool theme_left_out(enum role role)
{
    return plain && role != ROLE_TITLE && role != ROLE_FOCUS && role != ROLE_KEY &&
           role != ROLE_FIELD_FOCUS;
}

void theme_use(enum role role)
{
    attr_t attrs = depth == DEPTH_RICH  ? looks[role].with_rich
                   : depth == DEPTH_FEW ? looks[role].with_few
                                        : looks[role].mono;

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
    if (plain)
        return;
    if (!theme_rich_signs() || !(termattrs() & A_UNDERLINE)) {
        term_hline(y, x, cols);
        return;
    }
    attr_set(A_UNDERLINE, 0, NULL);
    term_blank((struct area){ y, x, 1, cols });
    theme_use(ROLE_PLAIN);
}

void theme_wall(int y, int x, int rows)
{
    if (!plain)
        term_vline(y, x, rows);
}

bool theme_plain(void)
{
    return plain;
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

static const struct {
    const char *ascii, *rich;
    enum role role;
} marks[] = {
    [MARK_NONE] = { "", "", ROLE_PLAIN },
    [MARK_FINE] = { "v", "\xe2\x88\x9a", ROLE_PLAIN },
    [MARK_WARN] = { "!", "!", ROLE_WARN },
    [MARK_FAIL] = { "x", "\xc3\x97", ROLE_FAIL },
    [MARK_INCOMPLETE] = { ".", "\xe2\x80\xa2", ROLE_INCOMPLETE },
    [MARK_OFF] = { "-", "-", ROLE_PLAIN },
    [MARK_WAIVED] = { "~", "~", ROLE_WAIVED },
};

void theme_mark_on(int y, int x, enum mark mark, enum role under)
{
    const char *sign = theme_rich_signs() ? marks[mark].rich : marks[mark].ascii;

    theme_put(y, x, 1, marks[mark].role == ROLE_PLAIN ? under : marks[mark].role, sign);
}

void theme_mark(int y, int x, enum mark mark)
{
    theme_mark_on(y, x, mark, ROLE_PLAIN);
}

void theme_pointer(int y, int x, enum role role)
{
    theme_put(y, x, 1, role, theme_rich_signs() ? "\xe2\x80\xba" : ">");
}

void theme_opens(int y, int x, enum role role)
{
    theme_put(y, x, 1, role, theme_rich_signs() ? "\xe2\x96\xbc" : "v");
}

/* Between two keys: three blanks if all find room so, else two, for one key more. */
static int gap(int cols, const char *keys)
{
    int width = 0;

    while (*keys) {
        const char *end = strstr(keys, "  ");
        size_t size = end ? (size_t)(end - keys) : strlen(keys);
        width += text_width_of(keys, size) + 3;
        keys += size + strspn(keys + size, " ");
    }
    return width - 3 <= cols ? 3 : 2;
}

void theme_keys(int y, int x, int cols, const char *keys)
{
    int between = keys ? gap(cols, keys) : 0;

    while (keys && *keys) {
        const char *end = strstr(keys, "  ");
        size_t size = end ? (size_t)(end - keys) : strlen(keys);
        size_t name = strcspn(keys, " ");
        int width = text_width_of(keys, size);
        if (width > cols)
            break;
        name = name < size ? name : size;
        theme_use(ROLE_KEY);
        text_put_of(y, x, width, keys, name);
        theme_use(ROLE_BAR);
        text_put_of(y, x + text_width_of(keys, name), width, keys + name, size - name);
        keys += size + strspn(keys + size, " ");
        x += width + between;
        cols -= width + between;
    }
    theme_use(ROLE_PLAIN);
}
