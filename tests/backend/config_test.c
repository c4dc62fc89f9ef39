/* config_test.c - records by name and position, paths there and back, stepping, differences. */
#include "tests/test.h"

#include "backend/model/config.h"
#include "backend/settings/settings.h"

static void add(struct config *config, const char *name)
{
    struct record *record = record_new(&radius_section);
    struct table *table = config_table(config, &radius_section);

    assert_true(record_set(record, &radius_section.settings[0], name, NULL));
    config_table_insert(table, table->count, record);
}

static struct config *with_radius(const char *const names[])
{
    struct config *config = config_new();

    for (size_t i = 0; names[i]; i++)
        add(config, names[i]);
    return config;
}

static void expect_order(const struct config *config, const char *expected)
{
    const struct table *table = config_table(config, &radius_section);
    char order[256] = "";

    for (size_t i = 0; i < table->count; i++) {
        const char *name = record_name(table->records[i]);

        assert_int_equal(config_table_at(table, table->records[i]), i);
        assert_ptr_equal(config_table_find(table, name), table->records[i]);
        strncat(order, name, sizeof order - strlen(order) - 2);
        strncat(order, " ", 2);
    }
    assert_string_equal(order, expected);
}

static void names_follow_every_move(void **state)
{
    (void)state;
    struct config *config = with_radius((const char *const[]){ "a", "b", "c", "d", NULL });
    struct table *table = config_table(config, &radius_section);

    config_table_move(table, 0, 2);
    expect_order(config, "b c a d ");
    config_table_move(table, 3, 0);
    expect_order(config, "d b c a ");
    record_free(config_table_remove(table, 1));
    expect_order(config, "d c a ");
    assert_null(config_table_find(table, "b"));

    struct record *renamed = record_copy(table->records[1]);
    assert_true(record_set(renamed, &radius_section.settings[0], "z", NULL));
    record_free(config_table_replace(table, 1, renamed));
    expect_order(config, "d z a ");
    assert_null(config_table_find(table, "c"));
    config_free(config);
}

static void every_path_leads_back(void **state)
{
    (void)state;
    struct config *config = with_radius((const char *const[]){ "hq", "branch-2", NULL });
    struct config_place at = { 0 }, found;
    char path[PATH_SIZE], again[PATH_SIZE];
    size_t count = 0;

    while (config_next(config, &at)) {
        struct err err;

        config_place_path(&at, path);
        assert_true(config_find(config, path, &found, &err));
        config_place_path(&found, again);
        assert_string_equal(path, again);
        assert_ptr_equal(at.setting, found.setting);
        count++;
    }
    assert_true(count > 50);
    config_free(config);
}

static void unknown_paths_name_the_nearest(void **state)
{
    static const char *const cases[][2] = {
        { "tsl", "tsl: there is no section \"tsl\"; did you mean \"tls\"?" },
        { "tls.min_verion",
          "tls.min_verion: there is no setting \"min_verion\"; did you mean \"min_version\"?" },
        { "radius.hq1.port", "radius.hq1.port: there is no record \"hq1\"; did you mean \"hq\"?" },
        { "radius.hq.port.x",
          "radius.hq.port.x: has too many parts; a path is section.key or list.name.key" },
        { "", ": there is no section \"\"" },
        { "xyzzyplugh", "xyzzyplugh: there is no section \"xyzzyplugh\"" },
    };
    (void)state;
    struct config *config = with_radius((const char *const[]){ "hq", NULL });

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct config_place place;
        struct err err;

        assert_false(config_find(config, cases[i][0], &place, &err));
        assert_string_equal(err.text, cases[i][1]);
    }
    config_free(config);
}

static void note(void *data, const struct difference *difference)
{
    static const char *const kinds[] = { "+", "-", "~", ">" };
    char *all = data;

    strncat(all, kinds[difference->kind], 2);
    strncat(all, difference->path, PATH_SIZE);
    strncat(all, " ", 2);
}

static void differences_are_found(void **state)
{
    (void)state;
    struct config *was = with_radius((const char *const[]){ "a", "b", "c", "d", NULL });
    struct config *is = config_copy(was);
    struct table *table = config_table(is, &radius_section);
    char all[1024] = "";

    config_differences(was, is, note, all);
    assert_string_equal(all, "");

    record_free(config_table_remove(table, 1));
    add(is, "e");
    config_table_move(table, 2, 0); /* d before a */
    struct record *changed = record_copy(config_table_find(table, "c"));
    assert_true(record_set(changed, setting_find(&radius_section, "port"), "1645", NULL));
    record_free(config_table_replace(table, config_table_at(table, config_table_find(table, "c")),
                                     changed));
    config_differences(was, is, note, all);
    assert_string_equal(all, "-radius.b ~radius.c.port +radius.e >radius.a >radius.c ");
    config_free(was);
    config_free(is);
}

static void a_hundred_thousand_are_found(void **state)
{
    (void)state;
    struct config *config = config_new();
    struct table *table = config_table(config, &radius_section);
    char name[32];

    for (int i = 0; i < 100000; i++) {
        snprintf(name, sizeof name, "r%d", i);
        add(config, name);
    }
    for (int i = 0; i < 100000; i++) {
        snprintf(name, sizeof name, "r%d", i);
        assert_int_equal(config_table_at(table, config_table_find(table, name)), i);
    }
    assert_null(config_table_find(table, "r100000"));
    config_free(config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_follow_every_move),        cmocka_unit_test(every_path_leads_back),
        cmocka_unit_test(unknown_paths_name_the_nearest), cmocka_unit_test(differences_are_found),
        cmocka_unit_test(a_hundred_thousand_are_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
