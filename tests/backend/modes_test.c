/* modes_test.c - files that are open to others are seen, each with the mode it should have. */
#include <sys/stat.h>

#include "tests/backend/store_world.h"

static struct modes modes_seen(struct world *world)
{
    struct notes notes;

    world_reopen(world);
    config_free(world_load(world, 0, &notes));
    return notes.modes;
}

static void what_a_save_makes_is_closed(void **state)
{
    struct world *world = *state;

    world_save(world, "one");
    assert_int_equal(modes_seen(world).count, 0);
}

static void what_is_open_is_seen(void **state)
{
    static const struct {
        const char *path;
        mode_t was, is, should;
    } cases[] = {
        { ".", 0750, 0757, 0755 },
        { "master.key", 0600, 0640, 0600 },
        { "generations", 0700, 0777, 0755 },
        { "generations/000001", 0700, 0720, 0700 },
        { "generations/000001/secrets.vault", 0600, 0604, 0600 },
        { "generations/000001/printseal.conf", 0640, 0660, 0640 },
        { "generations/000001/MANIFEST", 0640, 0642, 0640 },
    };
    struct world *world = *state;

    world_save(world, "one");
    world_save(world, "two"); /* an older generation's key is a key */
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(fchmodat(world->dir, cases[i].path, cases[i].is, 0), 0);
        struct modes seen = modes_seen(world);
        assert_int_equal(seen.count, 1);
        assert_string_equal(seen.list[0].path, cases[i].path);
        assert_int_equal(seen.list[0].is, cases[i].is);
        assert_int_equal(seen.list[0].should, cases[i].should);
        assert_int_equal(fchmodat(world->dir, cases[i].path, cases[i].was, 0), 0);
    }
    assert_int_equal(modes_seen(world).count, 0);
}

static void a_stranger_owns_nothing(void **state)
{
    struct world *world = *state;

    if (geteuid() != 0)
        skip();
    world_save(world, "one");
    assert_int_equal(fchownat(world->dir, "master.key", 65533, 65533, 0), 0);
    struct modes seen = modes_seen(world);
    assert_int_equal(seen.count, 1);
    assert_true(seen.list[0].foreign);
    assert_int_equal(fchownat(world->dir, "master.key", 0, 0, 0), 0);
}

/* ROOM/above/way/dir, and a link to way. */
static void above_begin(struct world *world)
{
    assert_int_equal(mkdirat(world->dir, "above", 0755), 0);
    assert_int_equal(mkdirat(world->dir, "above/way", 0755), 0);
    assert_int_equal(mkdirat(world->dir, "above/way/dir", 0750), 0);
    assert_int_equal(symlinkat("above/way", world->dir, "link"), 0);
}

static struct modes above_seen(const struct world *world)
{
    AUTO_FREE char *path = format("%s/link/dir", world->folder);
    struct modes modes = { 0 };

    modes_look_above(path, &modes);
    return modes;
}

static void a_folder_above_that_is_open_is_seen(void **state)
{
    static const struct {
        const char *path;
        mode_t is, should;
    } cases[] = {
        { "above", 0775, 0755 },       { "above", 0757, 0755 },      { "above/way", 0777, 0755 },
        { "above/way", 01777, 0 },     { "above/way/dir", 0777, 0 }, /* DIR itself is judged with
                                                                        its files */
        { "above/way", 02771, 02751 },
    };
    struct world *world = *state;
    size_t before;

    above_begin(world);
    before = above_seen(world).count;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        AUTO_FREE char *path = format("%s/%s", world->folder, cases[i].path);

        assert_int_equal(chmod(path, cases[i].is), 0);
        struct modes seen = above_seen(world);
        assert_int_equal(seen.count, before + (cases[i].should != 0));
        if (cases[i].should) {
            assert_true(seen.list[0].above);
            assert_string_equal(seen.list[0].path, path);
            assert_int_equal(seen.list[0].is, cases[i].is);
            assert_int_equal(seen.list[0].should, cases[i].should);
        }
        assert_int_equal(chmod(path, 0755), 0);
    }
}

/* Its owner renames what is in it, sticky or not. */
static void a_folder_above_is_no_strangers(void **state)
{
    struct world *world = *state;

    if (geteuid() != 0)
        skip();
    above_begin(world);
    assert_int_equal(fchownat(world->dir, "above", 65533, 65533, 0), 0);
    assert_int_equal(fchmodat(world->dir, "above", 01777, 0), 0);
    assert_true(above_seen(world).list[0].foreign);
    assert_int_equal(fchownat(world->dir, "above/way/dir", 65533, 65533, 0), 0);
    assert_int_equal(above_seen(world).count, 0); /* DIR is his own */
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_a_save_makes_is_closed, world_begin, world_end),
        cmocka_unit_test_setup_teardown(what_is_open_is_seen, world_begin, world_end),
        cmocka_unit_test_setup_teardown(a_stranger_owns_nothing, world_begin, world_end),
        cmocka_unit_test_setup_teardown(a_folder_above_that_is_open_is_seen, world_begin,
                                        world_end),
        cmocka_unit_test_setup_teardown(a_folder_above_is_no_strangers, world_begin, world_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
