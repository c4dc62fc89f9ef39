/* vault_test.c - what goes in comes out, and nothing of it is left anywhere. */
#include "tests/backend/vault_world.h"

#include "backend/base/sanitized.h"
#include "backend/secret/keyfile.h"
#include "tests/memory.h"

static void test_round_trip(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf file = { 0 };
    enum vault_error error;

    world_seal(world->vault, "generation 7", &file);
    world_expect_pair(world->vault, &file);
    struct vault *again = vault_open(world->dir, file.text, file.size, &error, NULL);
    assert_non_null(again);
    assert_int_equal(error, VAULT_FINE);
    world_expect_pair(again, &file);
    vault_free(again);
}

static void fill_anyhow(struct contents *contents, unsigned *seed)
{
    size_t count = (size_t)rand_r(seed) % 60;

    for (size_t i = 0; i < count; i++) {
        struct vault_entry entry = { 0 };
        char bytes[SECRET_MAX];
        size_t size = (size_t)rand_r(seed) % (SECRET_MAX + 1);

        for (size_t k = 0; k < (size_t)rand_r(seed) % PATH_SIZE; k++)
            entry.path[k] = (char)(1 + rand_r(seed) % 255);
        for (size_t k = 0; k < size; k++)
            bytes[k] = (char)rand_r(seed);
        entry.secret = secret_new(bytes, size, (enum origin)(rand_r(seed) % 3), rand_r(seed) - 5,
                                  rand_r(seed) % 2 ? -1 : rand_r(seed) / 7.0);
        contents->entries =
            grow(contents->entries, contents->count, &contents->room, sizeof *contents->entries);
        contents->entries[contents->count++] = entry;
    }
    for (size_t left = (size_t)rand_r(seed) % 3 * (size_t)(rand_r(seed) % 9000); left; left--)
        buf_add(&contents->extra, (const char[]){ (char)rand_r(seed) }, 1);
}

static void assert_same(const struct contents *a, const struct contents *b)
{
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        const struct secret *x = a->entries[i].secret, *y = b->entries[i].secret;

        assert_string_equal(a->entries[i].path, b->entries[i].path);
        assert_true(secret_equal(x, y));
        assert_int_equal(secret_length(x), secret_length(y));
        assert_int_equal(secret_made(x), secret_made(y));
        assert_int_equal(secret_origin(x), secret_origin(y));
        assert_true(secret_guesses(x) == secret_guesses(y));
    }
    assert_int_equal(a->extra.size, b->extra.size);
    if (a->extra.size)
        assert_memory_equal(a->extra.text, b->extra.text, a->extra.size);
}

static void test_anything_comes_back(void **state)
{
    struct world *world = *state;

    for (unsigned seed = 1; seed <= 300; seed++) {
        unsigned run = seed;
        struct contents in = { 0 }, out = { 0 };
        AUTO_BUF struct buf file = { 0 };

        fill_anyhow(&in, &run);
        vault_seal(world->vault, "draft of 3", &in, &file);
        assert_int_equal(vault_unseal(world->vault, "draft of 3", file.text, file.size, &out, NULL),
                         VAULT_FINE);
        assert_same(&in, &out);
        body_contents_free(&in);
        body_contents_free(&out);
    }
}

static void test_shows_nothing(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf file = { 0 }, again = { 0 };

    world_seal(world->vault, "generation 7", &file);
    world_seal(world->vault, "generation 7", &again);
    for (const char *const *word =
             (const char *const[]){ "radius", "secret", "correct", "horse", "password", NULL };
         *word; word++)
        assert_null(memmem(file.text, file.size, *word, strlen(*word)));
    assert_int_equal(file.size, again.size);
    size_t same = 0;
    for (size_t i = file.size - 4096; i < file.size; i++)
        same += file.text[i] == again.text[i];
    assert_true(same < 64); /* chance: 16 */
}

