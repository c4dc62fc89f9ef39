/* draft_test.c - what is typed and not saved outlives the program, and touches nothing else. */

#include "tests/backend/store_world.h"

static struct config_place find(const struct config *config, const char *path)
{
    struct config_place place = { 0 };

    assert_true(config_find(config, path, &place, NULL));
    return place;
}

static void set(struct journal *journal, struct config *config, const char *path, const char *text)
{
    struct config_place place = find(config, path);

    assert_true(change_set(journal, config, &place, text, NULL));
}

static void hide(struct journal *journal, struct config *config, const char *path, const char *text)
{
    struct config_place place = find(config, path);

    assert_true(
        change_hide(journal, config, &place, secret_new(text, strlen(text), TYPED, 77, 3), NULL));
}

/* One change of every kind, and one that is undone. */
static void change_everything(struct journal *journal, struct config *config)
{
    struct config_place place;

    set(journal, config, "server.fqdn", "print01.corp.example.com");
    set(journal, config, "server.aliases", "a.example.com, b.example.com");
    hide(journal, config, "central.password", "central \"secret\"");
    assert_true(change_add(journal, config, &radius_section, "one", NULL, NULL));
    assert_true(change_add(journal, config, &radius_section, "two", NULL, NULL));
    set(journal, config, "radius.two.host", "two.example.com");
    hide(journal, config, "radius.two.secret", "of two");
    set(journal, config, "radius.two.name", "three");
    hide(journal, config, "radius.one.secret", "of one");
    place = find(config, "radius.three");
    assert_true(change_move(journal, config, &place, 0, NULL));
    place = find(config, "radius.one");
    assert_true(change_remove(journal, config, &place, NULL));
    change_join(journal, journal->done - 2);
    hide(journal, config, "central.password", "another");
    set(journal, config, "server.site", "undone");
    assert_true(change_undo(journal, config, NULL));
}

static void write_draft(struct world *world, const struct journal *journal, const char *path,
                        const char *typed)
{
    struct err err = { "" };

    if (!store_draft_write(world->store, journal, path, typed, &err))
        fail_msg("%s", err.text);
}

static void every_change_comes_back(struct world *world, struct config *base)
{
    struct config *changed = config_copy(base), *fresh;
    struct journal journal = { 0 }, again = { 0 };
    char path[PATH_SIZE], typed[DRAFT_TYPED_SIZE];
    struct err err = { "" };

    change_everything(&journal, changed);
    write_draft(world, &journal, "radius.three.secret", "half ty\"ped");
    world_reopen(world);
    assert_true(store_draft_exists(world->store));
    fresh = store_exists(world->store) ? world_load(world, 0, NULL) : config_new();
    if (!store_draft_read(world->store, fresh, &again, path, typed, &err))
        fail_msg("%s", err.text);
    assert_int_equal(random_differences(changed, fresh), 0);
    assert_int_equal(again.done, journal.done);
    for (size_t i = 0; i < again.done; i++)
        assert_int_equal(again.list[i].joined, journal.list[i].joined);
    assert_string_equal(path, "radius.three.secret");
    assert_string_equal(typed, "half ty\"ped");
    while (change_undo(&again, fresh, NULL))
        continue;
    assert_int_equal(random_differences(base, fresh), 0);
    change_journal_clear(&journal);
    change_journal_clear(&again);
    config_free(changed);
    config_free(fresh);
}

static void on_a_saved_generation(void **state)
{
    struct world *world = *state;

    world_save(world, "first");
    every_change_comes_back(world, world->config);
    assert_true(store_draft_remove(world->store, NULL));
    assert_false(store_draft_exists(world->store));
    assert_true(store_draft_remove(world->store, NULL));
}

static void before_the_first_save(void **state)
{
    struct world *world = *state;
    char code[RECOVERY_SIZE];
    enum vault_error error;
    struct notes notes;

    every_change_comes_back(world, world->config);
    /* The code of the program that made the draft is lost: a new one is shown, and it works. */
    assert_non_null(store_vault(world->store, code, &error, NULL));
    assert_int_equal(strlen(code), RECOVERY_SIZE - 1);
    world_add(world, "hq", "secret");
    world_save(world, "first");
    assert_false(store_draft_exists(world->store));
    assert_int_equal(unlinkat(world->dir, "master.key", 0), 0);
    world_reopen(world);
    assert_true(store_unlock(world->store, code, &error, NULL));
    config_free(world_load(world, 0, &notes));
    assert_int_equal(notes.vault, VAULT_FINE);
}

static void refused(struct world *world, const char *sentence)
{
    struct config *config = config_copy(world->config);
    struct journal journal = { 0 };
    char path[PATH_SIZE], typed[DRAFT_TYPED_SIZE];
    struct err err = { "" };

    assert_false(store_draft_read(world->store, config, &journal, path, typed, &err));
    if (!strstr(err.text, sentence))
        fail_msg("%s", err.text);
    assert_int_equal(random_differences(world->config, config), 0);
    assert_int_equal(journal.count, 0);
    assert_true(store_draft_exists(world->store));
    config_free(config);
}

