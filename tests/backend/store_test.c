/* store_test.c - generations: saved whole, loaded with every remark, listed, pruned, gone back to.
 */
#include <errno.h>
#include <sys/file.h>
#include <sys/wait.h>

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

/* ------------------------------------------------ what is not as it was */

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

/* ------------------------------------------------ one writer */

static void a_second_writer_is_reported_who(void **state)
{
    struct world *world = *state;
    struct holder holder;
    struct err err = { "" };
    char me[64];

    setenv("SSH_CLIENT", "192.0.2.7 50000 22", 1);
    assert_true(store_lock(world->store, &holder, &err));
    assert_true(store_lock(world->store, &holder, &err));
    unsetenv("SSH_CLIENT");
    struct store *other = world_open(world);
    assert_false(store_lock(other, &holder, &err));
    store_who(me, sizeof me);
    assert_memory_equal(holder.who, me, strlen(me));
    assert_non_null(strstr(holder.who, " from 192.0.2.7"));
    assert_int_equal(holder.pid, getpid());
    assert_int_equal(strlen(holder.since), 20);
    assert_false(store_save(other, world->config, NULL, 0, "no", &err));
    store_close(world->store);
    world->store = other;
    assert_true(store_lock(other, &holder, &err));
    assert_string_equal(holder.who, "");
}

/* A reader's look at the lock, as long as this test wants it. */
static int look_fd = -1;
static unsigned looks_left;

int __real_flock(int fd, int operation);
int __wrap_flock(int fd, int operation);

/* Who looks ends when he was seen often enough. */
int __wrap_flock(int fd, int operation)
{
    int done = __real_flock(fd, operation);

    if (fd != look_fd && look_fd >= 0 && operation == (LOCK_SH | LOCK_NB) && done == 0 &&
        --looks_left == 0)
        mem_close_fd(&look_fd), look_fd = -1;
    return done;
}

static void who_only_looks_keeps_nobody_out(void **state)
{
    struct world *world = *state;
    struct holder holder;
    struct err err = { "" };

    assert_true(store_lock_free(world->store)); /* no file yet */
    assert_true(store_lock(world->store, &holder, &err));
    struct store *other = world_open(world);
    assert_false(store_lock_free(other));
    world_reopen(world);
    assert_true(store_lock_free(other));

    look_fd = openat(world->dir, "lock", O_RDONLY | O_CLOEXEC);
    assert_int_equal(flock(look_fd, LOCK_SH | LOCK_NB), 0);
    looks_left = 3;
    assert_true(store_lock_free(other)); /* two may look */
    assert_true(store_lock(world->store, &holder, &err));
    assert_int_equal(look_fd, -1);
    assert_false(store_lock(other, &holder, &err));
    store_close(other);
}

static void nobody_overwrites_what_he_has_not_seen(void **state)
{
    struct world *world = *state;
    struct err err = { "" };

    world_save(world, "first");
    world_reopen(world);
    struct store *other = world_open(world);
    world_save(world, "second");
    world_reopen(world);
    assert_false(store_save(other, world->config, NULL, 0, "third", &err));
    assert_non_null(strstr(err.text, "somebody saved generation 2 in the meantime"));
    store_close(other);
}

static void nobody_overwrites_an_edit_he_has_not_seen(void **state)
{
    struct world *world = *state;
    struct err err = { "" };

    world_save(world, "first");
    world_save(world, "second"); /* what this program wrote itself it has seen */
    config_free(world_load(world, 0, NULL));
    world_put(world, "current/printseal.conf", "server = { site = \"by hand\"; };");
    assert_false(store_save(world->store, world->config, NULL, 0, "third", &err));
    assert_non_null(strstr(err.text, "changed by hand after it was read here"));
    config_free(world_load(world, 0, NULL));
    world_save(world, "third");
    world_put(world, "current/printseal.conf", "nonsense");
    assert_true(store_rollback(world->store, 1, NULL, 0, &err)); /* out of any file */
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_saved_is_loaded, world_begin, world_end),
        cmocka_unit_test_setup_teardown(any_configuration_comes_back, world_begin, world_end),
        cmocka_unit_test_setup_teardown(secrets_of_hidden_settings_are_kept, world_begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(modes_do_not_follow_the_umask, world_begin, world_end),
        cmocka_unit_test_setup_teardown(the_cert_folder_is_taken_over, world_begin, world_end),
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
        cmocka_unit_test_setup_teardown(strange_folders_are_refused, world_begin, world_end),
        cmocka_unit_test(where_the_folder_is),
        cmocka_unit_test_setup_teardown(who_only_looks_keeps_nobody_out, world_begin, world_end),
        cmocka_unit_test_setup_teardown(a_second_writer_is_reported_who, world_begin, world_end),
        cmocka_unit_test_setup_teardown(nobody_overwrites_what_he_has_not_seen, world_begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(nobody_overwrites_an_edit_he_has_not_seen, world_begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(history_and_the_way_back, world_begin, world_end),
        cmocka_unit_test_setup_teardown(a_rollback_leads_out_of_a_damaged_vault, world_begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(old_generations_are_pruned, world_begin, world_end),
        cmocka_unit_test_setup_teardown(leftovers_are_swept, world_begin, world_end),
        cmocka_unit_test_setup_teardown(the_file_holds_no_secret, world_begin, world_end),
    };

    if (!secret_start(NULL))
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
