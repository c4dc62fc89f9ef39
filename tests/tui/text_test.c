/* text_test.c - widths, cuts, wraps and what is put on the screen, in UTF-8 and in C. */
#include "tests/test.h"

#include "tui/text.h"
#include <locale.h>

static const struct {
    const char *text;
    int width, cols;
    size_t fits;
} widths[] = {
    { "", 0, 5, 0 },
    { "plain", 5, 3, 3 },
    { "na\303\257ve", 5, 3, 4 },
    { "\344\270\255\346\226\207", 4, 3, 3 }, /* wide characters are not halved */
    { "e\314\201x", 2, 1, 3 },               /* an accent stays with its letter */
    { "a\033[31m", 6, 9, 6 },                /* controls show as one '?' each */
    { "\377\376", 2, 1, 1 },
};

static void test_widths(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        const char *text = widths[i].text;
        assert_int_equal(text_width(text), widths[i].width);
        assert_int_equal(text_fit(text, strlen(text), widths[i].cols), widths[i].fits);
    }
}

static const struct {
    int cols;
    const char *text, *lines; /* with '|' between */
} wraps[] = {
    { 10, "short", "short" },
    { 5, "one two three", "one|two|three" },
    { 7, "one two three", "one two|three" },
    { 3, "unbreakable", "unb|rea|kab|le" },
    { 8, "a\n\nb", "a||b" },
    { 5, "ends here ", "ends|here " },
    { 1, "\344\270\255x", "\344\270\255|x" }, /* too wide for the column: still one at a time */
    { 0, "ab", "a|b" },
};

static void test_wraps(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wraps / sizeof *wraps; i++) {
        const char *text = wraps[i].text;
        char out[128] = "";
        int lines = 0;
        size_t next;
        for (; *text; text += next, lines++) {
            size_t size = text_wrap(text, wraps[i].cols, &next);
            snprintf(out + strlen(out), sizeof out - strlen(out), "%s%.*s", lines ? "|" : "",
                     (int)size, text);
        }
        assert_string_equal(out, wraps[i].lines);
        assert_int_equal(text_lines(wraps[i].text, wraps[i].cols), lines);
    }
}

static void test_match(void **state)
{
    (void)state;
    assert_true(text_match("RADIUS servers", "radius"));
    assert_true(text_match("Stra\303\237e \303\204GYPTEN", "\303\244gypten"));
    assert_true(text_match("anything", ""));
    assert_false(text_match("", "x"));
    assert_false(text_match("abc", "abcd"));
}

static void row_is(int y, const char *expected)
{
    char row[256];

    term_row(y, row, sizeof row);
    assert_string_equal(row, expected);
}

static void test_put(void **state)
{
    (void)state;
    term_start_test(12, 4);
    term_begin();
    assert_int_equal(text_put(0, 0, 12, "too long for it"), 12);
    text_put(1, 2, 4, "\344\270\255\346\226\207\345\255\227");
    text_put_right(2, 0, 12, "right");
    text_put(2, -1, 5, "outside");
    text_put(-1, 0, 5, "outside");
    text_put(3, 0, 12, "\314\201a\033\302\233\342\200\256b");
    text_put(9, 9, 5, "outside");
    term_end();
    row_is(0, "too long fo\342\200\246");
    row_is(1, "  \344\270\255\342\200\246");
    row_is(2, "       right");
    row_is(3, "a???b");
}

static void test_put_wrapped(void **state)
{
    (void)state;
    term_start_test(12, 4);
    term_begin();
    assert_int_equal(text_put_wrapped((struct area){ 0, 1, 2, 6 }, "one two three four"), 2);
    assert_int_equal(text_put_wrapped((struct area){ 2, 1, -2, 6 }, "x"), 0);
    term_end();
    row_is(0, " one");
    row_is(1, " two t\342\200\246");
    row_is(2, "");
}

static void test_lines(void **state)
{
    (void)state;
    term_start_test(12, 4);
    term_begin();
    term_box((struct area){ 0, 0, 3, 5 });
    term_hline(3, -2, 5);
    term_vline(-1, 11, 99);
    term_end();
    row_is(0, "\342\224\214\342\224\200\342\224\200\342\224\200\342\224\220      \342\224\202");
    row_is(3, "\342\224\200\342\224\200\342\224\200        \342\224\202");
}

static void test_c_locale(void **state)
{
    (void)state;
    setlocale(LC_ALL, "C");
    term_start_test(12, 4);
    term_begin();
    text_put(0, 0, 12, "na\303\257ve \344\270\255");
    text_put(1, 0, 4, "longer");
    term_box((struct area){ 2, 0, 2, 3 });
    term_end();
    row_is(0, "na?ve ?");
    row_is(1, "lon~");
    row_is(2, "+-+");
    setlocale(LC_ALL, "C.UTF-8");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_widths),      cmocka_unit_test(test_wraps),
        cmocka_unit_test(test_match),       cmocka_unit_test(test_put),
        cmocka_unit_test(test_put_wrapped), cmocka_unit_test(test_lines),
        cmocka_unit_test(test_c_locale),
    };

    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
