#include <math.h>

#include "tests/test.h"

#include "backend/strength/leaked.h"
#include "backend/strength/strength_many.h"
#include "tests/chance.h"

/* Levels against RADIUS, SNMP, a printer and LDAP, one letter each, and the parts where the test
 * knows them: "at+length kind, ...". */
static const struct row {
    const char *text, *levels, *parts;
} rows[] = {
    /* nothing, or next to nothing */
    { "", "FFFF", "" },
    { "a", "FFFF", "0+1 characters" },
    { "7", "FFFF", "0+1 characters" },
    { "zz", "FFFF", NULL },

    /* commonly leaked, whatever is done to them */
    { "password", "FFFF", "0+8 leaked password" },
    { "Password", "FFFF", "0+8 leaked password" },
    { "PASSWORD", "FFFF", "0+8 leaked password" },
    { "password1", "FFFF", NULL },
    { "password!", "FFFF", "0+8 leaked password, 8+1 characters" },
    { "P@ssw0rd", "FFFF", "0+8 leaked password" },
    { "p4$$w0rd", "FFFF", "0+8 leaked password" },
    { "P@ssw0rd2026!!", "FFFF", "0+8 leaked password, 8+4 date, 12+2 characters" },
    { "letmein", "FFFF", "0+7 leaked password" },
    { "Liverpool1", "FFFF", NULL },
    { "liverpool!", "FFFF", "0+9 leaked password, 9+1 characters" },
    { "loopreviL", "FFFF", "0+9 leaked password" },
    { "dragondragon", "FFFF", NULL },
    { "zaq12wsx", "FFFF", "0+8 leaked password" },
    { "trustno1", "FFFF", "0+8 leaked password" },
    { "iloveyou2", "FFFF", NULL },
    { "Tigger123", "FFFF", NULL },
    { "abc123", "FFFF", "0+6 leaked password" },
    { "fuckyou", "FFFF", "0+7 leaked password" },

    /* what manuals and factories set */
    { "public", "FFFF", "0+6 leaked password" },
    { "private", "FFFF", "0+7 leaked password" },
    { "testing123", "FFFF", NULL },
    { "initpass", "FFFF", "0+8 leaked password" },
    { "maplesyrup", "FFFF", "0+10 leaked password" },
    { "radsec", "FFFF", "0+6 leaked password" },
    { "authpassword", "FFFF", NULL },

    /* other alphabets, other keyboards */
    { "пароль", "FFFF", "0+12 leaked password" },
    { "Пароль123", "FFFF", NULL },
    { "йцукен", "FFFF", "0+12 leaked password" },
    { "ЙЦУКЕН", "FFFF", "0+12 leaked password" },
    { "йцукенгшщз", "FFFF", NULL },
    { "gfhjkm", "FFFF", "0+6 leaked password" },
    { "Ghbdtn", "FFFF", "0+6 leaked password" },
    { "pässwörd", "FFFF", "0+10 leaked password" },
    { "pa\xCC\x88sswo\xCC\x88rd", "FFFF", "0+12 leaked password" },
    { "ｐａｓｓｗｏｒｄ", "FFFF", "0+24 leaked password" },
    { "contraseña", "FFFF", "0+11 leaked password" },
    { "şifre", "FFFF", "0+6 leaked password" },
    { "hasło", "FFFF", "0+6 leaked password" },
    { "azertyuiop", "FFFF", NULL },
    { "qsdfghjklm", "FFFF", NULL },
    { "qwertzuiop", "FFFF", NULL },
    { "密码", "FFFF", "0+6 characters" },
    { "😀😀😀😀😀😀", "FFFF", "0+24 repetition" },
    { "жжжжжжжж", "FFFF", "0+16 repetition" },

    /* sequences, walks, dates */
    { "12345678", "FFFF", "0+8 leaked password" },
    { "abcdefghijkl", "FFFF", "0+12 sequence" },
    { "987654321098", "FFFF", NULL },
    { "aaaaaaaaaaaaaaaa", "FFFF", "0+16 repetition" },
    { "19.04.1986", "FFFF", "0+10 date" },
    { "1984-12-24", "FFFF", "0+10 date" },

    /* names from here */
    { "contoso", "FFFF", "0+7 name from here" },
    { "Contoso2024", "FFFF", "0+7 name from here, 7+4 date" },
    { "C0nt0s0", "FFFF", "0+7 name from here" },
    { "<0n70$0", "FFFF", "0+7 name from here" },
    { "{on+05o", "FFFF", "0+7 name from here" },
    { "contosoprint01", "FFFF", NULL },
    { "ŠkodaWerk", "FFFF", "0+6 name from here, 6+4 name from here" },

    /* enough against a door that slows one down, not against a captured packet */
    { "xK9mQ2vL", "FFPP", "0+8 characters" },
    { "Tq7#vRm!x", "FWPP", NULL },
    { "summer-print-24_", "FFWP", NULL },
    { "horse staple 77", "FFWP", NULL },

    /* made by a generator, or as good */
    { "xK9mQ2vLp7Rt", "WPPP", "0+12 characters" },
    { "Hq7ZbN3vXe9RkT2m", "PPPP", "0+16 characters" },
    { "Hq7ZbN3vXe9RkT2mYc5WgD8s", "PPPP", "0+24 characters" },
    { "8f3c1b9e7d2a4c6e5b0f9d8a7c6b5e4f", "PPPP", NULL },
    { "гМ7щЖ2фЫ9ьЭ4яЮ6ёБ3ц", "PPPP", NULL },
};

