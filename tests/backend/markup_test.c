/* markup_test.c - text stays text in a page, anyone who wrote it. */
#include "tests/test.h"

#include <limits.h>

#include "backend/base/shown.h"
#include "backend/base/utf8.h"
#include "backend/report/markup.h"

static void signs_become_references(void **state)
{
    AUTO_BUF struct buf out = { 0 };

    (void)state;
    markup_text(&out, "a<b>&\"c\"'d'</b>");
    assert_string_equal(out.text, "a&lt;b&gt;&amp;&quot;c&quot;&#39;d&#39;&lt;/b&gt;");
}

/* Every single character, and each in front of every ASCII one: none comes out as a sign of the
 * page's own, and all that comes out is UTF-8 without controls. */
static void no_pair_slips_through(void **state)
{
    (void)state;
    for (unsigned a = 1; a < 256; a++)
        for (unsigned b = 1; b < 128; b++) {
            AUTO_BUF struct buf out = { 0 };
            const char text[] = { (char)a, (char)b, '\0' };
            unsigned point;

            markup_text(&out, text);
            assert_null(strpbrk(out.text, "<>\"'"));
            for (size_t at = 0, step; at < out.size; at += step) {
                step = utf8_read(out.text + at, out.size - at, &point);
                assert_true(step && !utf8_control(point));
            }
        }
}

static void only_texts_are_escaped(void **state)
{
    AUTO_BUF struct buf out = { 0 };
    AUTO_BUF struct buf none = { 0 };

    (void)state;
    markup(&out, "<p class=\"%s\">%d %ld %zu %u %c %f %%</p>", "<&>", -1, -2L, (size_t)3, 4U, 'x',
           5.55);
    assert_string_equal(out.text, "<p class=\"&lt;&amp;&gt;\">-1 -2 3 4 x 5.5 %</p>");
    markup_text(&none, "");
    assert_int_equal(none.size, 0);
}

static void numbers_are_shown_in_threes(void **state)
{
    static const struct {
        long number;
        const char *shown;
    } rows[] = { { 0, "0" },
                 { 999, "999" },
                 { 1000, "1,000" },
                 { -1000, "-1,000" },
                 { 12345, "12,345" },
                 { 999999, "999,999" },
                 { 1000000, "1,000,000" },
                 { INT_MIN, "-2,147,483,648" } };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(shown_number(rows[i].number).text, rows[i].shown);
    if (ULONG_MAX > UINT_MAX)
        assert_string_equal(shown_count(ULONG_MAX).text, "18,446,744,073,709,551,615");
}

static void shows_how_long(void **state)
{
    static const struct {
        time_t seconds;
        const char *shown;
    } rows[] = { { -1, "0 minutes" },       { 0, "0 minutes" },
                 { 60, "1 minute" },        { 7199, "119 minutes" },
                 { 7200, "2 hours" },       { 86400, "24 hours" },
                 { 172799, "47 hours" },    { 172800, "2 days" },
                 { 86400 * 47, "47 days" }, { 86400L * 3650, "3,650 days" } };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(shown_span(rows[i].seconds).text, rows[i].shown);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs_become_references), cmocka_unit_test(no_pair_slips_through),
        cmocka_unit_test(only_texts_are_escaped),  cmocka_unit_test(numbers_are_shown_in_threes),
        cmocka_unit_test(shows_how_long),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
