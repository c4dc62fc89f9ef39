#include "tests/play_sizes.h"

#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "tests/play.h"
#include "tui/term.h"

void (*play_everywhere)(void);

enum { ROWS_MOST = 64, ROW_SIZE = 1024 };
typedef char session_rows[ROWS_MOST][ROW_SIZE];

/* The next character; how many bytes. */
static size_t session_character(const char *at)
{
    size_t size = 1;

    while ((at[size] & 0xc0) == 0x80)
        size++;
    return size;
}

/* Underlined blanks are fields and rules: what can be seen is shown. */
static void session_show_fields(const char *row, const char *looks, char out[ROW_SIZE])
{
    size_t used = 0, x = 0, looked = strlen(looks), size;

    for (; (*row || x < looked) && used + 8 < ROW_SIZE; x++, row += size) {
        bool blank = !*row || *row == ' ';
        size = *row ? session_character(row) : 0;
        if (blank)
            out[used++] = x < looked && looks[x] == 'U' ? '_' : ' ';
        else
            memcpy(out + used, row, size), used += size;
    }
    while (used && out[used - 1] == ' ')
        used--;
    out[used] = '\0';
}

/* Keys are new each time, and so are their digests: shown as zeros. */
static void session_hide_digests(char *row)
{
    for (char *at = row; *at; at++) {
        size_t size = strspn(at, "0123456789ABCDEF:");
        bool digest = size > 11 && at[2] == ':' && at[5] == ':' && at[8] == ':';

        for (size_t i = 0; digest && i < size; i++)
            at[i] = at[i] == ':' ? ':' : '0';
        at += size ? size - 1 : 0;
    }
}

static void session_take(struct loop *loop, const char *locale, session_rows rows)
{
    setlocale(LC_CTYPE, locale);
    loop_paint(loop);
    for (int y = 0; y < term_area().rows && y < ROWS_MOST; y++) {
        char row[ROW_SIZE], looks[ROW_SIZE];
        term_row(y, row, sizeof row);
        term_looks(y, looks, sizeof looks);
        session_show_fields(row, looks, rows[y]);
        session_hide_digests(rows[y]);
    }
}

/* What a row of UTF-8 becomes where only ASCII can be shown. */
static void session_in_ascii(const char *row, char out[ROW_SIZE])
{
    static const char *const signs[][2] = {
        { "\u221a", "v" },  { "\u00d7", "x" }, { "\u2022", "." }, { "\u203a", ">" },
        { "\u25bc", "v" },  { "\u25b2", "^" }, { "\u2026", "~" }, { "\u2502", "|" },
        { "\u2500", "-" },  { "\u250c", "+" }, { "\u2510", "+" }, { "\u2514", "+" },
        { "\u2518", "+" },  { "\u2588", "#" }, { "\u2591", "-" }, { "_", "-" },
        { "\u2192", "->" },
    };
    size_t used = 0, size;

    for (; *row && used + 8 < ROW_SIZE; row += size) {
        const char *sign = NULL;
        size = session_character(row);
        for (size_t i = 0; i < sizeof signs / sizeof *signs && !sign; i++)
            if (strlen(signs[i][0]) == size && strncmp(signs[i][0], row, size) == 0)
                sign = signs[i][1];
        used += (size_t)snprintf(out + used, ROW_SIZE - used, "%.*s",
                                 sign ? (int)strlen(sign) : (int)size, sign ? sign : row);
    }
    out[used] = '\0';
}

/* Fields and rules may be shown either way. */
static bool session_alike(const char *a, const char *b)
{
    for (; *a && *b; a++, b++)
        if (*a != *b && !((*a == '_' || *a == '-') && (*b == '_' || *b == '-')))
            return false;
    return *a == *b;
}

static void session_picture(struct loop *loop, const char *size, FILE *out)
{
    static session_rows rich, ascii;
    int cols, rows, used;

    if (sscanf(size, "%dx%d", &cols, &rows) != 2)
        return;
    term_start_test(cols, rows);
    session_take(loop, "C.UTF-8", rich);
    session_take(loop, "C", ascii);
    for (used = rows; used > 0 && !rich[used - 1][0];)
        used--;
    fprintf(out, "at %s\n", size);
    for (int y = 0; y < used; y++)
        fprintf(out, "|%s\n", rich[y]);
    for (int y = 0; y < rows; y++) {
        char expected[ROW_SIZE];
        session_in_ascii(rich[y], expected);
        if (!session_alike(ascii[y], expected))
            fprintf(out, "=%d|%s\n", y + 1, ascii[y]);
    }
}

void play_sizes(struct loop *loop, FILE *out)
{
    static const char *const sizes[] = { "80x24", "40x12", "120x40", "40x9" };
    size_t count =
        sizeof sizes / sizeof *sizes - !getenv("PLAY_SEEN"); /* languages.py looks there */
    struct area was = term_area();

    if (play_painted)
        return;
    for (size_t i = 0; i < count; i++)
        session_picture(loop, sizes[i], out);
    term_start_test(was.cols, was.rows);
    loop_paint(loop);
    if (play_everywhere)
        play_everywhere();
}
