/* thin_test.c - a frame made shorter shows the same: how each byte looks and where it stands is
 * what it was, in fewer bytes. */
#include "tests/test.h"

#include <string.h>

#include "tui/thin/thin.h"

enum { ROOM = 1 << 16 };

static char thin_out[ROOM];

static const char *thin_made(struct thin *thin, const char *text)
{
    size_t size = thin_frame(thin, text, strlen(text), thin_out, sizeof thin_out - 1);

    thin_out[size] = '\0';
    return thin_out;
}

static void test_shorter(void **state)
{
    static const struct {
        const char *text, *single, *whole; /* whole: no attribute is ended alone */
    } cases[] = {
        { "\033[mx", "x", "x" },
        { "\033[1m\033[38;5;231m\033[48;5;24mx\033[m", "\033[1;38;5;231;48;5;24mx\033[m",
          "\033[1;38;5;231;48;5;24mx\033[m" },
        { "\033[1m\033[31mx\033[0m\033[31my\033[m", "\033[1;31mx\033[22my\033[m",
          "\033[1;31mx\033[0;31my\033[m" },
        { "\033[7m\033[m\033[2;3Hx", "\033[2;3Hx", "\033[2;3Hx" },
        { "\033[7m\033[2;3H\033[m\033[K", "\033[2;3H\033[K", "\033[2;3H\033[K" },
        { "\033[41m\033[K\033[0m", "\033[41m\033[K\033[m", "\033[41m\033[K\033[m" },
        { "\033[97m\033[105mx\033[39;49m", "\033[97;105mx\033[m", "\033[97;105mx\033[m" },
        { "\033[38:5:9mx\033[1my\033[mz", "\033[38:5:9mx\033[1my\033[mz",
          "\033[38:5:9mx\033[1my\033[mz" }, /* not understood */
        { "\033[?25l\033]0;t\007", "\033[?25l\033]0;t\007", "\033[?25l\033]0;t\007" },
        { "\033[1", "\033[1", "\033[1" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int singles = 0; singles < 2; singles++) {
            struct thin thin = { .known = true, .singles = singles };
            assert_string_equal(thin_made(&thin, cases[i].text),
                                singles ? cases[i].single : cases[i].whole);
        }
}

static void test_moves(void **state)
{
    static const char *const cases[][2] = {
        { "\033[5;1Ha\033[5;26Hb", "\033[5;1Ha\033[26Gb" },
        { "\033[5;1Ha\r\033[6db", "\033[5;1Ha\r\nb" },
        { "\033[5;1Ha\033[6db", "\033[5;1Ha\033[6db" }, /* it may hang at the edge */
        { "\033[5;1Ha\033[6;2Hb", "\033[5;1Ha\r\n\033[Cb" },
        { "\033[5;1Ha\033[6;28Hb", "\033[5;1Ha\033[6;28Hb" },
        { "\033[Ha\033[1;9Hb", "\033[Ha\033[9Gb" },
        { "\033[5;1Ha\033[2Ab\033[5;9Hc", "\033[5;1Ha\033[2Ab\033[5;9Hc" },
        { "\033[5;1H\033[1;24r\033[5;9Hc", "\033[5;1H\033[1;24r\033[5;9Hc" },
        { "\033[5;1Ha\n\033[5;9Hc", "\033[5;1Ha\n\033[5;9Hc" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct thin thin = { .known = true, .rows = true };
        assert_string_equal(thin_made(&thin, cases[i][0]), cases[i][1]);
        struct thin other = { .known = true };
        assert_string_equal(thin_made(&other, cases[i][0]), cases[i][0]);
    }
}

/* What nobody knows is set as a whole, once. */
static void test_forgotten(void **state)
{
    struct thin thin = { .singles = true };

    (void)state;
    assert_string_equal(thin_made(&thin, "a"), "\033[ma");
    assert_string_equal(thin_made(&thin, "a"), "a");
    thin_forget(&thin);
    assert_string_equal(thin_made(&thin, "\033[31ma\033[m"), "\033[0;31ma\033[m");
}

static void test_no_room(void **state)
{
    struct thin thin = { .known = true };

    (void)state;
    assert_int_equal(thin_frame(&thin, "abc", 3, thin_out, 2), 0);
    assert_false(thin.known);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_shorter),
                                        cmocka_unit_test(test_moves),
                                        cmocka_unit_test(test_forgotten),
                                        cmocka_unit_test(test_no_room) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