static struct words *words_from_here(void)
{
    static const char *const names[] = { "Contoso",       "print01.corp.example.com",
                                         "Škoda Werk",    "CORP\\svc-print",
                                         "Prusa-Mk4 2nd", "ab" };
    struct words *words = words_new();

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        words_add(words, names[i]);
    return words;
}

static void write_parts(const struct strength *strength, char text[], size_t size)
{
    size_t end = 0;

    text[0] = '\0';
    for (size_t i = 0; i < strength->count && end < size; i++) {
        const struct part *part = &strength->parts[i];

        end += (size_t)snprintf(text + end, size - end, "%s%zu+%zu %s", i ? ", " : "", part->at,
                                part->length, strength_kind_name(part->kind));
    }
}

static char letter_of(enum level level)
{
    return "?PWF"[level];
}

static void judges_each_row(void **state)
{
    static const char *const against[] = { "radius", "snmp", "printer", "ldap" };
    struct words *words = words_from_here();
    int wrong = 0;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *row = &rows[i];
        struct strength strength;
        char levels[5] = "", parts[512];

        for (size_t k = 0; k < 4; k++) {
            strength_measure(row->text, attack_find(against[k]), words, &strength);
            levels[k] = letter_of(strength.level);
        }
        write_parts(&strength, parts, sizeof parts);
        if (strcmp(levels, row->levels) == 0 && (!row->parts || strcmp(parts, row->parts) == 0))
            continue;
        print_error("%s: %s (%.1f), %s; should be %s, %s\n", row->text, levels,
                    strength.guesses_log10, parts, row->levels, row->parts ? row->parts : "any");
        wrong++;
    }
    words_free(words);
    assert_int_equal(wrong, 0);
}

static double guesses(const char *text, const struct words *words)
{
    struct strength strength;

    strength_measure(text, &attack_rows[0], words, &strength);
    return strength.guesses_log10;
}

static void check_invariants(const char *text, const struct strength *s)
{
    size_t end = 0;

    assert_true(s->guesses_log10 >= 0 && s->guesses_log10 < 1000);
    assert_in_range(s->score, 0, 4);
    assert_true(s->length <= strlen(text));
    assert_in_range(s->count, *text ? 1 : 0, PARTS_MAX);
    assert_in_range(s->level, PASS, FAIL);
    assert_true((s->level == PASS) == (s->advice[0] == '\0'));
    for (size_t i = 0; i < s->count; i++) {
        assert_true(s->parts[i].at == end && s->parts[i].length > 0);
        end = s->parts[i].at + s->parts[i].length;
        assert_true(end <= strlen(text));
    }
}

static uint64_t seed = CHANCE_SEED;

static unsigned next(unsigned below)
{
    return chance(&seed, below);
}

/* Any bytes, broken UTF-8 and control characters among them; in memory of exactly their size, so
 * that the sanitizer sees a byte read too many. */
static void bears_any_bytes(void **state)
{
    struct words *words = words_from_here();

    (void)state;
    for (int round = 0; round < 1500; round++) {
        size_t size = next(round % 10 ? 40 : 700);
        char *text = malloc(size + 1);
        struct strength strength;

        for (size_t i = 0; i < size; i++)
            text[i] = (char)(next(4) ? 1 + next(255) : 0xD0 + next(2));
        text[size] = '\0';
        strength_measure(text, &attack_rows[round % 8], round % 2 ? words : NULL, &strength);
        check_invariants(text, &strength);
        free(text);
    }
    words_free(words);
}

