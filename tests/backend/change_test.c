/* change_test.c - changes are checked, undone exactly, done again, and replayed. */
#include "tests/test.h"

#include "backend/model/change.h"
#include "backend/settings/settings.h"

struct world {
    struct config *config, *start;
    struct journal journal;
};

static int open_world(void **state)
{
    struct world *world = calloc(1, sizeof *world);

    world->config = config_new();
    for (const char *const *name = (const char *const[]){ "a", "b", "c", NULL }; *name; name++)
        assert_true(change_add(&world->journal, world->config, &radius_section, *name, NULL, NULL));
    change_journal_clear(&world->journal);
    world->start = config_copy(world->config);
    *state = world;
    return 0;
}

static int close_world(void **state)
{
    struct world *world = *state;

    change_journal_clear(&world->journal);
    config_free(world->config);
    config_free(world->start);
    free(world);
    return 0;
}

static void count(void *data, const struct difference *difference)
{
    (void)difference;
    ++*(size_t *)data;
}

static size_t differences(const struct world *world)
{
    size_t found = 0;

    config_differences(world->start, world->config, count, &found);
    return found;
}

static struct config_place at(const struct world *world, const char *path)
{
    struct config_place place;
    struct err err;

    if (!config_find(world->config, path, &place, &err))
        fail_msg("%s", err.text);
    return place;
}

static bool set(struct world *world, const char *path, const char *text, struct err *err)
{
    struct config_place place = at(world, path);

    return change_set(&world->journal, world->config, &place, text, err);
}

static const char *value(const struct world *world, const char *path)
{
    struct config_place place = at(world, path);

    return record_value(place.record, place.setting);
}

static void values_are_normalised(void **state)
{
    struct world *world = *state;

    assert_true(set(world, "tls.http_enabled", "Yes", NULL));
    assert_string_equal(value(world, "tls.http_enabled"), "true");
    assert_true(set(world, "server.fqdn", "  print01.example.com. ", NULL));
    assert_string_equal(value(world, "server.fqdn"), "print01.example.com");
    assert_true(set(world, "server.aliases", "a.example.com,b.example.com ,", NULL));
    assert_string_equal(value(world, "server.aliases"), "a.example.com, b.example.com");
}

static void refusals_change_nothing(void **state)
{
    struct world *world = *state;
    struct err err;

    assert_false(set(world, "radius.a.port", "70000", &err));
    assert_string_equal(err.text, "radius.a.port: needs a number from 1 to 65535");
    assert_false(set(world, "radius.a.name", "b", &err));
    assert_string_equal(err.text, "radius.a.name: there is already a \"b\"; names must differ");
    assert_false(set(world, "tls.min_version", "0.9", &err));
    assert_string_equal(err.text, "tls.min_version: needs one of 1.0, 1.1, 1.2, 1.3");
    assert_false(change_add(&world->journal, world->config, &tls_section, "x", NULL, &err));
    assert_int_equal(differences(world), 0);
    assert_int_equal(world->journal.count, 0);
}

static void what_is_already_so_is_no_change(void **state)
{
    struct world *world = *state;

    assert_true(set(world, "tls.min_version", "1.2", NULL));
    assert_int_equal(world->journal.count, 0);
}

static void undo_is_exact_and_redo_too(void **state)
{
    struct world *world = *state;
    struct config_place place = at(world, "radius.b");

    assert_true(set(world, "tls.https_port", "443", NULL));
    assert_true(change_remove(&world->journal, world->config, &place, NULL));
    place = at(world, "radius.c");
    assert_true(change_move(&world->journal, world->config, &place, 0, NULL));
    assert_true(set(world, "radius.a.name", "z", NULL));
    assert_true(change_add(&world->journal, world->config, &radius_section, "new",
                           at(world, "radius.z").record, NULL));
    size_t found = differences(world);
    assert_true(found >= 4);

    while (change_undo(&world->journal, world->config, &place))
        ;
    assert_int_equal(differences(world), 0);
    assert_string_equal(place.setting->key, "https_port"); /* the last one undone was the first */
    while (change_redo(&world->journal, world->config, &place))
        ;
    assert_int_equal(differences(world), found);
}

