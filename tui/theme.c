#include "tui/theme.h"
#include "tui/term.h"
#include "tui/text.h"
#include <curses.h>
#include <stdlib.h>
#include <string.h>

/* Where both colours are chosen here, they keep 4.5:1 in the palettes of xterm, the Linux console,
 * PuTTY and the usual light ones. No colour of the basic eight does that as text on the terminal's
 * own background, which may be black or white; hence a coloured cell with black or white text. */
static const struct {
    attr_t attrs;           /* with and without colours */
    short text, back;       /* of eight colours; 0, 0: the terminal's own */
    short text256, back256; /* of 256: bright ones, and those no palette changes */
    attr_t eight;           /* with eight colours, also */
    attr_t mono;            /* without colours */
} looks[ROLES] = {
    [ROLE_PLAIN] = { .attrs = A_NORMAL },
    [ROLE_TITLE] = { .attrs = A_BOLD },
    [ROLE_BAR] = { .attrs = A_REVERSE },
    [ROLE_DIM] = { .attrs = A_NORMAL }, /* the dim attribute is too faint on many screens */
    [ROLE_FOCUS] = { .attrs = A_REVERSE },
    [ROLE_CHOSEN] = { .attrs = A_BOLD },
    [ROLE_KEY] = { .attrs = A_BOLD },
    [ROLE_FINE] = { .attrs = A_NORMAL }, /* the quiet state: colours are for what wants a look */
    [ROLE_WARN] = { .text = COLOR_BLACK,
                    .back = COLOR_CYAN,
                    .text256 = COLOR_BLACK,
                    .back256 = 220,
                    .mono = A_BOLD },
    /* Of eight colours none goes with red: white on it is 3.3:1 on the Linux console. */
    [ROLE_FAIL] = { .text256 = 15, .back256 = COLOR_RED, .eight = A_REVERSE, .mono = A_REVERSE },
    [ROLE_INCOMPLETE] = { .mono = A_BOLD },
};

static bool coloured;

static short theme_text_of(enum role role)
{
    return COLORS < 256 ? looks[role].text : looks[role].text256;
}

static short back_of(enum role role)
{
    return COLORS < 256 ? looks[role].back : looks[role].back256;
}

void theme_start(void)
{
    const char *no = getenv("NO_COLOR"); /* https://no-color.org: any text but the empty one */

    coloured = false;
    if ((no && *no) || !has_colors() || start_color() == ERR || use_default_colors() == ERR)
        return;
    coloured = true;
    for (enum role role = ROLE_PLAIN; role < ROLES; role++)
        if (back_of(role))
            init_pair((short)(role + 1), theme_text_of(role), back_of(role));
}

void theme_use(enum role role)
{
    bool pair = coloured && back_of(role);
    attr_t more = !coloured ? looks[role].mono : COLORS < 256 ? looks[role].eight : A_NORMAL;

    attr_set(looks[role].attrs | more, (short)(pair ? role + 1 : 0), NULL);
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
    const char *sign, *word;
    enum role role;
} marks[] = {
    [MARK_NONE] = { "", "", ROLE_PLAIN },
    [MARK_FINE] = { "v", "fine", ROLE_FINE },
    [MARK_WARN] = { "!", "warning", ROLE_WARN },
    [MARK_FAIL] = { "x", "failing", ROLE_FAIL },
    [MARK_INCOMPLETE] = { ".", "incomplete", ROLE_INCOMPLETE },
};

void theme_mark(int y, int x, enum mark mark)
{
    theme_put(y, x, 1, marks[mark].role, marks[mark].sign);
}

char theme_sign(enum mark mark)
{
    return mark == MARK_NONE ? ' ' : marks[mark].sign[0];
}

const char *theme_word(enum mark mark)
{
    return marks[mark].word;
}

enum role theme_role(enum mark mark)
{
    return marks[mark].role;
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
            return;
        name = name < size ? name : size;
        theme_use(ROLE_KEY);
        text_put_of(y, x, width, keys, name);
        theme_use(ROLE_PLAIN);
        text_put_of(y, x + text_width_of(keys, name), width, keys + name, size - name);
        keys += size + strspn(keys + size, " ");
        x += width + between;
        cols -= width + between;
    }
}
