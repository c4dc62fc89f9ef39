#include "tui/term.h"
#include "tui/text.h"
#include <curses.h>

/* The first and last of a line that begins at `at` and is clipped to [0, end). */
static int clip(int *at, int length, int end)
{
    if (*at < 0) {
        length += *at;
        *at = 0;
    }
    return length < end - *at ? length : end - *at;
}

static const cchar_t *term_line_piece(wchar_t unicode, wchar_t ascii, cchar_t *cell)
{
    wchar_t text[] = { term_utf8() ? unicode : ascii, 0 };

    setcchar(cell, text, A_NORMAL, 0, NULL);
    return cell;
}

void term_hline(int y, int x, int cols)
{
    cchar_t cell;
    int length = clip(&x, cols, COLS);

    if (y >= 0 && y < LINES && length > 0)
        mvhline_set(y, x, term_line_piece(L'\u2500', L'-', &cell), length);
}

void term_vline(int y, int x, int rows)
{
    cchar_t cell;
    int length = clip(&y, rows, LINES);

    if (x >= 0 && x < COLS && length > 0)
        mvvline_set(y, x, term_line_piece(L'\u2502', L'|', &cell), length);
}

static void corner(int y, int x, wchar_t unicode)
{
    cchar_t cell;

    if (y >= 0 && y < LINES && x >= 0 && x < COLS)
        mvadd_wch(y, x, term_line_piece(unicode, L'+', &cell));
}

void term_blank(struct area area)
{
    int length = clip(&area.x, area.cols, COLS);

    for (int y = area.y < 0 ? 0 : area.y; y < area.y + area.rows && y < LINES && length > 0; y++)
        mvhline(y, area.x, ' ', length);
}

void term_box(struct area area)
{
    int bottom = area.y + area.rows - 1, right = area.x + area.cols - 1;

    term_blank(area);
    if (area.rows < 2 || area.cols < 2)
        return;
    term_hline(area.y, area.x + 1, area.cols - 2);
    term_hline(bottom, area.x + 1, area.cols - 2);
    term_vline(area.y + 1, area.x, area.rows - 2);
    term_vline(area.y + 1, right, area.rows - 2);
    corner(area.y, area.x, L'\u250c');
    corner(area.y, right, L'\u2510');
    corner(bottom, area.x, L'\u2514');
    corner(bottom, right, L'\u2518');
}

static wchar_t term_line_at(int y, int x)
{
    wchar_t text[CCHARW_MAX + 1] = { 0 };
    cchar_t cell;
    attr_t attrs;
    short pair;

    if (mvwin_wch(stdscr, y, x, &cell) == OK)
        getcchar(&cell, text, &attrs, &pair, NULL);
    return text[0];
}

void term_cells(int y, int x, int cols, char out[], size_t size)
{
    size_t used = 0, kept = 0;

    for (int i = 0; i < cols && used + 8 < size; i++) {
        wchar_t at = y >= 0 && y < LINES && x + i >= 0 && x + i < COLS ? term_line_at(y, x + i) : 0;

        used += at ? text_write((unsigned)at, out + used) : 0;
        kept = at && at != L' ' ? used : kept;
    }
    out[kept] = '\0';
}

bool term_brackets(int y, int x, int *from, int *to)
{
    if (y < 0 || y >= LINES || x < 0 || x >= COLS)
        return false;
    for (*from = x; *from >= 0 && term_line_at(y, *from) != L'['; --*from)
        if (*from < x && term_line_at(y, *from) == L']')
            return false;
    for (*to = x; *from >= 0 && *to < COLS && term_line_at(y, *to) != L']'; ++*to)
        if (*to > x && term_line_at(y, *to) == L'[')
            return false;
    return *from >= 0 && *to < COLS;
}
