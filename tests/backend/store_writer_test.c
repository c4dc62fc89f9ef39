/* store_writer_test.c - one writer at a time, and none overwrites what he has not seen. */
#include <sys/file.h>

#include "tests/backend/store_world.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_second_writer_is_reported_who, world_begin, world_end),
        cmocka_unit_test_setup_teardown(who_only_looks_keeps_nobody_out, world_begin, world_end),
        cmocka_unit_test_setup_teardown(nobody_overwrites_what_he_has_not_seen, world_begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(nobody_overwrites_an_edit_he_has_not_seen, world_begin,
                                        world_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
