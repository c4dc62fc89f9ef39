#include "tests/test.h"

#include "backend/strength/strength.h"
#include "tests/chance.h"

/* Kinds of passwords, made by rule: what people make of what they know must not pass, and what a
 * generator makes must. */

static uint64_t seed = CHANCE_SEED;

static unsigned next(unsigned below)
{
    return chance(&seed, below);
}

/* ------------------------------------------------ what people make longer */

static bool passes_quietly(const char *text, const char *against)
{
    struct strength strength;

    strength_measure(text, attack_find(against), NULL, &strength);
    return strength.level == PASS;
}

static bool passes(const char *text, const char *against)
{
    bool wrong = passes_quietly(text, against);

    if (wrong)
        print_error("%s passes against %s\n", text, against);
    return wrong;
}

static const char *const tails[] = { "", "1", "!", "123", "12", "01", "1!", "2024" };
enum { TAILS = sizeof tails / sizeof *tails };

/* What everybody has read somewhere is the first that an attacker tries, however it is written. */
static void famous_phrases_stay_weak(void **state)
{
    static const char *const phrases[] = {
        "correct horse battery staple", "Correct-Horse-Battery-Staple",
        "CORRECT_HORSE_BATTERY_STAPLE", "staple.battery.horse.correct",
        "correct horse battery",        "to be or not to be that is the question",
        "The quick brown fox",          "all your base are belong to us",
        "purple-monkey-dishwasher",     "Das ist mein Passwort",
    };
    size_t wrong = passes("Tr0ub4dor&3", "printer");

    (void)state;
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases * TAILS; i++) {
        const char *phrase = phrases[i / TAILS];
        char text[64], joined[64];
        size_t end = 0;

        snprintf(text, sizeof text, "%s%s", phrase, tails[i % TAILS]);
        for (const char *c = text; *c; c++)
            if (!strchr(" -_.", *c))
                joined[end++] = *c;
        joined[end] = '\0';
        wrong += passes(text, "printer") + passes(joined, "printer");
    }
    assert_int_equal(wrong, 0);
}

/* What looks like no word, and is what everybody counts, carries in mind or can have a machine
 * write: each with what people put behind it. */
static void known_texts_stay_weak(void **state)
{
    static const char *const texts[] = {
        /* series */
        "3.14159265358979",
        "314159265358979",
        "2.718281828459045",
        "1.41421356237309",
        "1123581321345589",
        "2357111317192329",
        "1248163264128256",
        "onetwothreefourfive",
        "One-Two-Three-Four",
        "JanFebMarAprMaiJun",
        "MoDiMiDoFrSaSo",
        "montagdienstagmittwoch",
        "Juli_August_September",
        "undeuxtroisquatre",
        "unodostrescuatro",
        "mercuryvenusearthmars",
        "AlphaBravoCharlieDelta",
        "doremifasolati",
        "loremipsumdolorsit",
        /* woven with a row */
        "p1a2s3s4w5o6r7d8",
        "P1a2S3s4W5o6R7d8",
        "1p2a3s4s5w6o7r8d",
        "a1r2t3e4m5",
        "l1o2v3e4",
        "qw1er2ty3ui4op5",
        "q1a2z3w4s5x6e7d8",
        "pa9ss8wo7rd6",
        "p*a*s*s*w*o*r*d",
        /* in base64 and in hexadecimal */
        "cGFzc3dvcmQ=",
        "cGFzc3dvcmQxMjM=",
        "cGFzc3dvcmQK",
        "UGFzc3dvcmQxMjMh",
        "70617373776f7264",
        "50:61:73:73:77:6F:72:64",
        "70 61 73 73 77 6f 72 64 31 32 33",
        "5f4dcc3b5aa765d61d8327deb882cf99",
        "d41d8cd98f00b204e9800998ecf8427e",
        "deadbeefdeadbeef",
        "deadbeefcafebabe",
        /* columns of three, and a few keys */
        "qazwsxedcrfvtgbyhn",

        "asdfasdfasddfasdf",
        "jkjkjjkjkjkkjkjkj",
    };
    size_t wrong = 0;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts * TAILS; i++) {
        const char *text = texts[i / TAILS], *tail = tails[i % TAILS];
        bool coded = strchr("cdU57", *text) && *tail; /* with a tail it is none of them */
        char typed[64];

        snprintf(typed, sizeof typed, "%s%s", text, coded ? "" : tail);
        wrong += passes(typed, "mail");
    }
    assert_int_equal(wrong, 0);
}