static void test_size_reports_little(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf none = { 0 }, two = { 0 };
    struct contents empty = { 0 };

    vault_seal(world->vault, "generation 7", &empty, &none);
    world_seal(world->vault, "generation 7", &two);
    assert_int_equal(none.size, two.size);
    assert_true(two.size < 5000);
}

/* ------------------------------------------------ memory */

/* Neither the secrets nor what opens them is left anywhere by sealing and opening. */
static void test_leaves_nothing_in_memory(void **state)
{
    struct world *world = *state;
    struct contents in = { 0 }, out = { 0 };
    AUTO_BUF struct buf file = { 0 };
    enum vault_error error;
    char secret[32], master[KEY_SIZE], extra[32];

    crypto_draw("abcdefghij", secret, sizeof secret - 1);
    crypto_draw("abcdefghij", extra, sizeof extra - 1);
    world_put(&in, "radius.hq.secret", secret);
    buf_add(&in.extra, extra, sizeof extra - 1);
    memory_turn(secret, sizeof secret - 1);
    memory_turn(extra, sizeof extra - 1);
    assert_int_equal(keyfile_master(world->dir, (unsigned char *)master, NULL), KEYFILE_READ);
    memory_turn(master, sizeof master);
    vault_seal(world->vault, "generation 7", &in, &file);
    assert_int_equal(memory_count(extra, sizeof extra - 1), 1); /* in.extra */
    body_contents_free(&in);
    struct vault *vault = vault_open(world->dir, file.text, file.size, &error, NULL);
    assert_int_equal(vault_unseal(vault, "generation 7", file.text, file.size, &out, NULL),
                     VAULT_FINE);
    assert_int_equal(memory_count(secret, sizeof secret - 1), 0);
    assert_int_equal(memory_count(master, sizeof master), 0);
    assert_int_equal(memory_count(extra, sizeof extra - 1), 1); /* out.extra */
    body_contents_free(&out);
    assert_int_equal(memory_count(extra, sizeof extra - 1), 0);
    vault_free(vault);
}

static void test_passphrase_leaves_nothing(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf file = { 0 };
    enum vault_error error;
    char typed[32];

    crypto_draw("abcdefghij", typed, sizeof typed - 1);
    assert_true(vault_add(world->vault, SLOT_PASSPHRASE, -1, typed, NULL, NULL));
    world_seal(world->vault, "generation 7", &file);
    struct vault *vault = vault_unlock(typed, file.text, file.size, &error, NULL);
    assert_non_null(vault);
    memory_turn(typed, sizeof typed - 1);
    assert_int_equal(memory_count(typed, sizeof typed - 1), 0);
    vault_free(vault);
}

/* ------------------------------------------------ many */

/* Sanitizers find in a tenth what they find in all. */
enum { MANY = SANITIZED ? 30000 : 300000 };

static void test_very_many(void **state)
{
    struct world *world = *state;
    struct contents in = { 0 }, out = { 0 };
    AUTO_BUF struct buf file = { 0 };
    char path[PATH_SIZE], bytes[32];

    for (int i = 0; i < MANY; i++) {
        snprintf(path, sizeof path, "printers.printer-%06d.password", i);
        snprintf(bytes, sizeof bytes, "password of %06d", i);
        world_put(&in, path, bytes);
    }
    vault_seal(world->vault, "generation 7", &in, &file);
    assert_int_equal(vault_unseal(world->vault, "generation 7", file.text, file.size, &out, NULL),
                     VAULT_FINE);
    assert_same(&in, &out);
    body_contents_free(&in);
    body_contents_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(test_round_trip),
        IN_WORLD(test_anything_comes_back),
        IN_WORLD(test_shows_nothing),
        IN_WORLD(test_size_reports_little),
        IN_WORLD(test_leaves_nothing_in_memory),
        IN_WORLD(test_passphrase_leaves_nothing),
        IN_WORLD(test_very_many),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