static void more_words_never_make_it_stronger(void **state)
{
    static const char *const pieces[] = { "print", "contoso", "Sommer", "2024", "x9", "-",
                                          "Škoda", "dragon",  "qwerty", "ö",    "!",  "K" };
    (void)state;
    for (int round = 0; round < 300; round++) {
        struct words *words = words_new();
        char text[128] = "";

        size_t end = 0;
        for (unsigned i = 1 + next(5); i; i--)
            end += (size_t)snprintf(text + end, sizeof text - end, "%s", pieces[next(12)]);
        double before = guesses(text, NULL);
        for (int i = 0; i < 6; i++) {
            words_add(words, pieces[next(12)]);
            double now = guesses(text, words);
            if (now > before + 1e-9)
                fail_msg("%s: %f became %f", text, before, now);
            before = now;
        }
        words_free(words);
    }
}

/* Every leaked password of the list, and with what people put on it to please a rule. */
static void no_leaked_password_is_strong(void **state)
{
    FILE *file = fopen("../assets/words/leaked.txt", "re");
    char line[128], text[160];
    size_t count = 0;

    (void)state;
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        if (line[0] != '#')
            line[strcspn(line, " \n")] = '\0';
        if (line[0] == '#' || count++ % 7)
            continue;
        assert_true(leaked_has(line, strlen(line)));
        assert_true(guesses(line, NULL) < 6);
        line[0] = line[0] >= 'a' && line[0] <= 'z' ? (char)(line[0] & ~0x20) : line[0];
        assert_true(guesses(line, NULL) < 6);
        snprintf(text, sizeof text, "%s%c", line, "1!9."[next(4)]);
        if (guesses(text, NULL) >= 8)
            fail_msg("%s: 10^%f guesses", text, guesses(text, NULL));
    }
    fclose(file);
    assert_true(count > 10000);
}

/* The search relies on it. */
static void the_list_is_sorted(void **state)
{
    FILE *file = fopen("../assets/words/leaked.txt", "re");
    char line[128], before[128] = "";
    size_t size = 0;

    (void)state;
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        size = strlen(line);
        assert_true(size && line[size - 1] == '\n');
        if (line[0] == '#')
            continue;
        size = strcspn(line, " \n"); /* behind the blank: the bits of its rank */
        line[size] = '\0';
        assert_in_range(size, LEAKED_LEAST, LEAKED_MOST);
        if (strcmp(before, line) >= 0)
            fail_msg("%s behind %s", line, before);
        memcpy(before, line, size + 1);
    }
    fclose(file);
    assert_false(leaked_has("passwore", 8));
    assert_false(leaked_has("# Passwords", 11));
    assert_false(leaked_has("zzzzzzzzzzzz", 12));
    assert_false(leaked_has("~~~~", 4));
}

static void what_is_beyond_256_bytes_does_not_count(void **state)
{
    char text[400], more[400];

    (void)state;
    for (size_t i = 0; i < sizeof text - 1; i++)
        text[i] = (char)('!' + next(90));
    text[sizeof text - 1] = '\0';
    memcpy(more, text, sizeof more);
    text[256] = '\0';
    assert_true(fabs(guesses(text, NULL) - guesses(more, NULL)) < 1e-9);
}

/* One character and how often: that is all there is to guess, wherever zxcvbn stops looking. */
static void one_character_is_weak_however_often(void **state)
{
    const double printable = '~' - '!' + 1;
    char text[257];

    (void)state;
    for (int c = '!'; c <= '~'; c += 3)
        for (size_t size = 3; size < sizeof text; size += size < 20 ? 1 : 59) {
            struct strength strength;
            memset(text, c, size);
            text[size] = '\0';
            strength_measure(text, &attack_rows[0], NULL, &strength);
            assert_true(strength.guesses_log10 <= log10(printable * (double)size));
            assert_int_equal(strength.level, FAIL);
        }
}

static void counts_characters(void **state)
{
    struct strength strength;

    (void)state;
    strength_measure("Пароль123", attack_find("ldap"), NULL, &strength);
    assert_int_equal(strength.length, 9);
    strength_measure("\xFF\xC3", attack_find("ldap"), NULL, &strength);
    assert_int_equal(strength.length, 2);
    strength_measure("", attack_find("ldap"), NULL, &strength);
    assert_int_equal(strength.length, 0);
    assert_true(strength.seconds == 0 && strength.guesses_log10 == 0);
}

static void advises(void **state)
{
    static const struct {
        const char *text, *advice;
    } cases[] = {
        { "password", "It is among the commonest leaked passwords; generate one instead." },
        { "password!", "The start is among the commonest leaked passwords; generate one instead." },
        { "q7contoso", "The end is a name that everybody here knows; generate one instead." },
        { "19.04.1986", "It is a date; generate one instead." },
        { "x9K", "It is too short; generate one instead, or make it longer." },
        { "", "Nothing is typed yet; generate one." },
        { "Hq7ZbN3vXe9RkT2mYc5WgD8s", "" },
    };
    struct words *words = words_from_here();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct strength strength;

        strength_measure(cases[i].text, attack_find("radius"), words, &strength);
        assert_string_equal(strength.advice, cases[i].advice);
    }
    words_free(words);
}

