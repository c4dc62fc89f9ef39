/* vault_test.c - what goes in comes out; whatever else is done to a vault is told, each as what it
 * is. */
#include "tests/test.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/base/sanitized.h"
#include "backend/secret/body.h"
#include "backend/secret/keyfile.h"
#include "backend/secret/vault.h"
#include "tests/memory.h"

struct world {
    char folder[32];
    int dir;
    struct vault *vault;
    char recovery[RECOVERY_SIZE];
};

static int open_world(void **state)
{
    struct world *world = calloc(1, sizeof *world);

    assert_non_null(world);
    unsetenv("CREDENTIALS_DIRECTORY");
    snprintf(world->folder, sizeof world->folder, "/tmp/vault_test.XXXXXX");
    assert_non_null(mkdtemp(world->folder));
    world->dir = open(world->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    world->vault = vault_new(world->dir, world->recovery, NULL);
    assert_non_null(world->vault);
    *state = world;
    return 0;
}

static int close_world(void **state)
{
    struct world *world = *state;

    vault_free(world->vault);
    unlinkat(world->dir, "master.key", 0);
    unlinkat(world->dir, "printseal.key", 0);
    unlinkat(world->dir, "elsewhere", 0);
    close(world->dir);
    assert_int_equal(rmdir(world->folder), 0);
    free(world);
    return 0;
}

static void put(struct contents *contents, const char *path, const char *bytes)
{
    contents->entries =
        grow(contents->entries, contents->count, &contents->room, sizeof *contents->entries);
    struct vault_entry *entry = &contents->entries[contents->count++];
    snprintf(entry->path, sizeof entry->path, "%s", path);
    entry->secret = secret_new(bytes, strlen(bytes), TYPED, 1700000000, 9.25);
}

static void seal(const struct vault *vault, const char *purpose, struct buf *out)
{
    struct contents contents = { 0 };

    put(&contents, "radius.hq.secret", "correct horse");
    put(&contents, "smtp.password", "battery staple");
    vault_seal(vault, purpose, &contents, out);
    body_contents_free(&contents);
}

static bool is(const struct secret *secret, const char *bytes)
{
    const char *open = secret_open(secret);
    bool same = strcmp(open, bytes) == 0;

    secret_close(open);
    return same;
}

static void assert_sealed_pair(const struct vault *vault, const struct buf *file)
{
    struct contents contents = { 0 };

    assert_int_equal(vault_unseal(vault, "generation 7", file->text, file->size, &contents, NULL),
                     VAULT_FINE);
    assert_int_equal(contents.count, 2);
    assert_string_equal(contents.entries[0].path, "radius.hq.secret");
    assert_true(is(contents.entries[0].secret, "correct horse"));
    assert_true(is(contents.entries[1].secret, "battery staple"));
    body_contents_free(&contents);
}

/* Opens with what is there, or else what `typed` opens; then unseals. */
static enum vault_error error_of(const struct world *world, const char *typed, const char *bytes,
                                 size_t size, struct err *err)
{
    enum vault_error error = VAULT_FINE;
    struct contents contents = { 0 };
    struct vault *vault = typed ? vault_unlock(typed, bytes, size, &error, err)
                                : vault_open(world->dir, bytes, size, &error, err);

    assert_true(!vault == (error != VAULT_FINE));
    if (vault)
        error = vault_unseal(vault, "generation 7", bytes, size, &contents, err);
    body_contents_free(&contents);
    vault_free(vault);
    return error;
}

/* ------------------------------------------------ what goes in comes out */

static void test_round_trip(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf file = { 0 };
    enum vault_error error;

    seal(world->vault, "generation 7", &file);
    assert_sealed_pair(world->vault, &file);
    struct vault *again = vault_open(world->dir, file.text, file.size, &error, NULL);
    assert_non_null(again);
    assert_int_equal(error, VAULT_FINE);
    assert_sealed_pair(again, &file);
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

    seal(world->vault, "generation 7", &file);
    seal(world->vault, "generation 7", &again);
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
    seal(world->vault, "generation 7", &two);
    assert_int_equal(none.size, two.size);
    assert_true(two.size < 5000);
}

/* ------------------------------------------------ what was changed is told */

static void test_every_changed_byte_is_reported(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf file = { 0 };
    struct err err;

    seal(world->vault, "generation 7", &file);
    for (size_t i = 0; i < file.size; i++) {
        char was = file.text[i];

        file.text[i] ^= (char)(1 << i % 8);
        enum vault_error error = error_of(world, NULL, file.text, file.size, &err);
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
    assert_sealed_pair(world->vault, &file);
}

static void test_every_cut_is_reported(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf file = { 0 };
    struct err err;

    seal(world->vault, "generation 7", &file);
    for (size_t size = 0; size < file.size; size++) {
        char *cut = malloc(size + 1); /* so that reading on is seen */

        memcpy(must(cut), file.text, size);
        assert_int_equal(error_of(world, NULL, cut, size, &err), VAULT_DAMAGED);
        free(cut);
    }
    buf_add(&file, "x", 1);
    assert_int_equal(error_of(world, NULL, file.text, file.size, &err), VAULT_DAMAGED);
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
    assert_int_equal(error_of(world, NULL, file.text, file.size, &err), VAULT_FINE);
    assert_int_equal(error_of(world, NULL, file.text, file.size - block, &err), VAULT_DAMAGED);
    memcpy(kept, second, block);
    memcpy(second, third, block);
    memcpy(third, kept, block);
    assert_int_equal(error_of(world, NULL, file.text, file.size, &err), VAULT_DAMAGED);
    memcpy(third, second, block);
    memcpy(second, kept, block);
    assert_int_equal(error_of(world, NULL, file.text, file.size, &err), VAULT_FINE);
    buf_add(&file, kept, block);
    assert_int_equal(error_of(world, NULL, file.text, file.size, &err), VAULT_DAMAGED);
}

/* Somebody who knows the format takes a slot out and makes the digest right again. */
static void test_digest_is_not_all(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf file = { 0 };
    struct head head;
    struct err err;

    seal(world->vault, "generation 7", &file);
    memcpy(&head, file.text, sizeof head);
    head.slots[SLOT_RECOVERY] = (struct sealed_key){ 0 };
    crypto_sha256(&head, offsetof(struct head, digest), head.digest);
    memcpy(file.text, &head, sizeof head);
    assert_int_equal(error_of(world, NULL, file.text, file.size, &err), VAULT_DAMAGED);
    assert_non_null(strstr(err.text, "who may open it"));
    memcpy(head.purpose, "generation 9", 12);
    crypto_sha256(&head, offsetof(struct head, digest), head.digest);
    memcpy(file.text, &head, sizeof head);
    assert_int_equal(error_of(world, NULL, file.text, file.size, &err), VAULT_DAMAGED);
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

    seal(world->vault, "generation 7", &ours);
    seal(other, "generation 7", &theirs);
    memcpy(&head, ours.text, sizeof head);
    memcpy(&stranger, theirs.text, sizeof stranger);
    head.slots[SLOT_MACHINE] = stranger.slots[SLOT_MACHINE];
    crypto_sha256(&head, offsetof(struct head, digest), head.digest);
    memcpy(ours.text, &head, sizeof head);
    assert_int_equal(error_of(world, NULL, ours.text, ours.size, &err), VAULT_DAMAGED);
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

    seal(world->vault, "generation 5", &older);
    assert_int_equal(error_of(world, NULL, older.text, older.size, &err), VAULT_OTHER);
    assert_non_null(strstr(err.text, "generation 5"));
    assert_non_null(strstr(err.text, "generation 7"));
}

/* The head of one file and the body of another, both sealed under the same key. */
static void test_mixed_halves(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf a = { 0 }, b = { 0 };
    struct err err;

    seal(world->vault, "generation 7", &a);
    seal(world->vault, "generation 7", &b);
    memcpy(a.text + a.size - 4112, b.text + b.size - 4112, 4112);
    assert_int_equal(error_of(world, NULL, a.text, a.size, &err), VAULT_DAMAGED);
}

static void test_no_vault_at_all(void **state)
{
    struct world *world = *state;
    struct err err;

    assert_int_equal(error_of(world, NULL, "", 0, &err), VAULT_DAMAGED);
    assert_int_equal(error_of(world, NULL, "hello, I am a text file", 23, &err), VAULT_DAMAGED);
    assert_non_null(strstr(err.text, "not a vault"));
    assert_int_equal(error_of(world, NULL, "printseal vault\n\0\0\0\2 and more", 29, &err),
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

    seal(other, "generation 7", &file);
    assert_int_equal(
        vault_unseal(world->vault, "generation 7", file.text, file.size, &contents, &err),
        VAULT_WRONG_KEY);
    vault_free(other);
}

/* ------------------------------------------------ master.key */

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

    seal(world->vault, "generation 7", &file);
    unlinkat(world->dir, "master.key", 0);
    assert_int_equal(error_of(world, NULL, file.text, file.size, &err), VAULT_NO_KEY);
    assert_non_null(strstr(err.text, "no master.key"));
    assert_int_equal(error_of(world, world->recovery, file.text, file.size, &err), VAULT_FINE);
}

static void write_file(const struct world *world, const char *name, size_t size, mode_t mode)
{
    char bytes[8192];

    memset(bytes, 'k', sizeof bytes);
    unlinkat(world->dir, name, 0);
    int fd = openat(world->dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    assert_int_equal(write(fd, bytes, size), size);
    assert_int_equal(fchmod(fd, mode), 0);
    close(fd);
}

static void test_master_key_of_another(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf file = { 0 };
    struct err err;

    seal(world->vault, "generation 7", &file);
    write_file(world, "master.key", 32, 0400);
    assert_int_equal(error_of(world, NULL, file.text, file.size, &err), VAULT_WRONG_KEY);
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

    seal(world->vault, "generation 7", &file);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        write_file(world, "master.key", cases[i].size, cases[i].mode);
        assert_int_equal(error_of(world, NULL, file.text, file.size, &err), VAULT_NO_KEY);
        assert_non_null(strstr(err.text, cases[i].reports));
        assert_null(vault_new(world->dir, recovery, &err));
        assert_non_null(strstr(err.text, cases[i].reports));
    }
    write_file(world, "elsewhere", 32, 0400);
    unlinkat(world->dir, "master.key", 0);
    assert_int_equal(symlinkat("elsewhere", world->dir, "master.key"), 0);
    assert_int_equal(error_of(world, NULL, file.text, file.size, &err), VAULT_NO_KEY);
    assert_non_null(strstr(err.text, "symbolic link"));
    unlinkat(world->dir, "master.key", 0);
    assert_int_equal(mkfifoat(world->dir, "master.key", 0400), 0);
    assert_int_equal(error_of(world, NULL, file.text, file.size, &err), VAULT_NO_KEY);
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

/* ------------------------------------------------ the other ways in */

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
        seal(world->vault, "generation 7", &once);
        scrawl(world->recovery, typed);
        assert_int_equal(error_of(world, typed, once.text, once.size, &err), VAULT_FINE);
    }
    seal(world->vault, "generation 7", &file);
    world->recovery[0] = world->recovery[0] == 'Z' ? 'Y' : 'Z';
    assert_int_equal(error_of(world, world->recovery, file.text, file.size, &err), VAULT_WRONG_KEY);
    assert_non_null(strstr(err.text, "not the recovery code"));
    world->recovery[30] = '\0';
    assert_int_equal(error_of(world, world->recovery, file.text, file.size, &err), VAULT_WRONG_KEY);
    assert_int_equal(error_of(world, "", file.text, file.size, &err), VAULT_WRONG_KEY);
}

static void test_fresh_code_ends_the_old_one(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf file = { 0 };
    char fresh[RECOVERY_SIZE];
    struct err err;

    assert_true(vault_add(world->vault, SLOT_RECOVERY, -1, NULL, fresh, &err));
    seal(world->vault, "generation 7", &file);
    assert_int_equal(error_of(world, world->recovery, file.text, file.size, &err), VAULT_WRONG_KEY);
    assert_int_equal(error_of(world, fresh, file.text, file.size, &err), VAULT_FINE);
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
    seal(world->vault, "generation 7", &file);
    assert_int_equal(error_of(world, NULL, file.text, file.size, &err), VAULT_NO_KEY);
    assert_non_null(strstr(err.text, "passphrase"));
    unlinkat(world->dir, "master.key", 0);
    assert_int_equal(error_of(world, "Пароль, but long", file.text, file.size, &err), VAULT_FINE);
    assert_int_equal(error_of(world, "Пароль, but wrong", file.text, file.size, &err),
                     VAULT_WRONG_KEY);
    assert_int_equal(error_of(world, world->recovery, file.text, file.size, &err), VAULT_FINE);
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

        write_file(world, "printseal.key", sizes[i], 0400);
        assert_true(vault_add(world->vault, SLOT_CREDENTIAL, -1, NULL, NULL, &err));
        seal(world->vault, "generation 7", &file);
        unlinkat(world->dir, "master.key", 0);
        assert_int_equal(error_of(world, NULL, file.text, file.size, &err), VAULT_FINE);
        write_file(world, "printseal.key", sizes[i] == 1 ? 2 : sizes[i] - 1, 0400);
        assert_int_equal(error_of(world, NULL, file.text, file.size, &err), VAULT_WRONG_KEY);
    }
    write_file(world, "printseal.key", CREDENTIAL_MAX + 1, 0400);
    assert_false(vault_add(world->vault, SLOT_CREDENTIAL, -1, NULL, NULL, &err));
    unsetenv("CREDENTIALS_DIRECTORY");
}

