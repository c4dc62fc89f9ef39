/* Hand-over sheets: a reader finds every secret of a configuration exactly once, whatever it is. */
#include "tests/backend/store_world.h"

#include <ctype.h>

#include "backend/export/target.h"

static bool hand_over_inside(char c)
{
    return isalnum((unsigned char)c) || c == '.' || c == '-' || c == '_';
}

/* How often it stands there as a whole word. */
static unsigned occurrences(const char *text, const char *word)
{
    unsigned count = 0;

    for (const char *at = text; (at = strstr(at, word)); at += strlen(word))
        count += (at == text || !hand_over_inside(at[-1])) && !hand_over_inside(at[strlen(word)]);
    return count;
}

/* All sheets of one layout, one behind the other; each says where and how to test. */
static void read_sheets(const struct makings *makings, const char *ending, struct buf *all)
{
    for (size_t i = 0; i < makings->count; i++) {
        const struct made *made = &makings->list[i];

        if (!strstr(made->name, ending))
            continue;
        assert_non_null(strstr(made->text.text, "Where:"));
        assert_non_null(strstr(made->text.text, "How to test:"));
        wiped_add(all, made->text.text, made->text.size);
    }
}

static void hand_over_make(const struct world *world, const struct config *config, bool secrets,
                           struct buf *all)
{
    const struct export export = { .config = config, .store = world->store, .secrets = secrets };
    struct makings makings;
    struct err err = { "" };

    if (!target_make(target_find("hand-over", &err), &export, "../assets/templates", &makings,
                     &err))
        fail_msg("%s", err.text);
    for (size_t i = 0; i < makings.count; i++)
        assert_int_equal(makings.list[i].mode, makings.list[i].secret ? 0600 : 0640);
    read_sheets(&makings, ".txt", all);
    target_makings_free(&makings);
}

/* Secrets that nothing else contains, in most of the places that take one. */
static void fill_secrets(struct config *config, unsigned *seed, unsigned *made)
{
    for (size_t i = 0; sections[i]; i++)
        for (size_t n = 0; n < config->tables[i].count; n++) {
            struct record *record = config->tables[i].records[n];

            for (const struct setting *s = sections[i]->settings; s->key; s++) {
                char text[32];

                if (s->type != SECRET || !random_below(seed, 5))
                    continue;
                snprintf(text, sizeof text, "Secret-%06u-of-many", ++*made);
                record_hide(record, s, secret_new(text, strlen(text), TYPED, 0, 0));
            }
        }
}

static void expect_once(const struct record *record, const struct setting *setting,
                        const char *open, const char *closed)
{
    const struct secret *secret = record_hidden(record, setting);
    bool shows = record_shows(record, setting);
    char path[PATH_SIZE];

    snprintf(path, sizeof path, "%s%s%s.%s", record->section->key, record->section->list ? "." : "",
             record->section->list ? record_name(record) : "", setting->key);
    unsigned with = occurrences(open, path), without = occurrences(closed, path);
    bool must_be = shows && (secret || setting->required); /* an optional one may be left unsaid */
    if (with != without || with > shows || with < must_be)
        fail_msg("%s: %u and %u times, not %d", path, with, without, shows);
    if (!secret)
        return;
    const char *text = secret_open(secret);
    unsigned there = occurrences(open, text), left = occurrences(closed, text);
    secret_close(text);
    if (there != shows || left)
        fail_msg("%s: its text %u times, and %u without secrets", path, there, left);
}

static void every_secret_once(void **state)
{
    const struct world *world = *state;
    unsigned seed = 4, made = 0;

    for (int round = 0; round < 60; round++) {
        AUTO_WIPED struct buf open = { 0 };
        AUTO_WIPED struct buf closed = { 0 };
        struct config *config = random_config(&seed);
        struct config_place place;

        assert_true(config_find(config, "server.fqdn", &place, NULL));
        assert_true(
            record_set(place.table->records[0], place.setting, "print01.corp.example.com", NULL));
        fill_secrets(config, &seed, &made);
        hand_over_make(world, config, true, &open);
        hand_over_make(world, config, false, &closed);
        for (size_t i = 0; sections[i]; i++)
            for (size_t n = 0; n < config->tables[i].count; n++)
                for (const struct setting *s = sections[i]->settings; s->key; s++)
                    if (s->type == SECRET)
                        expect_once(config->tables[i].records[n], s, open.text, closed.text);
        config_free(config);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_secret_once, world_begin, world_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
