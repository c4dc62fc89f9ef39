/* store_test.c - generations: saved whole, loaded, listed, pruned, gone back to. */
#include "tests/backend/store_world.h"

/* ------------------------------------------------ there and back */

static void what_is_saved_is_loaded(void **state)
{
    struct world *world = *state;

    world_add(world, "hq", "one secret");
    world_add(world, "branch", "an\"other \\ secret");
    assert_false(store_exists(world->store));
    world_save(world, "first");
    assert_int_equal(store_generation(world->store), 1);
    world_expect(world, 0, world->config);
    world_reopen(world);
    assert_true(store_exists(world->store));
    world_expect(world, 0, world->config);
    struct config *loaded = world_load(world, 0, NULL);
    const struct record *hq = config_table_find(config_table(loaded, &radius_section), "hq");
    const struct secret *secret = record_hidden(hq, setting_find(&radius_section, "secret"));
    assert_int_equal(secret_made(secret), 1700000000);
    assert_int_equal(secret_origin(secret), TYPED);
    config_free(loaded);
}

static void any_configuration_comes_back(void **state)
{
    struct world *world = *state;

    for (unsigned i = 1; i <= 20; i++) {
        unsigned seed = i;

        config_free(world->config);
        world->config = random_config(&seed);
        world_add(world, "with-secret", "geheim");
        world_save(world, "random");
        world_reopen(world);
        world_expect(world, 0, world->config);
    }
}

static void secrets_of_hidden_settings_are_kept(void **state)
{
    struct world *world = *state;
    const struct section *central = section_find("central");
    const struct setting *password = setting_find(central, "password");
    struct record *record = config_table(world->config, central)->records[0];

    record_hide(record, password, secret_new("closed", 6, TYPED, 1, -1));
    assert_false(record_shows(record, password));
    world_save(world, "hidden");
    world_expect(world, 0, world->config);
}

static void modes_do_not_follow_the_umask(void **state)
{
    struct world *world = *state;
    const struct artefact files[] = { { "server.key", "key", 3, true },
                                      { "server.cer", "cer", 3, false } };
    struct err err = { "" };

    for (mode_t mask = 0; mask <= 0777; mask += 0777) {
        mode_t old = umask(mask);
        bool saved = store_save(world->store, world->config, files, 2, "modes", &err);

        umask(old);
        assert_true(saved);
        assert_int_equal(world_mode(world, "current"), 0750);
        assert_int_equal(world_mode(world, "current/printseal.conf"), 0640);
        assert_int_equal(world_mode(world, "current/secrets.vault"), 0600);
        assert_int_equal(world_mode(world, "current/MANIFEST"), 0640);
        assert_int_equal(world_mode(world, "current/cert"), 0750);
        assert_int_equal(world_mode(world, "current/cert/server.key"), 0600);
        assert_int_equal(world_mode(world, "current/cert/server.cer"), 0640);
    }
    assert_int_equal(world_mode(world, "master.key"), 0400);
}

static void the_cert_folder_is_taken_over(void **state)
{
    struct world *world = *state;
    const struct artefact first[] = { { "server.key", "key1", 4, true },
                                      { "server.cer", "cer1", 4, false },
                                      { "old.crt", "old", 3, false } };
    const struct artefact second[] = { { "server.cer", "cer2", 4, false },
                                       { "old.crt", NULL, 0, false } };
    AUTO_BUF struct buf bytes = { 0 };
    struct err err = { "" };

    assert_true(store_save(world->store, world->config, first, 3, "a", &err));
    assert_true(store_save(world->store, world->config, second, 2, "b", &err));
    world_expect(world, 0, world->config);
    assert_true(store_cert(world->store, 0, "server.key", &bytes, &err));
    assert_string_equal(bytes.text, "key1");
    assert_int_equal(world_mode(world, "current/cert/server.key"), 0600);
    assert_true(store_cert(world->store, 0, "server.cer", &bytes, &err));
    assert_string_equal(bytes.text, "cer2");
    assert_true(store_cert(world->store, 1, "server.cer", &bytes, &err));
    assert_string_equal(bytes.text, "cer1");
    assert_false(store_cert(world->store, 0, "old.crt", &bytes, &err));
    assert_false(store_cert(world->store, 0, "../printseal.conf", &bytes, &err));
}

static void the_file_holds_no_secret(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf text = { 0 };

    world_add(world, "hq", "correct-horse-battery");
    world_save(world, "first");
    for (const char *const *name =
             (const char *const[]){ "printseal.conf", "secrets.vault", "MANIFEST", NULL };
         *name; name++) {
        AUTO_FREE char *path = format("generations/000001/%s", *name);

        assert_true(file_read(world->dir, path, 1 << 20, &text, NULL));
        assert_null(memmem(text.text, text.size, "correct-horse", 13));
    }
}

/* ------------------------------------------------ folders */

static void strange_folders_are_refused(void **state)
{
    struct world *world = *state;
    struct err err = { "" };
    AUTO_FREE char *file = format("%s/file", world->folder);
    AUTO_FREE char *gone = format("%s/gone", world->folder);
    AUTO_FREE char *deep = format("%s/a/b/c", world->folder);

    world_put(world, "file", "");
    assert_null(store_open(file, true, &err));
    assert_non_null(strstr(err.text, "Not a directory"));
    assert_null(store_open(gone, false, &err));
    assert_non_null(strstr(err.text, "there is no configuration in"));
    struct store *store = store_open(deep, true, &err);
    assert_non_null(store);
    store_close(store);
    assert_int_equal(world_mode(world, "a/b/c"), 0750);
    assert_int_equal(symlinkat("/etc", world->dir, "current"), 0);
    assert_null(store_open(world->folder, false, &err));
    assert_non_null(strstr(err.text, "current: must be a symbolic link to a generation"));
}

