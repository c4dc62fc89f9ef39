/* store_carry_test.c - what a save carries over is all of it, or nothing is saved: folders whose
 * reading breaks off, and the register of what was issued and revoked.
 *
 * The linker puts readdir() and read() below between the store and the C library. */
#include <dirent.h>
#include <errno.h>

#include "tests/backend/store_world.h"

static int calls, victim; /* victim 0: nothing is done; -1: counted only */

struct dirent *__real_readdir(DIR *folder);
struct dirent *__wrap_readdir(DIR *folder);
struct dirent *__wrap_readdir(DIR *folder)
{
    if (!victim || ++calls != victim)
        return __real_readdir(folder);
    errno = EIO;
    return NULL;
}

static const char *unreadable; /* what a file begins with that cannot be read */

ssize_t __real_read(int fd, void *bytes, size_t size);
ssize_t __wrap_read(int fd, void *bytes, size_t size);
ssize_t __wrap_read(int fd, void *bytes, size_t size)
{
    ssize_t got = __real_read(fd, bytes, size);

    if (!unreadable || got < (ssize_t)strlen(unreadable) ||
        memcmp(bytes, unreadable, strlen(unreadable)) != 0)
        return got;
    errno = EIO;
    return -1;
}

#define HEAD "# Certificates that were issued here\n"
#define ALICE "0A\tclient\tgood\t2026-01-01T00:00:00Z\t2036-01-01T00:00:00Z\t-\t-\tAB\talice\t-\n"
#define REVOKED                                                                                    \
    "0A\tclient\trevoked\t2026-01-01T00:00:00Z\t2036-01-01T00:00:00Z\t2026-02-01T00:00:00Z\t"      \
    "superseded\tAB\talice\t-\n"

static bool carry_save(struct world *world, const char *index, struct err *err)
{
    const struct artefact files[] = { { "issued.txt", index, strlen(index), false },
                                      { "server.cer", "cer", 3, false },
                                      { "server.key", "key", 3, true } };

    return store_save(world->store, world->config, files, 3, "test", err);
}

static void carry_ready(struct world *world)
{
    assert_true(carry_save(world, HEAD ALICE, NULL));
    assert_true(carry_save(world, HEAD REVOKED, NULL));
}

static void carry_expect_revoked(struct world *world)
{
    AUTO_BUF struct buf index = { 0 };

    assert_true(store_cert(world->store, 0, "issued.txt", &index, NULL));
    assert_string_equal(index.text, HEAD REVOKED);
}

static void a_folder_that_breaks_off_is_not_half_carried(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf key = { 0 };
    const struct section *rows = section_find("policy");
    int refused = 0;

    assert_true(record_set(config_table(world->config, rows)->records[0],
                           setting_find(rows, "keep"), "2", NULL));
    carry_ready(world);
    for (int at = 1;; at++) {
        unsigned was = store_generation(world->store);

        calls = 0;
        victim = at;
        bool saved = store_save(world->store, world->config, NULL, 0, "again", NULL);
        victim = 0;
        assert_true(saved || store_generation(world->store) == was);
        refused += !saved;
        assert_true(store_cert(world->store, 0, "server.key", &key, NULL));
        assert_true(store_cert(world->store, 0, "server.cer", &key, NULL));
        carry_expect_revoked(world);
        world_expect(world, 0, world->config);
        if (calls < at || at > 200)
            break;
        assert_true(store_save(world->store, world->config, NULL, 0, "pruned", NULL));
    }
    assert_true(calls < 100);
    assert_true(refused >= 6);
}

static void a_rollback_needs_the_current_register(void **state)
{
    struct world *world = *state;
    struct err err;

    carry_ready(world);
    assert_int_equal(renameat(world->dir, "generations/000002", world->dir, "away"), 0);
    assert_false(store_rollback(world->store, 1, NULL, 0, &err));
    assert_non_null(strstr(err.text, "issued and revoked"));
    assert_int_equal(renameat(world->dir, "away", world->dir, "generations/000002"), 0);
    carry_expect_revoked(world);
    assert_true(store_rollback(world->store, 1, NULL, 0, &err));
    carry_expect_revoked(world);
}

static void a_register_that_cannot_be_read_stops_everything(void **state)
{
    struct world *world = *state;
    struct err err;

    carry_ready(world);
    unreadable = HEAD;
    bool back = store_rollback(world->store, 1, NULL, 0, &err);
    bool saved = store_save(world->store, world->config, NULL, 0, "x", NULL);
    bool anew = carry_save(world, HEAD REVOKED, NULL);
    unreadable = NULL;
    assert_false(back || saved || anew);
    assert_int_equal(store_generation(world->store), 2);
    carry_expect_revoked(world);
}

static void a_register_that_is_gone_stops_a_rollback(void **state)
{
    struct world *world = *state;
    struct err err;

    carry_ready(world);
    assert_int_equal(unlinkat(world->dir, "current/cert/issued.txt", 0), 0);
    assert_false(store_rollback(world->store, 1, NULL, 0, &err));
    assert_non_null(strstr(err.text, "issued.txt"));
}

static void a_weaker_register_is_not_saved(void **state)
{
    static const char *const weaker[] = { HEAD ALICE, HEAD, HEAD "nonsense\n" };
    struct world *world = *state;
    struct err err;

    carry_ready(world);
    for (size_t i = 0; i < sizeof weaker / sizeof *weaker; i++) {
        assert_false(carry_save(world, weaker[i], &err));
        carry_expect_revoked(world);
    }
    assert_true(carry_save(world,
                           HEAD REVOKED "0B\tclient\tgood\t2026-01-01T00:00:00Z\t"
                                        "2036-01-01T00:00:00Z\t-\t-\tAB\tbob\t-\n",
                           &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_folder_that_breaks_off_is_not_half_carried, world_begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(a_rollback_needs_the_current_register, world_begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(a_register_that_cannot_be_read_stops_everything,
                                        world_begin, world_end),
        cmocka_unit_test_setup_teardown(a_register_that_is_gone_stops_a_rollback, world_begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(a_weaker_register_is_not_saved, world_begin, world_end),
    };

    return secret_start(NULL) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
