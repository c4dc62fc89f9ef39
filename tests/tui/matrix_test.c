/* matrix_test.c - modules for a camera: each is where it belongs, dark or light, in half blocks and
 * in blanks, with its margin; nothing is drawn where not all of it fits. */
#include "tests/test.h"

#include <locale.h>

#include "tui/matrix.h"
#include "tui/text.h"

enum { MATRIX_SIDE = 5, MATRIX_MARGIN = 2, MATRIX_ALL = MATRIX_SIDE + 2 * MATRIX_MARGIN };
enum { MATRIX_Y = 3, MATRIX_X = 4 };

/* Nothing of it is the same turned round or mirrored. */
static const char matrix_modules[MATRIX_SIDE][MATRIX_SIDE + 1] = { "##.#.", "#..##", ".#...",
                                                                   "###.#", "....#" };

static bool matrix_test_dark(const void *data, int y, int x)
{
    assert_true(y >= 0 && y < MATRIX_SIDE && x >= 0 && x < MATRIX_SIDE);
    return ((const char *)data)[y * (MATRIX_SIDE + 1) + x] == '#';
}

static bool matrix_test_expected(int y, int x)
{
    y -= MATRIX_MARGIN;
    x -= MATRIX_MARGIN;
    return y >= 0 && y < MATRIX_SIDE && x >= 0 && x < MATRIX_SIDE && matrix_modules[y][x] == '#';
}

static bool matrix_test_draw(bool swapped, struct area area)
{
    const struct matrix matrix = { .side = MATRIX_SIDE,
                                   .margin = MATRIX_MARGIN,
                                   .dark = matrix_test_dark,
                                   .data = matrix_modules,
                                   .swapped = swapped };

    term_begin();
    bool drawn = matrix_draw(&matrix, area);
    term_end();
    return drawn;
}

/* Is that module, counted from the margin's corner, shown in the terminal's own two colours, which
 * are dark here? Of a half block its half is meant. */
static bool matrix_test_shown(int y, int x, bool rich)
{
    char row[512], looks[512];
    int line = MATRIX_Y + (rich ? y / 2 : y), column = MATRIX_X + (rich ? x : 2 * x);
    const char *sign = row;

    term_row(line, row, sizeof row);
    term_looks(line, looks, sizeof looks);
    bool reverse = (int)strlen(looks) > column && looks[column] == 'R';
    if (!rich)
        return !reverse;
    for (int i = 0; i < column && *sign; i++)
        sign += text_length((unsigned char)*sign);
    bool upper = !strncmp(sign, "\u2580", 3) || !strncmp(sign, "\u2588", 3);
    bool lower = !strncmp(sign, "\u2584", 3) || !strncmp(sign, "\u2588", 3);
    return (y % 2 ? lower : upper) == reverse;
}

static void matrix_test_all(bool rich, bool swapped)
{
    struct area size = matrix_size(MATRIX_SIDE, MATRIX_MARGIN);

    assert_int_equal(size.rows, rich ? (MATRIX_ALL + 1) / 2 : MATRIX_ALL);
    assert_int_equal(size.cols, rich ? MATRIX_ALL : 2 * MATRIX_ALL);
    assert_true(
        matrix_test_draw(swapped, (struct area){ MATRIX_Y, MATRIX_X, size.rows, size.cols }));
    for (int y = 0; y < MATRIX_ALL; y++)
        for (int x = 0; x < MATRIX_ALL; x++)
            if (matrix_test_shown(y, x, rich) != (matrix_test_expected(y, x) != swapped))
                fail_msg("module %d,%d is wrong (rich %d, swapped %d)", y, x, rich, swapped);
}

static void each_module_is_shown(void **state)
{
    (void)state;
    for (int swapped = 0; swapped < 2; swapped++) {
        setlocale(LC_CTYPE, "C.UTF-8");
        matrix_test_all(true, swapped);
        setlocale(LC_CTYPE, "C");
        matrix_test_all(false, swapped);
    }
}

static void matrix_test_refused(bool rich)
{
    struct area size = matrix_size(MATRIX_SIDE, MATRIX_MARGIN);
    char row[512];

    assert_false(matrix_test_draw(false, (struct area){ 0, 0, size.rows - 1, size.cols }));
    assert_false(matrix_test_draw(false, (struct area){ 0, 0, size.rows, size.cols - 1 }));
    term_looks(0, row, sizeof row);
    if (strchr(row, 'R'))
        fail_msg("a part of it is drawn (rich %d)", rich);
}

static void a_part_is_not_shown(void **state)
{
    (void)state;
    setlocale(LC_CTYPE, "C.UTF-8");
    matrix_test_refused(true);
    setlocale(LC_CTYPE, "C");
    matrix_test_refused(false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_module_is_shown),
        cmocka_unit_test(a_part_is_not_shown),
    };

    setenv("NO_COLOR", "1", 1); /* reverse video is told from a colour */
    term_start_test(40, 20);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