/* An address is its name, a point and what all of them end with. */
static void addresses_stay_weak(void **state)
{
    static const char *const texts[] = { "www.myspace.com",     "printer@company.com",
                                         "admin@example.com",   "http://www.google.com",
                                         "https://google.com/", "192.168.1.1",
                                         "192.168.100.100",     "admin@localhost" };
    size_t wrong = 0;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        wrong += passes(texts[i], "printer");
    assert_int_equal(wrong, 0);
}

/* Over and over, with something between and behind. */
static void copies_stay_weak(void **state)
{
    static const char *const seeds[] = { "password", "summer2024", "1q2w3e4r", "P@ssw0rd",
                                         "dragon13", "Liverpool",  "12041962", "qwertyuiop" };
    static const char *const between[] = { "", "-", "_", "!", "1" };
    size_t wrong = 0;

    (void)state;
    for (size_t i = 0; i < sizeof seeds / sizeof *seeds * 5 * 3 * TAILS; i++) {
        const char *word = seeds[i % 8], *gap = between[i / 8 % 5], *tail = tails[i / 120];
        bool more = i / 40 % 3;
        char text[128];

        snprintf(text, sizeof text, "%s%s%s%s%s%s%s%s", word, gap, word, more ? gap : "",
                 more ? word : "", i / 40 % 3 == 2 ? gap : "", i / 40 % 3 == 2 ? word : "", tail);
        wrong += passes(text, "mail");
    }
    assert_int_equal(wrong, 0);
}

static const char columns[][5] = { "1qaz", "2wsx", "3edc", "4rfv", "5tgb",
                                   "6yhn", "7ujm", "8ik,", "9ol.", "0p;/" };

static char shifted(char c)
{
    static const char plain[] = "1234567890;,./", with[] = "!@#$%^&*():<>?";
    const char *key = strchr(plain, c);

    return key ? with[key - plain] : (char)(c & ~0x20);
}

/* Four columns, one after the other to the left or right: up, down or in turns, and every second
 * one with the shift key or none. */
static void columns_stay_weak(void **state)
{
    size_t wrong = 0;

    (void)state;
    for (int i = 0; i < 10 * 2 * 3 * 2 * TAILS; i++) {
        int at = i % 10, step = i / 10 % 2 ? 1 : 9, turn = i / 20 % 3;
        char text[32] = "";

        for (int k = 0; k < 16; k++) {
            int column = k / 4, up = turn == 2 ? column % 2 : turn;
            char c = columns[(at + column * step) % 10][up ? 3 - k % 4 : k % 4];

            text[k] = i / 60 % 2 && column % 2 ? shifted(c) : c;
        }
        snprintf(text + 16, sizeof text - 16, "%s", tails[i / 120]);
        wrong += passes(text, "mail");
    }
    assert_int_equal(wrong, 0);
}

/* Two rows in turns: "q1w2e3", "a1b2c3". */
static void woven_rows_stay_weak(void **state)
{
    static const char *const rows_of[] = { "1234567890", "qwertyuiop", "asdfghjkl;",
                                           "abcdefghij", "0987654321", "klmnopqrst" };
    size_t wrong = 0;

    (void)state;
    for (int i = 0; i < 36 * TAILS; i++) {
        const char *a = rows_of[i % 6], *b = rows_of[i / 6 % 6];
        char text[32] = "";

        for (int k = 0; k < 16; k++)
            text[k] = (k % 2 ? a : b)[k / 2];
        snprintf(text + 16, sizeof text - 16, "%s", tails[i / 36]);
        wrong += passes(text, "mail");
    }
    assert_int_equal(wrong, 0);
}

/* The commonest of the list, those of at most so many bits; returns how many. */
static size_t commonest(char words[][16], size_t room, unsigned long most)
{
    FILE *file = fopen("../assets/words/leaked.txt", "re");
    char line[128];
    size_t count = 0;

    assert_non_null(file);
    while (count < room && fgets(line, sizeof line, file)) {
        char *bits = strchr(line, ' ');

        if (line[0] == '#' || !bits || bits - line > 15 || strtoul(bits, NULL, 10) > most)
            continue;
        *bits = '\0';
        memcpy(words[count++], line, (size_t)(bits - line) + 1);
    }
    fclose(file);
    return count;
}

