/* meter_test.c - the wizard's meter, `strength` and `check` say the same of a password, for each
 * setting that has one: its length in characters, its limits and the names from here included. */
#include "tests/test.h"

#include "backend/audit/password.h"
#include "backend/setup/prepare.h"
#include "screens/form/meter.h"
#include "tests/chance.h"

static uint64_t seed = CHANCE_SEED;

/* What passwords are made of: words, names from here, walks, dates, other alphabets, and what a
 * generator makes. */
static const char *const pieces[] = {
    "password", "Corp",     "printer", "1qaz2wsx", "2024",     "!",    "-",        "Sommer",
    "hq",       "пароль",   "ö",       "Škoda",    "aaaa",     "1234", "@aol.com", "p1a2s3s4",
    "xK9mQ2vL", "p7Rt#Vb3", "Zr5WnQ",  "zq",       "cGFzc3dv", "7",    "kyocera",  "日本",
};
enum { PIECES = sizeof pieces / sizeof *pieces, EACH = 40 };

static size_t meter_text(char text[], size_t size)
{
    size_t end = 0;

    for (unsigned i = 1 + chance(&seed, 5); i; i--)
        end += (size_t)snprintf(text + end, size - end, "%s", pieces[chance(&seed, PIECES)]);
    return end;
}

struct opinions {
    struct strength measured, set, taken;
    enum mark mark;
};

static struct opinions meter_opinions(struct app *app, const struct setting *setting,
                                      const char *text, struct secret *set)
{
    const struct policy rules = policy(app->config);
    struct secret *taken = secret_new(text, strlen(text), TYPED, 0, -1); /* not measured yet */
    struct opinions opinions;
    struct meter meter;

    meter_measure(&meter, app, setting, text);
    opinions.mark = meter.shown.mark;
    password_measure(&rules, setting, &attack_rows[0], app->words, text, &opinions.measured);
    struct words *words = NULL;
    password_judge(app->config, setting, set, &words, &opinions.set);
    password_judge(app->config, setting, taken, &words, &opinions.taken);
    words_free(words);
    secret_free(taken);
    return opinions;
}

static bool meter_agrees(struct app *app, const struct setting *setting, const char *text)
{
    struct err why, err;
    struct secret *set = prepare_typed(app->config, setting, text, strlen(text), TYPED, &err);

    if (!set) /* strength.try has those */
        return !setting_fits(setting, text, strlen(text), &why);
    struct opinions all = meter_opinions(app, setting, text, set);
    bool same = all.mark == app_mark(all.measured.level) && all.measured.level == all.set.level &&
                all.set.level == all.taken.level && all.measured.length == all.set.length;
    if (!same)
        print_error("%s: %s is %d by strength, %d when set, %d when taken over\n", setting->label,
                    text, all.measured.level, all.set.level, all.taken.level);
    secret_free(set);
    return same;
}

static void all_three_say_the_same(void **state)
{
    struct app app = { .config = config_new() };
    size_t kinds = 0, levels[FAIL + 1] = { 0 }, wrong = 0;

    (void)state;
    for (size_t i = 0; sections[i]; i++)
        for (const struct setting *s = sections[i]->settings; s->key; s++)
            for (size_t n = 0; s->attack && n < EACH; n++) {
                char text[128];
                struct strength strength;

                meter_text(text, sizeof text);
                wrong += !meter_agrees(&app, s, text);
                strength_measure(text, attack_find(s->attack), NULL, &strength);
                levels[strength.level]++;
                kinds += n == 0;
            }
    assert_int_equal(wrong, 0);
    assert_in_range(kinds, 8, 100);
    for (enum level level = PASS; level <= FAIL; level++)
        assert_in_range(levels[level], 20, 100000);
    words_free(app.words);
    config_free(app.config);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(all_three_say_the_same) };

    return secret_start(NULL) ? cmocka_run_group_tests(tests, NULL, NULL) : EXIT_FAILURE;
}
