/* vault_world.h - a vault in a folder of its own, and what its tests do again and again. */
#ifndef TESTS_BACKEND_VAULT_WORLD_H
#define TESTS_BACKEND_VAULT_WORLD_H

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/secret/body.h"
#include "backend/secret/vault.h"
#include "tests/test.h"

struct world {
    char folder[32];
    int dir;
    struct vault *vault;
    char recovery[RECOVERY_SIZE];
};

static inline int world_begin(void **state)
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

static inline int world_end(void **state)
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

static inline void world_put(struct contents *contents, const char *path, const char *bytes)
{
    contents->entries =
        grow(contents->entries, contents->count, &contents->room, sizeof *contents->entries);
    struct vault_entry *entry = &contents->entries[contents->count++];
    snprintf(entry->path, sizeof entry->path, "%s", path);
    entry->secret = secret_new(bytes, strlen(bytes), TYPED, 1700000000, 9.25);
}

static inline void world_seal(const struct vault *vault, const char *purpose, struct buf *out)
{
    struct contents contents = { 0 };

    world_put(&contents, "radius.hq.secret", "correct horse");
    world_put(&contents, "smtp.password", "battery staple");
    vault_seal(vault, purpose, &contents, out);
    body_contents_free(&contents);
}

static inline bool world_is(const struct secret *secret, const char *bytes)
{
    const char *open = secret_open(secret);
    bool same = strcmp(open, bytes) == 0;

    secret_close(open);
    return same;
}

static inline void world_expect_pair(const struct vault *vault, const struct buf *file)
{
    struct contents contents = { 0 };

    assert_int_equal(vault_unseal(vault, "generation 7", file->text, file->size, &contents, NULL),
                     VAULT_FINE);
    assert_int_equal(contents.count, 2);
    assert_string_equal(contents.entries[0].path, "radius.hq.secret");
    assert_true(world_is(contents.entries[0].secret, "correct horse"));
    assert_true(world_is(contents.entries[1].secret, "battery staple"));
    body_contents_free(&contents);
}

/* Opens with what is there, or else what `typed` opens; then unseals. */
static inline enum vault_error world_error(const struct world *world, const char *typed,
                                           const char *bytes, size_t size, struct err *err)
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

static inline void world_write(const struct world *world, const char *name, size_t size,
                               mode_t mode)
{
    char bytes[8192];

    memset(bytes, 'k', sizeof bytes);
    unlinkat(world->dir, name, 0);
    int fd = openat(world->dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    assert_int_equal(write(fd, bytes, size), size);
    assert_int_equal(fchmod(fd, mode), 0);
    close(fd);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_begin, world_end)

#endif
