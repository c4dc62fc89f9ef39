#include "tui/text.h"
#include <curses.h>
#include <string.h>
#include <wchar.h>

enum { CELLS = 128 };

/* Combining characters at the start would join the cell before, which belongs to somebody else. */
static size_t leading(const char *text, size_t size)
{
    size_t at = 0;
    unsigned point;

    while (at < size) {
        size_t length = text_read(text + at, size - at, &point);
        if (text_columns(point) > 0)
            break;
        at += length;
    }
    return at;
}

/* Paints what is known to fit. */
static void paint(int y, int x, const char *text, size_t size)
{
    wchar_t wide[CELLS];
    int used = 0;
    unsigned point;

    move(y, x);
    for (size_t at = leading(text, size); at < size;) {
        at += text_read(text + at, size - at, &point);
        wide[used++] = text_shown(point);
        if (used == CELLS || at >= size) {
            addnwstr(wide, used);
            explicit_bzero(wide,
                           (size_t)used * sizeof *wide); /* it may be a secret being looked at */
            used = 0;
        }
    }
}

void text_put_cut(int y, int x)
{
    const char *sign = term_utf8() ? "\xe2\x80\xa6" : "~";

    paint(y, x, sign, strlen(sign));
}

int text_put_of(int y, int x, int cols, const char *text, size_t size)
{
    size_t fits;
    int width;

    if (cols > COLS - x)
        cols = COLS - x;
    if (y < 0 || y >= LINES || x < 0 || cols <= 0 || size == 0)
        return 0;
    fits = text_fit(text, size, cols);
    if (fits < size)
        fits = text_fit(text, size, cols - 1);
    width = text_width_of(text, fits);
    paint(y, x, text, fits);
    if (fits == size)
        return width;
    text_put_cut(y, x + width);
    return width + 1;
}

int text_put(int y, int x, int cols, const char *text)
{
    return text ? text_put_of(y, x, cols, text, strlen(text)) : 0;
}

int text_put_right(int y, int x, int cols, const char *text)
{
    int width = text ? text_width(text) : 0;

    return text_put(y, width < cols ? x + cols - width : x, width < cols ? width : cols, text);
}

int text_put_wrapped(struct area area, const char *text)
{
    int line = 0;
    size_t next;

    for (; text && *text && line < area.rows && area.cols > 0; text += next, line++) {
        size_t size = text_wrap(text, area.cols, &next);
        bool last = line == area.rows - 1 && text[next];
        text_put_of(area.y + line, area.x, area.cols, text, last ? strcspn(text, "\n") : size);
    }
    return line;
}
