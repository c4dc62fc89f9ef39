/* store_trail_test.c - who did what cannot be changed unseen: the chain of MANIFESTs, the journal,
 * `current` turned by hand, and what is read is not pruned meanwhile. */
#include <stdarg.h>
#include <syslog.h>

#include "tests/backend/store_world.h"

static char trail_journal[4096]; /* what the system's journal was told, a line each */

void __wrap_syslog(int priority, const char *format, ...) __attribute__((format(printf, 2, 3)));
void __wrap_syslog(int priority, const char *format, ...)
{
    size_t used = strlen(trail_journal);
    va_list args;

    (void)priority;
    va_start(args, format);
    vsnprintf(trail_journal + used, sizeof trail_journal - used - 1, format, args);
    va_end(args);
    strcat(trail_journal, "\n");
}

static char *trail_read(const struct world *world, const char *path)
{
    struct buf text = { 0 };

    assert_true(file_read(world->dir, path, 1 << 20, &text, NULL));
    return text.text;
}

static struct notes trail_notes(struct world *world)
{
    struct notes notes;

    world_reopen(world);
    config_free(world_load(world, 0, &notes));
    return notes;
}

static void an_edited_manifest_is_seen(void **state)
{
    static const char *const words[] = {
        "when: ", "who: ", "what: ", "login: ", "after: ", "seal: "
    };
    static const char path[] = "generations/000002/MANIFEST";
    struct world *world = *state;

    world_save(world, "one");
    world_save(world, "two");
    assert_string_equal(trail_notes(world).damaged, "");
    AUTO_FREE char *whole = trail_read(world, path);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        AUTO_FREE char *changed = copy(whole);
        char *at = strstr(changed, words[i]);

        assert_non_null(at);
        at[strlen(words[i])] ^= 1;
        world_put(world, path, changed);
        assert_string_equal(trail_notes(world).damaged, "MANIFEST");
    }
    *(strstr(whole, "seal: ")) = '\0'; /* as an older version would have written it */
    world_put(world, path, whole);
    assert_string_equal(trail_notes(world).damaged, "MANIFEST");
}

static void a_changed_past_is_seen(void **state)
{
    static const char path[] = "generations/000001/MANIFEST";
    struct world *world = *state;

    world_save(world, "one");
    world_save(world, "two");
    AUTO_FREE char *one = trail_read(world, path);
    *(strchr(strstr(one, "seal: "), '\n') - 1) ^= 1;
    world_put(world, path, one);
    assert_string_equal(trail_notes(world).damaged, "MANIFEST");
}

static void current_turned_back_is_told(void **state)
{
    struct world *world = *state;

    world_save(world, "one");
    world_save(world, "two");
    assert_false(trail_notes(world).turned);
    assert_int_equal(unlinkat(world->dir, "current", 0), 0);
    assert_int_equal(symlinkat("generations/000001", world->dir, "current"), 0);
    assert_true(trail_notes(world).turned);
    world_save(world, "three");
    assert_false(trail_notes(world).turned);
}

static void the_journal_has_paths_only(void **state)
{
    struct world *world = *state;
    enum vault_error error;
    struct err err;

    world_add(world, "hq", "one secret");
    world_save(world, "set radius.hq.secret");
    *trail_journal = '\0';
    world_save(world, "set radius.hq.secret");
    assert_non_null(strstr(trail_journal, "saved generation 2: set radius.hq.secret; login "));
    assert_null(strstr(trail_journal, "one secret"));
    assert_false(store_unlock(world->store, "guessed wrong", &error, &err));
    assert_non_null(strstr(trail_journal, "failed to unlock"));
    assert_null(strstr(trail_journal, "guessed"));
    assert_true(store_rollback(world->store, 1, NULL, 0, NULL));
    assert_non_null(strstr(trail_journal, "back to generation 1"));
}

static void what_is_read_is_not_pruned(void **state)
{
    const struct section *rows = section_find("policy");
    struct world *world = *state;
    struct notes notes;

    assert_true(record_set(config_table(world->config, rows)->records[0],
                           setting_find(rows, "keep"), "1", NULL));
    world_save(world, "one");
    struct store *reader = world_open(world);
    world_save(world, "two");
    world_save(world, "three");
    config_free(store_load(reader, 0, &notes, NULL));
    assert_int_equal(store_generation(reader), 1);
    assert_string_equal(notes.damaged, "");
    assert_int_equal(notes.vault, VAULT_FINE);
    store_close(reader);
    world_save(world, "four");
    assert_int_equal(faccessat(world->dir, "generations/000001", F_OK, 0), -1);
    assert_int_equal(faccessat(world->dir, "generations/000004", F_OK, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_edited_manifest_is_seen, world_begin, world_end),
        cmocka_unit_test_setup_teardown(a_changed_past_is_seen, world_begin, world_end),
        cmocka_unit_test_setup_teardown(current_turned_back_is_told, world_begin, world_end),
        cmocka_unit_test_setup_teardown(the_journal_has_paths_only, world_begin, world_end),
        cmocka_unit_test_setup_teardown(what_is_read_is_not_pruned, world_begin, world_end),
    };

    return secret_start(NULL) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
