/* vault_changed_test.c - whatever is done to a vault is told, each as what it is. */
#include "tests/backend/vault_world.h"

static void test_every_changed_byte_is_reported(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf file = { 0 };
    struct err err;

    world_seal(world->vault, "generation 7", &file);
    for (size_t i = 0; i < file.size; i++) {
        char was = file.text[i];

        file.text[i] ^= (char)(1 << i % 8);
        enum vault_error error = world_error(world, NULL, file.text, file.size, &err);
        if (i >= 16 && i < 20) /* the version: a larger one reads as a newer program's */
            assert_true(error == VAULT_NEWER || error == VAULT_DAMAGED);
        else
            assert_int_equal(error, VAULT_DAMAGED);
        /* the same for one that is open already */
        struct contents contents = { 0 };
        assert_true(vault_unseal(world->vault, "generation 7", file.text, file.size, &contents,
                                 &err) != VAULT_FINE);
        file.text[i] = was;
    }
    world_expect_pair(world->vault, &file);
}

static void test_every_cut_is_reported(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf file = { 0 };
    struct err err;

    world_seal(world->vault, "generation 7", &file);
    for (size_t size = 0; size < file.size; size++) {
        char *cut = malloc(size + 1); /* so that reading on is seen */

        memcpy(must(cut), file.text, size);
        assert_int_equal(world_error(world, NULL, cut, size, &err), VAULT_DAMAGED);
        free(cut);
    }
    buf_add(&file, "x", 1);
    assert_int_equal(world_error(world, NULL, file.text, file.size, &err), VAULT_DAMAGED);
}

static void seal_blocks(const struct world *world, struct buf *file)
{
    struct contents contents = { 0 };

    for (int i = 0; i < 20000; i++)
        buf_add(&contents.extra, "x", 1);
    vault_seal(world->vault, "generation 7", &contents, file);
    body_contents_free(&contents);
}

/* Whole blocks taken out of, put into, or moved about in a body. */
static void test_moved_blocks_are_reported(void **state)
{
    struct world *world = *state;
    const size_t block = 4096 + 16;
    AUTO_BUF struct buf file = { 0 };
    char kept[4096 + 16];
    struct err err;

    seal_blocks(world, &file);
    char *last = file.text + file.size - block, *second = last - block, *third = second - block;
    assert_int_equal(world_error(world, NULL, file.text, file.size, &err), VAULT_FINE);
    assert_int_equal(world_error(world, NULL, file.text, file.size - block, &err), VAULT_DAMAGED);
    memcpy(kept, second, block);
    memcpy(second, third, block);
    memcpy(third, kept, block);
    assert_int_equal(world_error(world, NULL, file.text, file.size, &err), VAULT_DAMAGED);
    memcpy(third, second, block);
    memcpy(second, kept, block);
    assert_int_equal(world_error(world, NULL, file.text, file.size, &err), VAULT_FINE);
    buf_add(&file, kept, block);
    assert_int_equal(world_error(world, NULL, file.text, file.size, &err), VAULT_DAMAGED);
}

/* Somebody who knows the format takes a slot out and makes the digest right again. */
static void test_digest_is_not_all(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf file = { 0 };
    struct head head;
    struct err err;

    world_seal(world->vault, "generation 7", &file);
    memcpy(&head, file.text, sizeof head);
    head.slots[SLOT_RECOVERY] = (struct sealed_key){ 0 };
    crypto_sha256(&head, offsetof(struct head, digest), head.digest);
    memcpy(file.text, &head, sizeof head);
    assert_int_equal(world_error(world, NULL, file.text, file.size, &err), VAULT_DAMAGED);
    assert_non_null(strstr(err.text, "who may open it"));
    memcpy(head.purpose, "generation 9", 12);
    crypto_sha256(&head, offsetof(struct head, digest), head.digest);
    memcpy(file.text, &head, sizeof head);
    assert_int_equal(world_error(world, NULL, file.text, file.size, &err), VAULT_DAMAGED);
}

/* A slot of one vault in the head of another. */
static void test_slot_of_another_vault(void **state)
{
    struct world *world = *state;
    char recovery[RECOVERY_SIZE];
    struct vault *other = vault_new(world->dir, recovery, NULL);
    AUTO_BUF struct buf ours = { 0 }, theirs = { 0 };
    struct head head, stranger;
    struct err err;

    world_seal(world->vault, "generation 7", &ours);
    world_seal(other, "generation 7", &theirs);
    memcpy(&head, ours.text, sizeof head);
    memcpy(&stranger, theirs.text, sizeof stranger);
    head.slots[SLOT_MACHINE] = stranger.slots[SLOT_MACHINE];
    crypto_sha256(&head, offsetof(struct head, digest), head.digest);
    memcpy(ours.text, &head, sizeof head);
    assert_int_equal(world_error(world, NULL, ours.text, ours.size, &err), VAULT_DAMAGED);
    assert_non_null(strstr(err.text, "different vaults"));
    vault_free(other);
}

