#include <stdbool.h>

#include "tests/test.h"

#include "backend/strength/fold.h"

static void takes_accents_and_alphabets_away(void **state)
{
    static const struct {
        const char *typed, *plain;
    } cases[] = {
        { "plain ASCII 1!", "plain ASCII 1!" },
        { "Škoda žluťoučký", "Skoda zlutoucky" },
        { "Łódź", "Lodz" },
        { "Straße", "Strasse" },
        { "œuvre Ærø", "oeuvre AEro" },
        { "Đường phố", "Duong pho" },
        { "İstanbul ışık", "Istanbul isik" },
        { "Țară", "Tara" },
        { "Щука и чай", "Shchuka i chay" },
        { "объект", "obekt" },
        { "Київ ґанок", "Kiyiv ganok" },
        { "Љубав", "Ljubav" },
        { "Ελλάδα ψυχή θέα", "Ellada psyhi thea" },
        { "A\xCC\x8A\x63", "Ac" }, /* a combining ring */
        { "Ｆｕｌｌ９", "Full9" },
        { "日本", "\xE5\xAC" }, /* one byte for each */
        { "a\xFF\xC3", "a\xFF\xC3" },
        { "", "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fold_reading reading;

        fold_plain(cases[i].typed, &reading);
        assert_string_equal(reading.text, cases[i].plain);
        assert_int_equal(reading.size, strlen(reading.text));
        assert_int_equal(reading.from[reading.size], strlen(cases[i].typed));
    }
}

static void knows_where_each_byte_came_from(void **state)
{
    static const unsigned short from[] = { 0, 1, 1, 1, 1, 3, 4 };
    struct fold_reading reading;

    (void)state;
    fold_plain("aщb", &reading);
    assert_string_equal(reading.text, "ashchb");
    assert_memory_equal(reading.from, from, sizeof from);
}

static bool has(const char *typed, const char *text)
{
    struct fold_reading readings[READINGS_MAX];
    size_t count = fold_all(typed, readings);

    assert_in_range(count, 1, READINGS_MAX);
    for (size_t i = 0; i < count; i++)
        if (strcmp(readings[i].text, text) == 0)
            return true;
    return false;
}

static void reads_other_keyboards(void **state)
{
    (void)state;
    assert_true(has("йцукен", "qwerty"));
    assert_true(has("ФЫВА;юб", "ASDF;.,"));
    assert_true(has("θερτυ", "uerty"));
    assert_true(has("gfhjkm12", "parol12"));
    assert_true(has("Ghbdtn", "Privet"));
    assert_true(has("azerty&é", "qwerty12"));
    assert_true(has("wxcvbn", "zxcvbn"));
    assert_true(has("qwertz", "qwerty"));
}

static void keeps_no_reading_twice(void **state)
{
    struct fold_reading readings[READINGS_MAX];

    (void)state;
    assert_int_equal(fold_all("123123", readings), 1);
    assert_int_equal(fold_all("", readings), 1);
}

static void is_bounded(void **state)
{
    struct fold_reading readings[READINGS_MAX];
    char text[1200];

    (void)state;
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_int_equal(fold_all(text, readings), 1); /* too long for the others */
    assert_int_equal(readings[0].size, READING_MAX);
    for (size_t i = 0; i + 1 < sizeof text - 1; i += 2)
        memcpy(text + i, "щ", 2); /* four bytes for two */
    assert_int_equal(fold_all(text, readings), 1);
    assert_int_equal(readings[0].size, READING_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_accents_and_alphabets_away),
        cmocka_unit_test(knows_where_each_byte_came_from),
        cmocka_unit_test(reads_other_keyboards),
        cmocka_unit_test(keeps_no_reading_twice),
        cmocka_unit_test(is_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
