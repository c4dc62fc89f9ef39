/* edit_test.c - a line being edited: each key, limits, wiping, and a million keys at random. */
#include "tests/test.h"

#include "tui/edit.h"
#include "tui/key.h"
#include "tui/text.h"
#include <locale.h>

static const struct {
    const char *start;
    int keys[8];
    const char *text;
    size_t at;
} table[] = {
    { "hq", { K_HOME, 'x' }, "xhq", 1 },
    { "hq", { K_LEFT, 'x' }, "hxq", 2 },
    { "hq", { K_BACKSPACE }, "h", 1 },
    { "hq", { K_HOME, K_DELETE }, "q", 0 },
    { "hq", { K_HOME, K_BACKSPACE }, "hq", 0 },
    { "hq", { K_DELETE }, "hq", 2 },
    { "a.b-c", { K_CTRL('w') }, "a.b-", 4 },
    { "one two", { K_WORD_LEFT, K_WORD_LEFT, K_CTRL('k') }, "", 0 },
    { "one two", { K_HOME, K_WORD_RIGHT, K_CTRL('k') }, "one", 3 },
    { "one two", { K_WORD_LEFT, K_CTRL('u') }, "two", 0 },
    { "caf\303\251", { K_BACKSPACE }, "caf", 3 },
    { "cafe\314\201", { K_BACKSPACE }, "caf", 3 }, /* letter and accent go together */
    { "x\344\270\255y", { K_LEFT, K_LEFT, K_DELETE }, "xy", 1 },
    { "", { 0xe9, 0x4e2d, K_F(1), K_TAB, K_CTRL('s') }, "\303\251\344\270\255", 5 },
};

static void test_keys(void **state)
{
    struct edit edit = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        edit_start(&edit, table[i].start, 0);
        for (const int *key = table[i].keys; *key; key++)
            edit_key(&edit, *key);
        assert_string_equal(edit.text, table[i].text);
        assert_int_equal(edit.at, table[i].at);
    }
}

static void test_limit(void **state)
{
    struct edit edit = { 0 };

    (void)state;
    edit_start(&edit, "12345", 6);
    assert_true(edit_key(&edit, '6'));
    assert_false(edit_key(&edit, '7'));
    edit_start(&edit, "12345", 6);
    assert_false(edit_key(&edit, 0xe9) && edit_key(&edit, 0xe9)); /* never half a character */
    edit_start(&edit, "1234567890", 4);
    assert_string_equal(edit.text, "1234");
}

static void test_paste(void **state)
{
    struct edit edit = { 0 };

    (void)state;
    edit_start(&edit, "ab", 8);
    edit_key(&edit, K_LEFT);
    assert_true(edit_paste(&edit, "1\n2\033\177\377"));
    assert_string_equal(edit.text, "a12b");
    assert_false(edit_paste(&edit, "34567890"));
    assert_string_equal(edit.text, "a123456b");
}

static void test_view(void **state)
{
    struct edit edit = { 0 };

    (void)state;
    edit_start(&edit, "0123456789", 0);
    assert_int_equal(edit_view(&edit, 20), 0);
    assert_int_equal(edit_view(&edit, 11), 0);
    assert_int_equal(edit_view(&edit, 5), 6); /* 6789 and the cursor */
    edit_key(&edit, K_HOME);
    assert_int_equal(edit_view(&edit, 5), 0);
    edit_start(&edit, "\344\270\255\346\226\207", 0);
    assert_int_equal(edit_view(&edit, 3), 3);
    edit.hidden = true;
    assert_int_equal(edit_columns(&edit, 0, edit.size), 2);
}

static void test_wiped(void **state)
{
    static const struct edit nothing;
    struct edit edit = { .hidden = true };

    (void)state;
    edit_start(&edit, "secret", 0);
    assert_true(edit.hidden);
    edit_key(&edit, K_CTRL('u'));
    assert_memory_equal(edit.text, nothing.text, sizeof edit.text);
    edit_start(&edit, "secret", 0);
    edit_close(&edit);
    assert_memory_equal(&edit, &nothing, sizeof edit);
}

static const int some[] = { 'a',         ' ',         '.',         0xe9,        0x301,
                            0x4e2d,      0x1f512,     K_LEFT,      K_RIGHT,     K_HOME,
                            K_END,       K_BACKSPACE, K_DELETE,    K_WORD_LEFT, K_WORD_RIGHT,
                            K_CTRL('k'), K_CTRL('u'), K_CTRL('w'), K_F(3),      K_ESC,
                            'z',         'b' };

/* Whatever is pressed: whole characters, a cursor between them, nothing behind the end. */
static void test_random(void **state)
{
    static const char nothing[EDIT_SIZE];
    struct edit edit = { 0 };

    (void)state;
    srand(7);
    edit_start(&edit, NULL, 60);
    for (int i = 0; i < 300000; i++) {
        unsigned point = 0;
        edit_key(&edit, some[(size_t)rand() % (sizeof some / sizeof *some)]);
        assert_true(edit.at <= edit.size && edit.size <= 60);
        for (size_t at = 0; at < edit.size;) {
            at += text_read(edit.text + at, edit.size - at, &point);
            assert_int_not_equal(point, 0xfffd);
        }
        assert_memory_equal(edit.text + edit.size, nothing, EDIT_SIZE - edit.size);
        for (int cols = 2; cols < 9; cols++)
            assert_true(edit_columns(&edit, edit_view(&edit, cols), edit.at) < cols);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys), cmocka_unit_test(test_limit), cmocka_unit_test(test_paste),
        cmocka_unit_test(test_view), cmocka_unit_test(test_wiped), cmocka_unit_test(test_random),
    };

    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