static void a_draft_of_another_generation_is_left_alone(void **state)
{
    struct world *world = *state;
    struct config *changed = config_copy(world->config);
    struct journal journal = { 0 };
    AUTO_BUF struct buf draft = { 0 };

    world_save(world, "first");
    change_everything(&journal, changed);
    write_draft(world, &journal, "", "");
    assert_true(file_read(world->dir, "draft.vault", 1 << 20, &draft, NULL));
    world_save(world, "second");
    assert_true(file_replace(world->dir, "draft.vault", 0600, draft.text, draft.size, NULL));
    refused(world, "was made on another generation than 2");
    world_put(world, "draft.vault", "junk");
    refused(world, "");
    world_expect(world, 0, world->config);
    change_journal_clear(&journal);
    config_free(changed);
}

static void what_does_not_fit_changes_nothing(void **state)
{
    struct world *world = *state;
    struct config *changed = config_copy(world->config);
    struct journal journal = { 0 };

    world_save(world, "first");
    set(&journal, changed, "server.site", "somewhere");
    assert_true(change_add(&journal, changed, &radius_section, "one", NULL, NULL));
    set(&journal, changed, "radius.one.port", "1645");
    write_draft(world, &journal, "", "");
    world_add(world, "one", "in the way"); /* as if edited by hand since */
    refused(world, "do not fit this configuration");
    change_journal_clear(&journal);
    config_free(changed);
}

static void nothing_to_keep_is_no_draft(void **state)
{
    struct world *world = *state;
    struct journal journal = { 0 };

    write_draft(world, &journal, "server.fqdn", "pri");
    assert_true(store_draft_exists(world->store));
    assert_int_equal(world_mode(world, "draft.vault"), 0600);
    write_draft(world, &journal, "", "");
    assert_false(store_draft_exists(world->store));
}

static void a_draft_shows_nothing(void **state)
{
    struct world *world = *state;
    struct config *changed = config_copy(world->config);
    struct journal journal = { 0 };
    AUTO_BUF struct buf draft = { 0 };

    change_everything(&journal, changed);
    write_draft(world, &journal, "radius.three.secret", "half typed");
    assert_true(file_read(world->dir, "draft.vault", 1 << 20, &draft, NULL));
    for (const char *const *word =
             (const char *const[]){ "half", "typed", "radius", "of two", "corp", NULL };
         *word; word++)
        assert_null(memmem(draft.text, draft.size, *word, strlen(*word)));
    change_journal_clear(&journal);
    config_free(changed);
}

/* Any length that can be typed comes back whole; what is typed may be a secret of any length. */
static void any_length_of_what_is_typed_comes_back(void **state)
{
    struct world *world = *state;
    static char text[DRAFT_TYPED_SIZE], typed[DRAFT_TYPED_SIZE];
    const size_t sizes[] = { 1, 254, 255, 256, 510, 511, 1023, DRAFT_TYPED_SIZE - 1 };
    char path[PATH_SIZE];

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct config *fresh = config_new();
        struct journal journal = { 0 };
        struct err err = { "" };

        memset(text, 0, sizeof text);
        for (size_t k = 0; k < sizes[i]; k++)
            text[k] = (char)('a' + k % 26);
        write_draft(world, &journal, "server.aliases", text);
        world_reopen(world);
        if (!store_draft_read(world->store, fresh, &journal, path, typed, &err))
            fail_msg("%s", err.text);
        assert_string_equal(typed, text);
        change_journal_clear(&journal);
        config_free(fresh);
    }
}

static void another_writer_keeps_his_draft(void **state)
{
    struct world *world = *state;
    struct store *other = world_open(world);
    struct journal journal = { 0 };
    struct err err = { "" };

    write_draft(world, &journal, "server.fqdn", "mine");
    assert_false(store_draft_write(other, &journal, "server.fqdn", "yours", &err));
    assert_non_null(strstr(err.text, "has been changing this configuration"));
    store_close(other);
}

/* Far above what it takes, far below what writing 20,000 records would. */
static void only_changes_cost(void **state)
{
    struct world *world = *state;
    struct table *table = config_table(world->config, &printers_section);
    struct journal journal = { 0 };
    AUTO_BUF struct buf draft = { 0 };
    char name[32];

    for (size_t i = 0; i < 20000; i++) {
        struct record *record = record_new(&printers_section);

        snprintf(name, sizeof name, "p%zu", i);
        assert_true(record_set(record, printers_section.settings, name, NULL));
        config_table_insert(table, table->count, record);
    }
    set(&journal, world->config, "printers.p7.host", "p7.example.com");
    set(&journal, world->config, "printers.p19999.host", "p19999.example.com");
    write_draft(world, &journal, "", "");
    assert_true(file_read(world->dir, "draft.vault", 1 << 20, &draft, NULL));
    assert_true(draft.size < 16384);
    change_journal_clear(&journal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(on_a_saved_generation, world_begin, world_end),
        cmocka_unit_test_setup_teardown(before_the_first_save, world_begin, world_end),
        cmocka_unit_test_setup_teardown(a_draft_of_another_generation_is_left_alone, world_begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(what_does_not_fit_changes_nothing, world_begin, world_end),
        cmocka_unit_test_setup_teardown(nothing_to_keep_is_no_draft, world_begin, world_end),
        cmocka_unit_test_setup_teardown(a_draft_shows_nothing, world_begin, world_end),
        cmocka_unit_test_setup_teardown(another_writer_keeps_his_draft, world_begin, world_end),
        cmocka_unit_test_setup_teardown(any_length_of_what_is_typed_comes_back, world_begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(only_changes_cost, world_begin, world_end),
    };

    if (!secret_start(NULL))
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
