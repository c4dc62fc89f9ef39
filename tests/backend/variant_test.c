/* variant_test.c - a password as it was typed, or as its file was written, and the bytes it was
 * sealed under elsewhere: these are among the ways that are tried. */
#include "tests/test.h"

#include "backend/pki/variant.h"

#define WAY(bytes)                                                                                 \
    {                                                                                              \
        bytes, sizeof(bytes) - 1                                                                   \
    }

static const struct {
    const char *what;
    struct way typed, sealed;
} rows[] = {
    { "typed in UTF-8, sealed in latin-1", WAY("M\303\274\303\237ig \303\2619"),
      WAY("M\374\337ig \3619") },
    { "typed in UTF-8, sealed in cp850", WAY("M\303\274\303\237ig \303\2619"),
      WAY("M\201\341ig \2449") },
    { "typed in UTF-8, sealed in utf-16-le", WAY("M\303\274\303\237ig \303\2619"),
      WAY("M\000\374\000\337\000i\000g\000 \000\361\0009\000") },
    { "typed in UTF-8, sealed in utf-16-be", WAY("M\303\274\303\237ig \303\2619"),
      WAY("\000M\000\374\000\337\000i\000g\000 \000\361\0009") },
    { "composed, sealed decomposed", WAY("M\303\274\303\237ig \303\2619"),
      WAY("Mu\314\210\303\237ig n\314\2039") },
    { "decomposed, sealed composed", WAY("Mu\314\210\303\237ig n\314\2039"),
      WAY("M\303\274\303\237ig \303\2619") },
    { "decomposed, sealed in UTF-16", WAY("Mu\314\210\303\237ig n\314\2039"),
      WAY("M\000\374\000\337\000i\000g\000 \000\361\0009\000") },
    { "decomposed, sealed in cp850", WAY("Mu\314\210\303\237ig n\314\2039"),
      WAY("M\201\341ig \2449") },
    { "widened, as OpenSSL 1.0 did", WAY("M\303\274\303\237ig \303\2619"),
      WAY("M\303\203\302\274\303\203\302\237ig \303\203\302\2619") },
    { "a file in Latin-1, sealed in utf-8", WAY("M\374\337ig \3619"),
      WAY("M\303\274\303\237ig \303\2619") },
    { "a file in Latin-1, sealed in cp850", WAY("M\374\337ig \3619"), WAY("M\201\341ig \2449") },
    { "a file in Latin-1, sealed in utf-16-be", WAY("M\374\337ig \3619"),
      WAY("\000M\000\374\000\337\000i\000g\000 \000\361\0009") },
    { "a file in Latin-1, sealed decomposed", WAY("M\374\337ig \3619"),
      WAY("Mu\314\210\303\237ig n\314\2039") },
    { "a file in Latin-1, widened", WAY("M\374\337ig \3619"),
      WAY("M\303\203\302\274\303\203\302\237ig \303\203\302\2619") },
    { "the euro in Windows", WAY("Preis\342\202\254100"), WAY("Preis\200100") },
    { "a file from Windows, widened", WAY("Preis\200100"),
      WAY("Preis\303\242\302\202\302\254100") },
    { "czech, sealed in cp1250", WAY("\305\275lu\305\245ou\304\215k\303\275 k\305\257\305\210"),
      WAY("\216lu\235ou\350k\375 k\371\362") },
    { "czech, a file in cp1250", WAY("\216lu\235ou\350k\375 k\371\362"),
      WAY("\305\275lu\305\245ou\304\215k\303\275 k\305\257\305\210") },
    { "czech, sealed in cp852", WAY("\305\275lu\305\245ou\304\215k\303\275 k\305\257\305\210"),
      WAY("\246lu\234ou\237k\354 k\205\345") },
    { "czech, a file in cp852", WAY("\246lu\234ou\237k\354 k\205\345"),
      WAY("\305\275lu\305\245ou\304\215k\303\275 k\305\257\305\210") },
    { "russian, sealed in cp1251",
      WAY("\320\237\320\260\321\200\320\276\320\273\321\214 \321\2217"),
      WAY("\317\340\360\356\353\374 \2707") },
    { "russian, a file in cp1251", WAY("\317\340\360\356\353\374 \2707"),
      WAY("\320\237\320\260\321\200\320\276\320\273\321\214 \321\2217") },
    { "russian, sealed in cp866", WAY("\320\237\320\260\321\200\320\276\320\273\321\214 \321\2217"),
      WAY("\217\240\340\256\253\354 \3617") },
    { "russian, a file in cp866", WAY("\217\240\340\256\253\354 \3617"),
      WAY("\320\237\320\260\321\200\320\276\320\273\321\214 \321\2217") },
    { "Japanese, sealed in UTF-16",
      WAY("\346\227\245\346\234\254\343\203\217\343\202\232\343\202\271"),
      WAY("e\345g,0\3210\271") },
    { "beyond the first plane", WAY("key\360\237\230\2009"),
      WAY("k\000e\000y\000=\330\000\3369\000") },
};

static bool tries(const struct variant *variant, struct way sealed)
{
    for (size_t i = 0; i < variant->count; i++) {
        const struct way *way = &variant->ways[i];

        if (way->bytes && way->size == sealed.size &&
            memcmp(way->bytes, sealed.bytes, sealed.size) == 0)
            return true;
    }
    return false;
}

static void each_way_is_tried(void **state)
{
    size_t wrong = 0;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct variant variant;

        variant_fill(&variant, rows[i].typed.bytes);
        assert_true(tries(&variant, rows[i].typed)); /* first as typed */
        assert_ptr_equal(variant.ways[0].bytes, rows[i].typed.bytes);
        if (tries(&variant, rows[i].sealed))
            continue;
        print_error("not tried: %s\n", rows[i].what);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

/* Each costs its stretching. */
static void none_is_tried_twice(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct variant variant;

        variant_fill(&variant, rows[i].typed.bytes);
        assert_in_range(variant.count, 3, VARIANTS - 1);
        for (size_t k = 0; k < variant.count; k++)
            for (size_t m = 0; m < k; m++)
                assert_false(variant.ways[k].size == variant.ways[m].size &&
                             variant.ways[k].bytes && variant.ways[m].bytes &&
                             memcmp(variant.ways[k].bytes, variant.ways[m].bytes,
                                    variant.ways[k].size) == 0);
    }
}

static void ascii_is_one_way_and_utf16(void **state)
{
    struct variant variant;

    (void)state;
    variant_fill(&variant, "geheim");
    assert_int_equal(variant.count, 6); /* none and the empty one, too */
    variant_fill(&variant, NULL);
    assert_int_equal(variant.count, 2);
    assert_false(variant.given);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_way_is_tried),
        cmocka_unit_test(none_is_tried_twice),
        cmocka_unit_test(ascii_is_one_way_and_utf16),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
