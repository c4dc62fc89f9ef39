/* vault_slots_test.c - the other ways into a vault: recovery code, passphrase, credential. */
#include "tests/backend/vault_world.h"

#include "backend/secret/keyfile.h"

static void test_recovery_code_looks_right(void **state)
{
    struct world *world = *state;

    assert_int_equal(strlen(world->recovery), RECOVERY_SIZE - 1);
    for (size_t i = 0; i < RECOVERY_SIZE - 1; i++)
        if (i % 5 == 4)
            assert_int_equal(world->recovery[i], '-');
        else
            assert_non_null(strchr("0123456789ABCDEFGHJKMNPQRSTVWXYZ", world->recovery[i]));
}

/* Small letters, blanks instead of hyphens, and what people read 0 and 1 as. */
static void scrawl(const char *code, char typed[128])
{
    *typed++ = ' ';
    for (; *code; code++) {
        if (*code == '-')
            *typed++ = ' ';
        else
            *typed++ = (char)(*code == '0' ? 'o' : *code == '1' ? 'L' : *code | 0x20);
        if (*code == 'A')
            *typed++ = '\t';
    }
    *typed++ = '\n';
    *typed = '\0';
}

static void test_recovery_code_typed_sloppily(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf file = { 0 };
    char typed[128];
    struct err err;

    for (int i = 0; i < 50; i++) { /* till every letter has come up */
        AUTO_BUF struct buf once = { 0 };

        assert_true(vault_add(world->vault, SLOT_RECOVERY, -1, NULL, world->recovery, &err));
        world_seal(world->vault, "generation 7", &once);
        scrawl(world->recovery, typed);
        assert_int_equal(world_error(world, typed, once.text, once.size, &err), VAULT_FINE);
    }
    world_seal(world->vault, "generation 7", &file);
    world->recovery[0] = world->recovery[0] == 'Z' ? 'Y' : 'Z';
    assert_int_equal(world_error(world, world->recovery, file.text, file.size, &err),
                     VAULT_WRONG_KEY);
    assert_non_null(strstr(err.text, "not the recovery code"));
    world->recovery[30] = '\0';
    assert_int_equal(world_error(world, world->recovery, file.text, file.size, &err),
                     VAULT_WRONG_KEY);
    assert_int_equal(world_error(world, "", file.text, file.size, &err), VAULT_WRONG_KEY);
}

static void test_fresh_code_ends_the_old_one(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf file = { 0 };
    char fresh[RECOVERY_SIZE];
    struct err err;

    assert_true(vault_add(world->vault, SLOT_RECOVERY, -1, NULL, fresh, &err));
    world_seal(world->vault, "generation 7", &file);
    assert_int_equal(world_error(world, world->recovery, file.text, file.size, &err),
                     VAULT_WRONG_KEY);
    assert_int_equal(world_error(world, fresh, file.text, file.size, &err), VAULT_FINE);
}

static void test_passphrase(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf file = { 0 };
    struct err err;

    assert_false(vault_has(world->vault, SLOT_PASSPHRASE));
    assert_false(vault_add(world->vault, SLOT_PASSPHRASE, -1, "", NULL, &err));
    assert_true(vault_add(world->vault, SLOT_PASSPHRASE, -1, "Пароль, but long", NULL, &err));
    assert_true(vault_has(world->vault, SLOT_PASSPHRASE));
    assert_true(vault_drop(world->vault, SLOT_MACHINE, &err));
    world_seal(world->vault, "generation 7", &file);
    assert_int_equal(world_error(world, NULL, file.text, file.size, &err), VAULT_NO_KEY);
    assert_non_null(strstr(err.text, "passphrase"));
    unlinkat(world->dir, "master.key", 0);
    assert_int_equal(world_error(world, "Пароль, but long", file.text, file.size, &err),
                     VAULT_FINE);
    assert_int_equal(world_error(world, "Пароль, but wrong", file.text, file.size, &err),
                     VAULT_WRONG_KEY);
    assert_int_equal(world_error(world, world->recovery, file.text, file.size, &err), VAULT_FINE);
}