/* Anyone who holds the key can seal what this program never would: kind, origin, size of the path,
 * size (two bytes), made and guesses (eight each), path, bytes. */
static void test_nonsense_sealed_rightly(void **state)
{
    (void)state;
    static const struct {
        unsigned char bytes[32];
        enum vault_error error;
    } cases[] = {
        { { 0 }, VAULT_FINE },
        { { 1, 1, 1, 2, 0, [21] = 'p', 's', 's' }, VAULT_FINE },
        { { 1, 1, 1, 2, 0, [21] = 0, 's', 's' }, VAULT_DAMAGED },     /* NUL in the path */
        { { 1, 3, 1, 2, 0, [21] = 'p', 's', 's' }, VAULT_DAMAGED },   /* no such origin */
        { { 1, 1, 128, 2, 0, [21] = 'p', 's', 's' }, VAULT_DAMAGED }, /* path too long */
        { { 1, 1, 1, 0, 1, [21] = 'p', 's', 's' }, VAULT_DAMAGED },   /* secret too long */
        { { 2, 0, 0, 0xff, 0xff }, VAULT_DAMAGED },                   /* beyond the block */
        { { 3, 0, 0, 1, 0 }, VAULT_DAMAGED },                         /* no such kind */
    };
    static const struct head head = { .purpose = "generation 7" };
    static const unsigned char key[KEY_SIZE] = "any key";

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned char block[BLOCK_SIZE] = { 0 };
        AUTO_BUF struct buf body = { 0 };
        struct contents contents;

        memcpy(block, cases[i].bytes, sizeof cases[i].bytes);
        body_seal_block(&head, key, block, LAST_BLOCK, &body);
        assert_int_equal(body_open(&head, key, body.text, body.size, &contents, NULL),
                         cases[i].error);
        body_contents_free(&contents);
    }
}

static void test_older_one_put_back(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf older = { 0 };
    struct err err;

    world_seal(world->vault, "generation 5", &older);
    assert_int_equal(world_error(world, NULL, older.text, older.size, &err), VAULT_OTHER);
    assert_non_null(strstr(err.text, "generation 5"));
    assert_non_null(strstr(err.text, "generation 7"));
}

/* The head of one file and the body of another, both sealed under the same key. */
static void test_mixed_halves(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf a = { 0 }, b = { 0 };
    struct err err;

    world_seal(world->vault, "generation 7", &a);
    world_seal(world->vault, "generation 7", &b);
    memcpy(a.text + a.size - 4112, b.text + b.size - 4112, 4112);
    assert_int_equal(world_error(world, NULL, a.text, a.size, &err), VAULT_DAMAGED);
}

static void test_no_vault_at_all(void **state)
{
    struct world *world = *state;
    struct err err;

    assert_int_equal(world_error(world, NULL, "", 0, &err), VAULT_DAMAGED);
    assert_int_equal(world_error(world, NULL, "hello, I am a text file", 23, &err), VAULT_DAMAGED);
    assert_non_null(strstr(err.text, "not a vault"));
    assert_int_equal(world_error(world, NULL, "printseal vault\n\0\0\0\2 and more", 29, &err),
                     VAULT_NEWER);
}

static void test_sealed_under_another_key(void **state)
{
    struct world *world = *state;
    char recovery[RECOVERY_SIZE];
    struct vault *other = vault_new(world->dir, recovery, NULL);
    AUTO_BUF struct buf file = { 0 };
    struct contents contents = { 0 };
    struct err err;

    world_seal(other, "generation 7", &file);
    assert_int_equal(
        vault_unseal(world->vault, "generation 7", file.text, file.size, &contents, &err),
        VAULT_WRONG_KEY);
    vault_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(test_every_changed_byte_is_reported),
        IN_WORLD(test_every_cut_is_reported),
        IN_WORLD(test_moved_blocks_are_reported),
        IN_WORLD(test_digest_is_not_all),
        IN_WORLD(test_slot_of_another_vault),
        cmocka_unit_test(test_nonsense_sealed_rightly),
        IN_WORLD(test_older_one_put_back),
        IN_WORLD(test_mixed_halves),
        IN_WORLD(test_no_vault_at_all),
        IN_WORLD(test_sealed_under_another_key),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
