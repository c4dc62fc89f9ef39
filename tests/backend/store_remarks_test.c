/* store_remarks_test.c - what is not as it was saved: edits, damage, a vault that does not open. */
#include "tests/backend/store_world.h"

static void an_edited_file_is_taken_as_it_is(void **state)
{
    struct world *world = *state;
    struct notes notes;

    world_add(world, "hq", "secret");
    world_save(world, "first");
    world_put(world, "current/printseal.conf",
              "# by hand\nradius = ( { name = \"hq\"; host = \"other.example.com\"; } );");
    struct config *loaded = world_load(world, 0, &notes);
    assert_true(notes.edited);
    assert_string_equal(notes.damaged, "");
    assert_int_equal(notes.vault, VAULT_FINE);
    const struct record *hq = config_table_find(config_table(loaded, &radius_section), "hq");
    assert_string_equal(record_value(hq, setting_find(&radius_section, "host")),
                        "other.example.com");
    assert_non_null(record_hidden(hq, setting_find(&radius_section, "secret")));
    config_free(world->config);
    world->config = loaded;
    world_save(world, "second");
    world_expect(world, 0, loaded);
    AUTO_BUF struct buf text = { 0 };
    assert_true(file_read(world->dir, "generations/000002/printseal.conf", 1 << 20, &text, NULL));
    assert_non_null(strstr(text.text, "# by hand\nradius = ("));
}

/* What was edited is read whole, whoever asks. */
static void a_path_alone_is_read_of_what_was_saved(void **state)
{
    static const char fine[] = "radius = ( { name = \"hq\"; host = \"a.example.com\"; },\n"
                               "{ name = \"b\"; host = \"b.example.com\"; } );";
    struct world *world = *state;
    struct err err = { "" };

    world_add(world, "hq", "secret");
    world_add(world, "branch", "another secret");
    world_save(world, "first");
    struct notes notes;
    struct config *some = store_load_path(world->store, "radius.hq.host", &notes, &err);
    const struct table *table = config_table(some, &radius_section);
    assert_int_equal(table->count, 1);
    assert_non_null(record_hidden(table->records[0], setting_find(&radius_section, "secret")));
    assert_false(notes.edited);
    assert_string_equal(notes.damaged, "");
    config_free(some);
    some = store_load_path(world->store, "radius.none", &notes, &err);
    assert_int_equal(config_table(some, &radius_section)->count, 2);
    config_free(some);
    world_put(world, "current/printseal.conf", fine);
    some = store_load_path(world->store, "radius.hq", &notes, &err);
    assert_int_equal(config_table(some, &radius_section)->count, 2);
    assert_true(notes.edited);
    config_free(some);
    world_put(world, "current/printseal.conf", "radius = ( { name = \"hq\"; }, { nam = 1; } );");
    assert_null(store_load_path(world->store, "radius.hq", &notes, &err));
}

static void faults_in_an_edited_file_are_reported(void **state)
{
    struct world *world = *state;
    struct err err = { "" };

    world_save(world, "first");
    world_put(world, "current/printseal.conf", "smtp = {\n    prot = 5;\n};\n");
    assert_null(store_load(world->store, 0, NULL, &err));
    assert_string_equal(err.text, "printseal.conf:2: smtp.prot: there is no such setting; did you "
                                  "mean \"port\"?");
}

static void damage_is_reported_and_not_made_good_by_a_save(void **state)
{
    struct world *world = *state;
    const struct artefact files[] = { { "server.cer", "cer1", 4, false },
                                      { "server.key", "key1", 4, true } };
    struct notes notes;
    struct err err = { "" };

    assert_true(store_save(world->store, world->config, files, 2, "a", &err));
    world_put(world, "current/cert/server.cer", "cer2");
    assert_int_equal(unlinkat(world->dir, "current/cert/server.key", 0), 0);
    for (int i = 0; i < 2; i++) {
        config_free(world_load(world, 0, &notes));
        assert_non_null(strstr(notes.damaged, "cert/server.cer"));
        assert_non_null(strstr(notes.damaged, "cert/server.key"));
        assert_int_equal(notes.vault, VAULT_FINE);
        world_save(world, "again");
    }
    assert_true(store_save(world->store, world->config, files, 2, "fixed", &err));
    world_expect(world, 0, world->config);
}