static void where_the_folder_is(void **state)
{
    (void)state;
    AUTO_FREE char *given = store_folder("/x");
    setenv("PRINTSEAL_DIR", "/named", 1);
    AUTO_FREE char *named = store_folder(NULL);
    unsetenv("PRINTSEAL_DIR");
    setenv("XDG_CONFIG_HOME", "/xdg", 1);
    AUTO_FREE char *xdg = store_folder(NULL);
    setenv("XDG_CONFIG_HOME", "relative", 1);
    setenv("HOME", "/home/anna", 1);
    AUTO_FREE char *home = store_folder(NULL);

    assert_string_equal(given, "/x");
    assert_string_equal(named, "/named");
    assert_string_equal(xdg, geteuid() ? "/xdg/printseal" : "/etc/printseal");
    assert_string_equal(home, geteuid() ? "/home/anna/.config/printseal" : "/etc/printseal");
}

/* ------------------------------------------------ history */

static void history_and_the_way_back(void **state)
{
    struct world *world = *state;
    const struct artefact cer = { "server.cer", "one", 3, false };
    const struct artefact other = { "server.cer", "two", 3, false };
    struct generation *list;
    size_t count;
    struct err err = { "" };
    AUTO_BUF struct buf bytes = { 0 };

    world_add(world, "hq", "first secret");
    assert_true(store_save(world->store, world->config, &cer, 1, "with hq", &err));
    struct config *empty = config_new();
    assert_true(store_save(world->store, empty, &other, 1, "all\ngone\x1B[31m", &err));
    world_expect(world, 0, empty);
    assert_true(store_rollback(world->store, 1, NULL, 0, &err));
    assert_int_equal(store_generation(world->store), 3);
    world_expect(world, 0, world->config);
    assert_true(store_cert(world->store, 0, "server.cer", &bytes, &err));
    assert_string_equal(bytes.text, "one");
    world_expect(world, 2, empty);
    assert_true(store_history(world->store, &list, &count, &err));
    assert_int_equal(count, 3);
    assert_int_equal(list[0].number, 3);
    assert_string_equal(list[0].what, "back to generation 1");
    assert_string_equal(list[1].what, "all?gone?[31m");
    assert_string_equal(list[2].what, "with hq");
    assert_int_equal(strlen(list[2].when), 20);
    assert_true(*list[2].who);
    free(list);
    assert_false(store_rollback(world->store, 9, NULL, 0, &err));
    assert_string_equal(err.text, "there is no generation 9; \"printseal history\" lists them");
    config_free(empty);
}

static void a_rollback_leads_out_of_a_damaged_vault(void **state)
{
    struct world *world = *state;
    struct err err = { "" };

    world_add(world, "hq", "secret");
    world_save(world, "first");
    world_save(world, "second");
    world_put(world, "current/secrets.vault", "junk");
    world_reopen(world);
    if (!store_rollback(world->store, 1, NULL, 0, &err))
        fail_msg("%s", err.text);
    world_reopen(world);
    world_expect(world, 0, world->config);
}

static void old_generations_are_pruned(void **state)
{
    struct world *world = *state;
    const struct section *policy_rows = section_find("policy");
    struct record *record = config_table(world->config, policy_rows)->records[0];
    struct generation *list;
    size_t count;

    assert_true(record_set(record, setting_find(policy_rows, "keep"), "3", NULL));
    for (int i = 0; i < 6; i++)
        world_save(world, "again");
    assert_true(store_history(world->store, &list, &count, NULL));
    assert_int_equal(count, 3);
    assert_int_equal(list[0].number, 6);
    assert_int_equal(list[2].number, 4);
    free(list);
}

static void leftovers_are_swept(void **state)
{
    struct world *world = *state;

    world_save(world, "first");
    assert_int_equal(mkdirat(world->dir, "generations/000002.tmp", 0700), 0);
    world_put(world, "generations/000002.tmp/secrets.vault", "half");
    world_put(world, "draft.vault.new", "half");
    assert_int_equal(mkdirat(world->dir, "generations/000002", 0700), 0); /* never turned to */
    world_reopen(world);
    world_save(world, "second");
    assert_int_equal(store_generation(world->store), 3);
    assert_int_equal(faccessat(world->dir, "generations/000002.tmp", F_OK, 0), -1);
    assert_int_equal(faccessat(world->dir, "draft.vault.new", F_OK, 0), -1);
    world_expect(world, 0, world->config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_saved_is_loaded, world_begin, world_end),
        cmocka_unit_test_setup_teardown(any_configuration_comes_back, world_begin, world_end),
        cmocka_unit_test_setup_teardown(secrets_of_hidden_settings_are_kept, world_begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(modes_do_not_follow_the_umask, world_begin, world_end),
        cmocka_unit_test_setup_teardown(the_cert_folder_is_taken_over, world_begin, world_end),
        cmocka_unit_test_setup_teardown(the_file_holds_no_secret, world_begin, world_end),
        cmocka_unit_test_setup_teardown(strange_folders_are_refused, world_begin, world_end),
        cmocka_unit_test(where_the_folder_is),
        cmocka_unit_test_setup_teardown(history_and_the_way_back, world_begin, world_end),
        cmocka_unit_test_setup_teardown(a_rollback_leads_out_of_a_damaged_vault, world_begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(old_generations_are_pruned, world_begin, world_end),
        cmocka_unit_test_setup_teardown(leftovers_are_swept, world_begin, world_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
