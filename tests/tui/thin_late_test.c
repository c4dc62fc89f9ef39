/* thin_late_test.c - signs that go last stand where they stood and look as they did: a terminal of
 * a few rows is drawn by both frames, and compared. */
#include "tests/test.h"

#include <locale.h>
#include <string.h>

#include "tui/thin/thin.h"

enum { ROWS = 6, COLUMNS = 12, ROOM = 4096 };

#define RED "\033[38;5;231;48;5;124m"
#define YELLOW "\033[38;5;16;48;5;220m"

struct screen {
    int row, column;
    char look[40];
    struct {
        char glyph[8], look[40];
    } cells[ROWS][COLUMNS];
};

static void screen_sequence(struct screen *screen, const char *at, const char *next)
{
    int first = 0, second = 0, count = sscanf(at + 2, "%d;%d", &first, &second);

    first = count > 0 && first ? first : 1;
    if (next[-1] == 'm')
        snprintf(screen->look, sizeof screen->look, "%.*s", (int)(next - at),
                 next - at == 3 ? "" : at);
    else if (next[-1] == 'H')
        screen->row = first, screen->column = second ? second : 1;
    else if (next[-1] == 'd')
        screen->row = first;
    else if (next[-1] == 'G')
        screen->column = first;
    else if (next[-1] == 'C')
        screen->column += first;
    else if (next[-1] == 'K')
        for (int x = screen->column; x <= COLUMNS; x++)
            screen->cells[screen->row - 1][x - 1].glyph[0] = '\0';
}

static void screen_write(struct screen *screen, const char *at, size_t size)
{
    assert_in_range(screen->row, 1, ROWS);
    assert_in_range(screen->column, 1, COLUMNS);
    snprintf(screen->cells[screen->row - 1][screen->column - 1].glyph, 8, "%.*s", (int)size, at);
    memcpy(screen->cells[screen->row - 1][screen->column - 1].look, screen->look, 40);
    screen->column++;
}

static void screen_draw(struct screen *screen, const char *text)
{
    for (const char *at = text, *next; *at; at = next) {
        next = at + 1;
        while ((*next & 0xC0) == 0x80)
            next++;
        if (*at == '\033') {
            next += 1 + strcspn(next + 1, "HdGCKm") + 1;
            screen_sequence(screen, at, next);
        } else if (*at == '\r') {
            screen->column = 1;
        } else if (*at == '\n') {
            screen->row++;
        } else if (*at == '\b') {
            screen->column--;
        } else {
            screen_write(screen, at, (size_t)(next - at));
        }
    }
}

/* Returns how many bytes less it is. */
static size_t late_saves(const char *frame)
{
    static struct screen was, is;
    static char out[ROOM];
    struct thin thin = { .known = true, .rows = true, .singles = true };
    size_t size = thin_frame(&thin, frame, strlen(frame), out, sizeof out - 1);

    out[size] = '\0';
    memset(&was, 0, sizeof was);
    memset(&is, 0, sizeof is);
    was.row = was.column = is.row = is.column = 1;
    screen_draw(&was, frame);
    screen_draw(&is, out);
    for (int y = 0; y < ROWS; y++)
        for (int x = 0; x < COLUMNS; x++) {
            assert_string_equal(was.cells[y][x].glyph, is.cells[y][x].glyph);
            assert_string_equal(was.cells[y][x].look, is.cells[y][x].look);
        }
    assert_int_equal(was.row, is.row);
    assert_int_equal(was.column, is.column);
    assert_string_equal(was.look, is.look);
    return strlen(frame) - size;
}

#define SIGN RED "\xc3\x97\033[m"

static void test_last(void **state)
{
    static const struct {
        const char *frame;
        size_t saves;
    } cases[] = {
        /* Rows of a list, one below the other; one in another colour between them; in two columns,
         * of which the second ends a line, where its look ends behind the line. */
        { "\033[1;1H " SIGN " a\r\n " SIGN " b\r\n " SIGN " c\033[6;1H", 33 },
        { "\033[1;1H " SIGN " a\r\n " SIGN " b\r\n " YELLOW "!\033[m c\r\n " SIGN " d", 26 },
        { "\033[1;1H " SIGN " a " SIGN "\r\n " SIGN " b " SIGN "\033[6;1H", 13 },
        /* One alone has nothing to gain; at the edge none goes back by one column. */
        { "\033[1;1H " SIGN " a", 0 },
        { "\033[1;1H " SIGN " a\r\n " SIGN " b\033[6;1H", 13 },
        { "\033[1;12H" SIGN "\033[2;12H" SIGN "\033[3;12H" SIGN "\033[6;1H", 46 },
        /* Where the cursor stands is not known; what comes behind may move them. */
        { " " SIGN " a\r\n " SIGN " b\r\n " SIGN " c", 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(late_saves(cases[i].frame), cases[i].saves);
}

/* Lines that are moved, and all that is not followed, leave signs where they are. */
static void test_unsure(void **state)
{
    static const char *const behind[] = { "\033[2L", "\033[1;4r", "\033[J", "\033[A", "\033[?25l" };
    static char frame[ROOM], out[ROOM];

    (void)state;
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
        struct thin thin = { .known = true, .rows = true };
        snprintf(frame, sizeof frame,
                 "\033[1;1H " SIGN " a\r\n " SIGN " b\r\n " SIGN " c%s\033[6;1H", behind[i]);
        size_t size = thin_frame(&thin, frame, strlen(frame), out, sizeof out - 1);
        out[size] = '\0';
        assert_non_null(strstr(out, SIGN " a\r\n"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_last),
                                        cmocka_unit_test(test_unsure) };

    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