static void a_new_change_forgets_what_was_undone(void **state)
{
    struct world *world = *state;

    assert_true(set(world, "tls.https_port", "443", NULL));
    assert_true(set(world, "tls.https_port", "444", NULL));
    assert_true(change_undo(&world->journal, world->config, NULL));
    assert_true(set(world, "tls.https_port", "445", NULL));
    assert_false(change_redo(&world->journal, world->config, NULL));
    assert_string_equal(value(world, "tls.https_port"), "445");
}

/* A change that was refused is no change: what was before it can be undone, and it never comes
 * back. */
static void what_is_taken_back_never_comes_back(void **state)
{
    struct world *world = *state;

    assert_true(set(world, "tls.https_port", "443", NULL));
    assert_true(set(world, "tls.https_port", "444", NULL));
    assert_true(change_take_back(&world->journal, world->config));
    assert_string_equal(value(world, "tls.https_port"), "443");
    assert_false(change_redo(&world->journal, world->config, NULL));
    assert_true(change_undo(&world->journal, world->config, NULL));
    assert_int_equal(differences(world), 0);
    assert_false(change_take_back(&world->journal, world->config));
}

static void secrets_keep_their_bounds(void **state)
{
    struct world *world = *state;
    struct config_place place = at(world, "radius.a.secret");
    struct err err;
    char huge[SECRET_MAX];

    memset(huge, 'x', sizeof huge);
    assert_false(change_hide(&world->journal, world->config, &place,
                             secret_new(huge, sizeof huge, TYPED, 0, -1), &err));
    assert_non_null(strstr(err.text, "radius.a.secret: has 255 bytes"));
    assert_true(change_hide(&world->journal, world->config, &place,
                            secret_new("correct horse", 13, TYPED, 0, -1), NULL));
    assert_true(change_undo(&world->journal, world->config, NULL));
    assert_int_equal(differences(world), 0);
}

/* Whatever a damaged draft asks for: the tables stay whole. */
static void replay_refuses_what_does_not_fit(void **state)
{
    struct world *world = *state;
    size_t radius = section_number(&radius_section);

    for (size_t i = 0; i < 20000; i++) {
        struct change change = { .table = i % 3 ? radius : i % (SECTIONS_MAX + 2),
                                 .at = (size_t)rand() % 6,
                                 .to = (size_t)rand() % 6 };
        const char name[] = { (char)('a' + rand() % 6), '\0' };

        if (rand() % 2)
            change.before = record_new(&radius_section);
        if (rand() % 2) {
            change.after = record_new(&radius_section);
            assert_true(record_set(change.after, &radius_section.settings[0], name, NULL));
        }
        change_replay(&world->journal, world->config, &change);
    }
    const struct table *table = &world->config->tables[radius];
    for (size_t i = 0; i < table->count; i++)
        assert_ptr_equal(config_table_find(table, record_name(table->records[i])),
                         table->records[i]);
    while (change_undo(&world->journal, world->config, NULL))
        ;
    assert_int_equal(differences(world), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(values_are_normalised, open_world, close_world),
        cmocka_unit_test_setup_teardown(refusals_change_nothing, open_world, close_world),
        cmocka_unit_test_setup_teardown(what_is_already_so_is_no_change, open_world, close_world),
        cmocka_unit_test_setup_teardown(undo_is_exact_and_redo_too, open_world, close_world),
        cmocka_unit_test_setup_teardown(a_new_change_forgets_what_was_undone, open_world,
                                        close_world),
        cmocka_unit_test_setup_teardown(what_is_taken_back_never_comes_back, open_world,
                                        close_world),
        cmocka_unit_test_setup_teardown(secrets_keep_their_bounds, open_world, close_world),
        cmocka_unit_test_setup_teardown(replay_refuses_what_does_not_fit, open_world, close_world),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
