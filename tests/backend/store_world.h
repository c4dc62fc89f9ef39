/* store_world.h - a store in a folder of its own, and what its tests do again and again. */
#ifndef TESTS_BACKEND_STORE_WORLD_H
#define TESTS_BACKEND_STORE_WORLD_H

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/base/file.h"
#include "backend/settings/settings.h"
#include "backend/store/store.h"
#include "tests/backend/random_config.h"
#include "tests/test.h"

struct world {
    char folder[64];
    int dir;
    struct store *store;
    struct config *config;
};

static inline struct store *world_open(const struct world *world)
{
    struct err err = { "" };
    struct store *store = store_open(world->folder, true, &err);

    if (!store)
        fail_msg("%s", err.text);
    return store;
}

/* As a new process would see it. */
static inline void world_reopen(struct world *world)
{
    store_close(world->store);
    world->store = world_open(world);
}

static inline struct vault *world_vault(struct world *world)
{
    char recovery[RECOVERY_SIZE];
    enum vault_error error;
    struct err err = { "" };
    struct vault *vault = store_vault(world->store, recovery, &error, &err);

    if (!vault)
        fail_msg("%s", err.text);
    return vault;
}

static inline int world_begin(void **state)
{
    struct world *world = calloc(1, sizeof *world);

    assert_non_null(world);
    unsetenv("CREDENTIALS_DIRECTORY");
    snprintf(world->folder, sizeof world->folder, "/tmp/store_test.XXXXXX");
    assert_non_null(mkdtemp(world->folder));
    world->dir = open(world->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    world->store = world_open(world);
    world->config = config_new();
    world_vault(world);
    *state = world;
    return 0;
}

static inline int world_end(void **state)
{
    struct world *world = *state;

    store_close(world->store);
    config_free(world->config);
    close(world->dir);
    assert_true(file_remove_folder(AT_FDCWD, world->folder, NULL));
    free(world);
    return 0;
}

static inline void world_add(struct world *world, const char *name, const char *secret)
{
    struct table *table = config_table(world->config, &radius_section);
    struct record *record = record_new(&radius_section);

    assert_true(record_set(record, &radius_section.settings[0], name, NULL));
    assert_true(record_set(record, setting_find(&radius_section, "host"), "r.example.com", NULL));
    record_hide(record, setting_find(&radius_section, "secret"),
                secret_new(secret, strlen(secret), TYPED, 1700000000, 12.5));
    config_table_insert(table, table->count, record);
}

static inline void world_save(struct world *world, const char *what)
{
    struct err err = { "" };

    if (!store_save(world->store, world->config, NULL, 0, what, &err))
        fail_msg("%s", err.text);
}

static inline struct config *world_load(struct world *world, unsigned number, struct notes *notes)
{
    struct err err = { "" };
    struct config *config = store_load(world->store, number, notes, &err);

    if (!config)
        fail_msg("%s", err.text);
    return config;
}

/* Is generation `number` (0: the current) this configuration, with nothing to remark? */
static inline void world_expect(struct world *world, unsigned number, const struct config *config)
{
    struct notes notes;
    struct config *loaded = world_load(world, number, &notes);

    assert_int_equal(random_differences(config, loaded), 0);
    assert_false(notes.edited);
    assert_string_equal(notes.damaged, "");
    if (notes.vault != VAULT_FINE)
        fail_msg("%s", notes.vault_err.text);
    config_free(loaded);
}

static inline void world_put(const struct world *world, const char *path, const char *text)
{
    int fd = openat(world->dir, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
}

static inline mode_t world_mode(const struct world *world, const char *path)
{
    struct stat stat = { 0 };

    if (fstatat(world->dir, path, &stat, 0) != 0)
        fail_msg("there is no %s", path);
    return stat.st_mode & 07777;
}

#endif