static void two_common_words_stay_weak(void **state)
{
    static const char *const between[] = { "", "-", "_", ".", " ", "@" };
    static char words[600][16];
    unsigned count = (unsigned)commonest(words, 600, 9);
    size_t wrong = 0;

    (void)state;
    assert_in_range(count, 500, 600);
    for (unsigned i = 0; i < 1500; i++) {
        char text[64];

        snprintf(text, sizeof text, "%s%s%s%s", words[next(count)], between[i % 6],
                 words[next(count)], tails[i / 6 % (TAILS - 1)]);
        wrong += passes(text, "mail");
        wrong += passes(text, "printer");
    }
    assert_int_equal(wrong, 0);
}

/* A list has passwords with the capitals they leaked with. */
static void capitals_do_not_save_a_leaked_one(void **state)
{
    FILE *file = fopen("../assets/words/leaked.txt", "re");
    char line[128];
    size_t wrong = 0, count = 0;

    (void)state;
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        if (line[0] == '#' || count++ % 19)
            continue;
        line[strcspn(line, " \n")] = '\0';
        for (char *c = line; *c; c++)
            if (*c >= 'a' && *c <= 'z' && next(2))
                *c = (char)(*c & ~0x20);
        wrong += passes(line, "mail");
    }
    fclose(file);
    assert_int_equal(wrong, 0);
}

/* ------------------------------------------------ and what nobody makes */

/* How many of 600 do not pass; each is `size` characters of the alphabet. None is called weak: of
 * 200,000 of 16 letters and digits 5 were, whose chance words and walks lie end to end, so that
 * these here are the same ones whatever the tests above have drawn. */
static size_t refused(const char *alphabet, size_t size, const char *against)
{
    size_t count = 0;

    seed = CHANCE_SEED + size;
    for (int round = 0; round < 600; round++) {
        char text[65] = "";
        struct strength strength;

        for (size_t i = 0; i < size; i++)
            text[i] = alphabet[next((unsigned)strlen(alphabet))];
        strength_measure(text, attack_find(against), NULL, &strength);
        assert_int_not_equal(strength.level, FAIL);
        count += strength.level != PASS;
    }
    return count;
}

/* Words and walks lie in anything by chance: they must not cost a generated one its strength. */
static void generated_ones_stay_strong(void **state)
{
#define BASE62 "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    (void)state;
    assert_in_range(refused(BASE62, 16, "radius"), 0, 2); /* before: 60 */
    assert_int_equal(refused(BASE62, 20, "radius"), 0);
    assert_in_range(refused(BASE62, 15, "snmp"), 0, 1); /* that has a year and a word in it */
    assert_int_equal(refused(BASE62 "!@#$%^&*-_=+.", 15, "file"), 0);
    assert_in_range(refused("0123456789abcdefghijklmnopqrstuvwxyz", 20, "radius"), 0, 3);
    assert_int_equal(refused("0123456789abcdef", 32, "radius"), 0);
}

/* Four words that have no more in common than that they can be spoken. */
static void spoken_words_stay_strong(void **state)
{
    (void)state;
    for (int round = 0; round < 500; round++) {
        char text[64] = "";
        size_t end = 0;

        for (int word = 0; word < 4; word++) {
            for (int i = 0; i < 6; i++)
                text[end++] = i % 2 ? "aeiou"[next(5)] : "bdfgklmnprstvz"[next(14)];
            text[end++] = word < 3 ? '-' : '\0';
        }
        assert_true(passes_quietly(text, "mail") && passes_quietly(text, "printer"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(famous_phrases_stay_weak),
        cmocka_unit_test(known_texts_stay_weak),
        cmocka_unit_test(addresses_stay_weak),
        cmocka_unit_test(copies_stay_weak),
        cmocka_unit_test(columns_stay_weak),
        cmocka_unit_test(woven_rows_stay_weak),
        cmocka_unit_test(two_common_words_stay_weak),
        cmocka_unit_test(capitals_do_not_save_a_leaked_one),
        cmocka_unit_test(generated_ones_stay_strong),
        cmocka_unit_test(spoken_words_stay_strong),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
