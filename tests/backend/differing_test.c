/* differing_test.c - where two lists are not the same, beside a look at one after the other. */
#include "backend/model/differing.h"

#include "tests/chance.h"
#include "tests/test.h"

enum { LONGEST = 2000, TURNS = 20000, CHANGES = 3 };

static struct differing one_by_one(const void *const was[], size_t was_count,
                                   const void *const is[], size_t is_count)
{
    struct differing differing = { 0, was_count, is_count };

    while (differing.was && differing.is && was[differing.at] == is[differing.at])
        differing.at++, differing.was--, differing.is--;
    while (differing.was && differing.is &&
           was[differing.at + differing.was - 1] == is[differing.at + differing.is - 1])
        differing.was--, differing.is--;
    return differing;
}

/* Some are exchanged, and some are gone or new in one place. */
static size_t change(uint64_t *seed, const char *text, const void *is[], size_t count)
{
    for (unsigned i = chance(seed, CHANGES); i && count; i--)
        is[chance(seed, (unsigned)count)] = text + LONGEST + i;
    size_t at = chance(seed, (unsigned)count + 1), gone = chance(seed, 3), come = chance(seed, 3);
    gone = gone < count - at ? gone : count - at;
    memmove((void *)(is + at + come), (const void *)(is + at + gone),
            (count - at - gone) * sizeof *is);
    for (size_t i = 0; i < come; i++)
        is[at + i] = text + LONGEST + CHANGES + i;
    return count - gone + come;
}

static void as_one_by_one(void **state)
{
    static const char text[2 * LONGEST];
    static const void *was[LONGEST + CHANGES], *is[LONGEST + CHANGES];
    uint64_t seed = CHANCE_SEED;

    (void)state;
    for (int turn = 0; turn < TURNS; turn++) {
        size_t was_count = chance(&seed, LONGEST), is_count;

        for (size_t i = 0; i < was_count; i++)
            was[i] = is[i] = text + i;
        is_count = change(&seed, text, is, was_count);
        struct differing got =
            differing_find((const void *)was, was_count, (const void *)is, is_count);
        struct differing want = one_by_one(was, was_count, is, is_count);
        assert_int_equal(got.at, want.at);
        assert_int_equal(got.was, want.was);
        assert_int_equal(got.is, want.is);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(as_one_by_one) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
