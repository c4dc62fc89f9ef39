/* vault_master_test.c - master.key: made once, kept, and refused when others may read it. */
#include "tests/backend/vault_world.h"

#include "backend/secret/keyfile.h"

static void test_master_key_is_private(void **state)
{
    struct world *world = *state;
    struct stat stat;

    assert_int_equal(fstatat(world->dir, "master.key", &stat, AT_SYMLINK_NOFOLLOW), 0);
    assert_int_equal(stat.st_mode, S_IFREG | 0400);
    assert_int_equal(stat.st_size, 32);
}

static void test_master_key_stays(void **state)
{
    struct world *world = *state;
    unsigned char before[KEY_SIZE], after[KEY_SIZE];

    assert_int_equal(keyfile_master(world->dir, before, NULL), KEYFILE_READ);
    assert_true(keyfile_make(world->dir, NULL));
    assert_int_equal(keyfile_master(world->dir, after, NULL), KEYFILE_READ);
    assert_memory_equal(before, after, KEY_SIZE);
}

static void test_master_key_gone(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf file = { 0 };
    struct err err;

    world_seal(world->vault, "generation 7", &file);
    unlinkat(world->dir, "master.key", 0);
    assert_int_equal(world_error(world, NULL, file.text, file.size, &err), VAULT_NO_KEY);
    assert_non_null(strstr(err.text, "no master.key"));
    assert_int_equal(world_error(world, world->recovery, file.text, file.size, &err), VAULT_FINE);
}

static void test_master_key_of_another(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf file = { 0 };
    struct err err;

    world_seal(world->vault, "generation 7", &file);
    world_write(world, "master.key", 32, 0400);
    assert_int_equal(world_error(world, NULL, file.text, file.size, &err), VAULT_WRONG_KEY);
    assert_non_null(strstr(err.text, "not the key of this vault"));
}

static void test_master_key_refused(void **state)
{
    struct world *world = *state;
    static const struct {
        size_t size;
        mode_t mode;
        const char *reports;
    } cases[] = {
        { 32, 0644, "permissions 0644" }, { 32, 0440, "permissions 0440" },
        { 32, 0500, "permissions 0500" }, { 31, 0400, "31 bytes; needs 32" },
        { 33, 0400, "33 bytes" },         { 0, 0400, "0 bytes" },
    };
    AUTO_BUF struct buf file = { 0 };
    char recovery[RECOVERY_SIZE];
    struct err err;

    world_seal(world->vault, "generation 7", &file);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        world_write(world, "master.key", cases[i].size, cases[i].mode);
        assert_int_equal(world_error(world, NULL, file.text, file.size, &err), VAULT_NO_KEY);
        assert_non_null(strstr(err.text, cases[i].reports));
        assert_null(vault_new(world->dir, recovery, &err));
        assert_non_null(strstr(err.text, cases[i].reports));
    }
    world_write(world, "elsewhere", 32, 0400);
    unlinkat(world->dir, "master.key", 0);
    assert_int_equal(symlinkat("elsewhere", world->dir, "master.key"), 0);
    assert_int_equal(world_error(world, NULL, file.text, file.size, &err), VAULT_NO_KEY);
    assert_non_null(strstr(err.text, "symbolic link"));
    unlinkat(world->dir, "master.key", 0);
    assert_int_equal(mkfifoat(world->dir, "master.key", 0400), 0);
    assert_int_equal(world_error(world, NULL, file.text, file.size, &err), VAULT_NO_KEY);
    assert_non_null(strstr(err.text, "regular file"));
}

static void test_master_key_of_a_stranger(void **state)
{
    struct world *world = *state;
    unsigned char key[KEY_SIZE];
    struct err err;

    if (geteuid() != 0)
        skip();
    assert_int_equal(fchownat(world->dir, "master.key", 65534, 65534, 0), 0);
    assert_int_equal(keyfile_master(world->dir, key, &err), KEYFILE_REFUSED);
    assert_non_null(strstr(err.text, "belongs to user 65534"));
}

static void test_folder_gone(void **state)
{
    (void)state;
    char folder[] = "/tmp/vault_test.XXXXXX", recovery[RECOVERY_SIZE];
    struct err err;

    assert_non_null(mkdtemp(folder));
    AUTO_CLOSE int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    rmdir(folder);
    assert_null(vault_new(dir, recovery, &err));
    assert_non_null(strstr(err.text, "cannot make master.key"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(test_master_key_is_private), IN_WORLD(test_master_key_stays),
        IN_WORLD(test_master_key_gone),       IN_WORLD(test_master_key_of_another),
        IN_WORLD(test_master_key_refused),    IN_WORLD(test_master_key_of_a_stranger),
        cmocka_unit_test(test_folder_gone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