/* Random bytes go in as they are; a short one, which somebody may have thought of, is stretched. */
static void test_credential(void **state)
{
    struct world *world = *state;
    static const size_t sizes[] = { 1, 31, 32, CREDENTIAL_MAX };
    struct err err;

    assert_false(vault_add(world->vault, SLOT_CREDENTIAL, -1, NULL, NULL, &err));
    assert_non_null(strstr(err.text, "CREDENTIALS_DIRECTORY"));
    setenv("CREDENTIALS_DIRECTORY", world->folder, 1);
    assert_false(vault_add(world->vault, SLOT_CREDENTIAL, -1, NULL, NULL, &err));
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        AUTO_BUF struct buf file = { 0 };

        world_write(world, "printseal.key", sizes[i], 0400);
        assert_true(vault_add(world->vault, SLOT_CREDENTIAL, -1, NULL, NULL, &err));
        world_seal(world->vault, "generation 7", &file);
        unlinkat(world->dir, "master.key", 0);
        assert_int_equal(world_error(world, NULL, file.text, file.size, &err), VAULT_FINE);
        world_write(world, "printseal.key", sizes[i] == 1 ? 2 : sizes[i] - 1, 0400);
        assert_int_equal(world_error(world, NULL, file.text, file.size, &err), VAULT_WRONG_KEY);
    }
    world_write(world, "printseal.key", CREDENTIAL_MAX + 1, 0400);
    assert_false(vault_add(world->vault, SLOT_CREDENTIAL, -1, NULL, NULL, &err));
    unsetenv("CREDENTIALS_DIRECTORY");
}

static void test_reports_what_became_of_each_key(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf file = { 0 };
    struct err err;

    world_write(world, "printseal.key", 32, 0400);
    setenv("CREDENTIALS_DIRECTORY", world->folder, 1);
    assert_true(vault_add(world->vault, SLOT_CREDENTIAL, -1, NULL, NULL, &err));
    world_seal(world->vault, "generation 7", &file);
    unlinkat(world->dir, "master.key", 0);
    unlinkat(world->dir, "printseal.key", 0);
    assert_int_equal(world_error(world, NULL, file.text, file.size, &err), VAULT_NO_KEY);
    assert_string_equal(err.text, "there is no master.key; there is no credential printseal.key");
    world_write(world, "printseal.key", 33, 0400);
    assert_int_equal(world_error(world, NULL, file.text, file.size, &err), VAULT_WRONG_KEY);
    assert_string_equal(err.text, "there is no master.key; the credential printseal.key is not the "
                                  "key of this vault");
    unsetenv("CREDENTIALS_DIRECTORY");
}

static void test_machine_slot_comes_back(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf file = { 0 };
    struct err err;

    assert_true(vault_add(world->vault, SLOT_PASSPHRASE, -1, "badger badger", NULL, &err));
    assert_true(vault_drop(world->vault, SLOT_MACHINE, &err));
    unlinkat(world->dir, "master.key", 0);
    assert_true(vault_add(world->vault, SLOT_MACHINE, world->dir, NULL, NULL, &err));
    world_seal(world->vault, "generation 7", &file);
    assert_int_equal(world_error(world, NULL, file.text, file.size, &err), VAULT_FINE);
}

static void test_last_way_in_stays(void **state)
{
    struct world *world = *state;
    struct err err;

    assert_false(vault_drop(world->vault, SLOT_MACHINE, &err));
    assert_false(vault_drop(world->vault, SLOT_PASSPHRASE, &err));
    assert_non_null(strstr(err.text, "no passphrase"));
    assert_true(vault_drop(world->vault, SLOT_RECOVERY, &err));
    assert_false(vault_has(world->vault, SLOT_RECOVERY));
    assert_false(vault_drop(world->vault, SLOT_MACHINE, &err));
    assert_true(vault_has(world->vault, SLOT_MACHINE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(test_recovery_code_looks_right),
        IN_WORLD(test_recovery_code_typed_sloppily),
        IN_WORLD(test_fresh_code_ends_the_old_one),
        IN_WORLD(test_passphrase),
        IN_WORLD(test_credential),
        IN_WORLD(test_reports_what_became_of_each_key),
        IN_WORLD(test_machine_slot_comes_back),
        IN_WORLD(test_last_way_in_stays),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