static void expect_vault(struct world *world, enum vault_error error, const char *damaged)
{
    struct notes notes;

    world_reopen(world);
    config_free(world_load(world, 0, &notes));
    assert_int_equal(notes.vault, error);
    assert_true(*notes.vault_err.text);
    assert_string_equal(notes.damaged, damaged);
}

static void each_error_of_the_vault_is_reported_apart(void **state)
{
    struct world *world = *state;

    world_add(world, "hq", "secret");
    world_save(world, "first");
    world_save(world, "second");
    assert_int_equal(unlinkat(world->dir, "generations/000002/secrets.vault", 0), 0);
    expect_vault(world, VAULT_UNREADABLE, "secrets.vault");
    world_put(world, "current/secrets.vault", "junk");
    expect_vault(world, VAULT_DAMAGED, "secrets.vault");
    AUTO_BUF struct buf bytes = { 0 };
    assert_true(file_read(world->dir, "generations/000001/secrets.vault", 1 << 20, &bytes, NULL));
    assert_true(file_replace(world->dir, "generations/000002/secrets.vault", 0600, bytes.text,
                             bytes.size, NULL));
    expect_vault(world, VAULT_OTHER, "secrets.vault");
    assert_int_equal(unlinkat(world->dir, "generations/000002/MANIFEST", 0), 0);
    expect_vault(world, VAULT_OTHER, "MANIFEST");
}

static void without_its_key_the_rest_is_there(void **state)
{
    struct world *world = *state;
    struct notes notes;
    struct err err = { "" };

    world_add(world, "hq", "secret");
    world_save(world, "first");
    assert_int_equal(unlinkat(world->dir, "master.key", 0), 0);
    world_reopen(world);
    struct config *loaded = world_load(world, 0, &notes);
    assert_int_equal(notes.vault, VAULT_NO_KEY);
    assert_non_null(config_table_find(config_table(loaded, &radius_section), "hq"));
    /* Saving now would lose the secrets. */
    assert_false(store_save(world->store, loaded, NULL, 0, "no", &err));
    assert_int_equal(store_generation(world->store), 1);
    config_free(loaded);
}

static void a_recovery_code_opens_it_again(void **state)
{
    struct world *world = *state;
    char code[RECOVERY_SIZE], none[RECOVERY_SIZE];
    enum vault_error error;
    struct notes notes;
    struct err err = { "" };

    store_close(world->store); /* a first run that was killed before anybody saw a code */
    world->store = world_open(world);
    assert_non_null(store_vault(world->store, code, &error, &err));
    assert_int_equal(strlen(code), RECOVERY_SIZE - 1);
    assert_non_null(store_vault(world->store, none, &error, &err));
    assert_string_equal(none, "");
    world_add(world, "hq", "secret");
    world_save(world, "first");
    assert_int_equal(unlinkat(world->dir, "master.key", 0), 0);
    world_reopen(world);
    assert_null(store_vault(world->store, none, &error, &err));
    assert_int_equal(error, VAULT_NO_KEY);
    assert_false(store_unlock(world->store, "0000-0000", &error, &err));
    assert_true(store_unlock(world->store, code, &error, &err));
    config_free(world_load(world, 0, &notes));
    assert_int_equal(notes.vault, VAULT_FINE);
    world_expect(world, 0, world->config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_edited_file_is_taken_as_it_is, world_begin, world_end),
        cmocka_unit_test_setup_teardown(a_path_alone_is_read_of_what_was_saved, world_begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(faults_in_an_edited_file_are_reported, world_begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(damage_is_reported_and_not_made_good_by_a_save, world_begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(each_error_of_the_vault_is_reported_apart, world_begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(without_its_key_the_rest_is_there, world_begin, world_end),
        cmocka_unit_test_setup_teardown(a_recovery_code_opens_it_again, world_begin, world_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