static void test_reports_what_became_of_each_key(void **state)
{
    struct world *world = *state;
    AUTO_BUF struct buf file = { 0 };
    struct err err;

    write_file(world, "printseal.key", 32, 0400);
    setenv("CREDENTIALS_DIRECTORY", world->folder, 1);
    assert_true(vault_add(world->vault, SLOT_CREDENTIAL, -1, NULL, NULL, &err));
    seal(world->vault, "generation 7", &file);
    unlinkat(world->dir, "master.key", 0);
    unlinkat(world->dir, "printseal.key", 0);
    assert_int_equal(error_of(world, NULL, file.text, file.size, &err), VAULT_NO_KEY);
    assert_string_equal(err.text, "there is no master.key; there is no credential printseal.key");
    write_file(world, "printseal.key", 33, 0400);
    assert_int_equal(error_of(world, NULL, file.text, file.size, &err), VAULT_WRONG_KEY);
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
    seal(world->vault, "generation 7", &file);
    assert_int_equal(error_of(world, NULL, file.text, file.size, &err), VAULT_FINE);
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
    put(&in, "radius.hq.secret", secret);
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
    seal(world->vault, "generation 7", &file);
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
        put(&in, path, bytes);
    }
    vault_seal(world->vault, "generation 7", &in, &file);
    assert_int_equal(vault_unseal(world->vault, "generation 7", file.text, file.size, &out, NULL),
                     VAULT_FINE);
    assert_same(&in, &out);
    body_contents_free(&in);
    body_contents_free(&out);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, open_world, close_world)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(test_round_trip),
        IN_WORLD(test_anything_comes_back),
        IN_WORLD(test_shows_nothing),
        IN_WORLD(test_size_reports_little),
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
        IN_WORLD(test_master_key_is_private),
        IN_WORLD(test_master_key_stays),
        IN_WORLD(test_master_key_gone),
        IN_WORLD(test_master_key_of_another),
        IN_WORLD(test_master_key_refused),
        IN_WORLD(test_master_key_of_a_stranger),
        IN_WORLD(test_recovery_code_looks_right),
        IN_WORLD(test_recovery_code_typed_sloppily),
        IN_WORLD(test_fresh_code_ends_the_old_one),
        IN_WORLD(test_passphrase),
        IN_WORLD(test_credential),
        IN_WORLD(test_reports_what_became_of_each_key),
        IN_WORLD(test_machine_slot_comes_back),
        cmocka_unit_test(test_folder_gone),
        IN_WORLD(test_last_way_in_stays),
        IN_WORLD(test_leaves_nothing_in_memory),
        IN_WORLD(test_passphrase_leaves_nothing),
        IN_WORLD(test_very_many),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