static void reports_time(void **state)
{
    static const struct {
        double seconds;
        const char *text;
    } cases[] = {
        { 0, "less than a second" },
        { 0.99, "less than a second" },
        { 1, "a second" },
        { 59, "59 seconds" },
        { 90, "a minute" },
        { 662, "11 minutes" },
        { 7200, "2 hours" },
        { 90000, "a day" },
        { 86400.0 * 45, "a month" },
        { 31557600.0 * 3.5, "3 years" },
        { 31557600.0 * 2500, "2 thousand years" },
        { 31557600.0 * 3e6, "3 million years" },
        { 31557600.0 * 5e9, "5 billion years" },
        { 31557600.0 * 2e10, "more than the age of the universe" },
        { HUGE_VAL, "more than the age of the universe" },
        { NAN, "more than the age of the universe" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[64];

        strength_time(cases[i].seconds, text, sizeof text);
        assert_string_equal(text, cases[i].text);
    }
}

static void words_say_how_and_how_long(void **state)
{
    static const struct {
        const char *attack;
        struct strength strength;
        const char *text;
    } cases[] = {
        { "mail", { .level = PASS, .seconds = HUGE_VAL }, "GOOD  practically impossible to guess" },
        { "mail",
          { .level = WARN, .seconds = 31557600.0 * 3 },
          "FAIR  guessed in 3 years by trying at the mail server" },
        { "radius",
          { .level = FAIL, .seconds = 0.5 },
          "WEAK  guessed at once from one captured packet" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[200];

        strength_words(&cases[i].strength, attack_find(cases[i].attack), text, sizeof text);
        assert_string_equal(text, cases[i].text);
    }
}

static void attacks_make_sense(void **state)
{
    (void)state;
    for (const struct attack *a = attack_rows; a->name; a++) {
        assert_ptr_equal(attack_find(a->name), a);
        assert_true(a->rate > 0 && a->fail > 0 && a->fail < a->warn);
        assert_true(*a->who && *a->source);
    }
    assert_null(attack_find("nobody"));
    /* 1 MiB to hash makes each guess dearer */
    assert_true(attack_find("snmp")->rate * 10000 < attack_find("radius")->rate);
}

static void judges_what_was_measured_before(void **state)
{
    static const struct {
        double guesses;
        int score;
        enum level level;
    } cases[] = { { 0, 0, FAIL },  { 2.99, 0, FAIL }, { 3, 1, FAIL },
                  { 6, 2, FAIL },  { 8, 3, FAIL },    { 10, 4, FAIL },
                  { 19, 4, WARN }, { 22, 4, PASS },   { 400, 4, PASS } };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct strength strength = { 0 };

        strength_judge(cases[i].guesses, attack_find("radius"), &strength);
        assert_int_equal(strength.score, cases[i].score);
        assert_int_equal(strength.level, cases[i].level);
    }
}

/* So many that several threads take them; with some twice. */
static void many_are_measured_as_one(void **state)
{
    enum { MANY = 700 };
    static char texts[MANY][24];
    const char *list[MANY];
    double guesses[MANY];
    struct words *words = words_from_here();

    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        snprintf(texts[i], sizeof texts[i], "%s%u-%u", i % 3 ? "Drucker" : "contoso",
                 chance(&seed, 500), chance(&seed, 3));
        list[i] = texts[i];
    }
    strength_many(list, guesses, MANY, words);
    for (size_t i = 0; i < MANY; i++) {
        struct strength strength;

        strength_measure(list[i], &attack_rows[1], words, &strength);
        assert_true(guesses[i] == strength.guesses_log10);
    }
    strength_many(list, guesses, 0, NULL);
    words_free(words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judges_each_row),
        cmocka_unit_test(bears_any_bytes),
        cmocka_unit_test(more_words_never_make_it_stronger),
        cmocka_unit_test(no_leaked_password_is_strong),
        cmocka_unit_test(the_list_is_sorted),
        cmocka_unit_test(what_is_beyond_256_bytes_does_not_count),
        cmocka_unit_test(one_character_is_weak_however_often),
        cmocka_unit_test(counts_characters),
        cmocka_unit_test(advises),
        cmocka_unit_test(reports_time),
        cmocka_unit_test(words_say_how_and_how_long),
        cmocka_unit_test(attacks_make_sense),
        cmocka_unit_test(judges_what_was_measured_before),
        cmocka_unit_test(many_are_measured_as_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
