/* theme_signs.c - what stands beside a colour: the sign of each state, in ASCII where the terminal
 * has no more. */
#include "tui/theme.h"

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
    [MARK_SILENT] = { "?", "?", ROLE_WARN },
};

const char *theme_sign(enum mark mark)
{
    return theme_rich_signs() ? marks[mark].rich : marks[mark].ascii;
}

void theme_mark_on(int y, int x, enum mark mark, enum role under)
{
    theme_put(y, x, 1, under == ROLE_PLAIN ? marks[mark].role : under, theme_sign(mark));
}

void theme_mark(int y, int x, enum mark mark)
{
    theme_mark_on(y, x, mark, ROLE_PLAIN);
}

const char *theme_arrow(void)
{
    return theme_rich_signs() ? " \xe2\x86\x92 " : " -> ";
}

void theme_pointer(int y, int x, enum role role)
{
    theme_put(y, x, 1, role, theme_rich_signs() ? "\xe2\x80\xba" : ">");
}

void theme_opens(int y, int x, enum role role)
{
    theme_put(y, x, 1, role, theme_rich_signs() ? "\xe2\x96\xbc" : "v");
}
