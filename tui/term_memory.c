#include "tui/term.h"
#include "tui/text.h"
#include "tui/theme.h"
#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void term_start_test(int cols, int rows)
{
    FILE *nowhere = stdscr ? NULL : fopen("/dev/null", "r+e");

    if (!stdscr && (!nowhere || !newterm("xterm", nowhere, nowhere)))
        abort();
    if (nowhere)
        theme_start();
    resize_term(rows, cols);
}

void term_row(int y, char out[], size_t size)
{
    size_t used = 0, kept = 0;

    for (int x = 0; x < COLS; x++) {
        wchar_t text[CCHARW_MAX + 1] = { 0 };
        cchar_t cell;
        attr_t attrs;
        short pair;
        mvwin_wch(curscr, y, x, &cell);
        getcchar(&cell, text, &attrs, &pair, NULL);
        for (size_t i = 0; text[i] && used + 4 < size; i++)
            used += text_write((unsigned)text[i], out + used);
        if (text[0] != L' ' && text[0])
            kept = used;
        if (text_columns((unsigned)text[0]) == 2)
            x++;
    }
    out[kept] = '\0';
}

static char term_memory_letter(attr_t attrs, short pair)
{
    return attrs & A_REVERSE     ? 'R'
           : pair                ? 'C'
           : attrs & A_UNDERLINE ? 'U'
           : attrs & A_BOLD      ? 'B'
                                 : ' ';
}

void term_looks(int y, char out[], size_t size)
{
    size_t kept = 0;

    for (int x = 0; x < COLS && (size_t)x + 1 < size; x++) {
        wchar_t text[CCHARW_MAX + 1];
        cchar_t cell;
        attr_t attrs;
        short pair;
        mvwin_wch(curscr, y, x, &cell);
        getcchar(&cell, text, &attrs, &pair, NULL);
        out[x] = term_memory_letter(attrs, pair);
        if (out[x] != ' ')
            kept = (size_t)x + 1;
    }
    out[kept] = '\0';
}

void term_cursor_at(int *y, int *x)
{
    getyx(stdscr, *y, *x);
}
