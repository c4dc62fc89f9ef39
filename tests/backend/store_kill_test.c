/* store_kill_test.c - a save that fails, or is killed, at each of its system calls: the old
 * generation is there or the new one, whole, and the next save works.
 *
 * The linker puts the functions below between the store and the C library (--wrap, see
 * tests/CMakeLists.txt). The program runs itself to save, so that a kill is one. */
#include <errno.h>
#include <spawn.h>
#include <sys/wait.h>

#include "tests/backend/store_world.h"

enum mode { FAILS, IS_KILLED, IS_CUT, MODES };
enum { SAVED = 1, STRUCK = 2, KILLED = 9 };

static int calls, victim; /* victim 0: nothing is done */
static enum mode mode;

/* True if this call is the one that must not succeed. */
static bool strike(void)
{
    if (!victim || ++calls != victim)
        return false;
    if (mode == IS_KILLED)
        _exit(KILLED);
    errno = ENOSPC;
    return true;
}

#define WRAP(result, failure, name, parameters, ...)                                               \
    result __real_##name parameters;                                                               \
    result __wrap_##name parameters;                                                               \
    result __wrap_##name parameters                                                                \
    {                                                                                              \
        return strike() ? failure : __real_##name(__VA_ARGS__);                                    \
    }

WRAP(int, -1, fsync, (int fd), fd)
WRAP(int, -1, fchmod, (int fd, mode_t bits), fd, bits)
WRAP(int, -1, mkdirat, (int dir, const char *path, mode_t bits), dir, path, bits)
WRAP(int, -1, symlinkat, (const char *target, int dir, const char *path), target, dir, path)
WRAP(int, -1, unlinkat, (int dir, const char *path, int flags), dir, path, flags)
WRAP(int, -1, renameat, (int from, const char *old, int to, const char *fresh), from, old, to,
     fresh)
WRAP(ssize_t, -1, read, (int fd, void *bytes, size_t size), fd, bytes, size)

ssize_t __real_write(int fd, const void *bytes, size_t size);
ssize_t __wrap_write(int fd, const void *bytes, size_t size);
ssize_t __wrap_write(int fd, const void *bytes, size_t size)
{
    if (mode == IS_CUT && victim && calls + 1 == victim && size > 1) {
        __real_write(fd, bytes, size / 2); /* the power goes in the middle */
        _exit(KILLED);
    }
    return strike() ? -1 : __real_write(fd, bytes, size);
}

int __real_openat(int dir, const char *path, int flags, ...);
int __wrap_openat(int dir, const char *path, int flags, ...);
int __wrap_openat(int dir, const char *path, int flags, ...)
{
    va_list args;

    va_start(args, flags);
    mode_t bits = flags & O_CREAT ? va_arg(args, mode_t) : 0;
    va_end(args);
    return strike() ? -1 : __real_openat(dir, path, flags, bits);
}

/* ------------------------------------------------ what is saved */

static const struct artefact old_files[] = { { "server.key", "old key", 7, true },
                                             { "server.cer", "old cer", 7, false },
                                             { "ca-root.crt", "root", 4, false } };
static const struct artefact new_files[] = { { "server.key", "new key", 7, true },
                                             { "server.cer", "new cer", 7, false } };

static void build(struct world *world, bool fresh)
{
    const struct section *rows = section_find("policy");

    config_free(world->config);
    world->config = config_new();
    assert_true(record_set(config_table(world->config, rows)->records[0],
                           setting_find(rows, "keep"), "2", NULL));
    world_add(world, fresh ? "new" : "old", fresh ? "new secret" : "old secret");
}

/* In a process of its own: saves, and is struck at call number `at`. */
static int save_new(const char *folder, int at)
{
    struct world world = { 0 };

    snprintf(world.folder, sizeof world.folder, "%s", folder);
    world.store = world_open(&world);
    build(&world, true);
    world_vault(&world);
    victim = at;
    bool saved = store_save(world.store, world.config, new_files, 2, "new", NULL);
    victim = 0;
    _exit((saved ? SAVED : 0) | (calls >= at ? STRUCK : 0));
}

static int run_save(const struct world *world, enum mode how, int at)
{
    char number[16], kind[16];
    char *argv[] = { "store_kill_test", (char *)(uintptr_t)world->folder, kind, number, NULL };
    pid_t pid;
    int status;

    snprintf(number, sizeof number, "%d", at);
    snprintf(kind, sizeof kind, "%d", (int)how);
    assert_int_equal(posix_spawn(&pid, "/proc/self/exe", NULL, NULL, argv, environ), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (!WIFEXITED(status))
        fail_msg("the save died by signal %d at call %d", WTERMSIG(status), at);
    return WEXITSTATUS(status);
}

/* ------------------------------------------------ what is found afterwards */

static bool is_new(struct world *world)
{
    AUTO_BUF struct buf cer = { 0 }, key = { 0 };
    struct config *config = world_load(world, 0, NULL);
    bool fresh = config_table_find(config_table(config, &radius_section), "new") != NULL;

    config_free(config);
    build(world, fresh);
    world_expect(world, 0, world->config);
    assert_true(store_cert(world->store, 0, "server.cer", &cer, NULL));
    assert_true(store_cert(world->store, 0, "server.key", &key, NULL));
    assert_string_equal(cer.text, fresh ? "new cer" : "old cer");
    assert_string_equal(key.text, fresh ? "new key" : "old key");
    return fresh;
}

static void save_old(struct world *world)
{
    struct err err = { "" };

    build(world, false);
    if (!store_save(world->store, world->config, old_files, 3, "old", &err))
        fail_msg("%s", err.text);
    world_expect(world, 0, world->config);
}

/* Every whole generation that is left loads without a remark. */
static void expect_history(struct world *world)
{
    struct generation *list;
    size_t count;

    assert_true(store_history(world->store, &list, &count, NULL));
    assert_true(count >= 1 && count <= 4);
    for (size_t i = 0; i < count; i++) {
        struct notes notes;
        struct config *config = world_load(world, list[i].number, &notes);

        assert_false(notes.edited);
        assert_string_equal(notes.damaged, "");
        assert_int_equal(notes.vault, VAULT_FINE);
        config_free(config);
    }
    free(list);
}

static int strike_at(struct world *world, enum mode how, int at)
{
    world_reopen(world);
    save_old(world);
    store_close(world->store);
    int status = run_save(world, how, at);
    world->store = world_open(world);
    bool fresh = is_new(world);
    if (status != KILLED && fresh != ((status & SAVED) != 0))
        fail_msg("at call %d a save that %s left the %s state", at,
                 status & SAVED ? "went well" : "failed", fresh ? "new" : "old");
    expect_history(world);
    return status;
}

static void strike_everywhere(struct world *world, enum mode how)
{
    int at = 1, killed = 0, failed = 0, status;

    while ((status = strike_at(world, how, at)) == KILLED || status & STRUCK) {
        killed += status == KILLED;
        failed += status == STRUCK;
        at++;
    }
    assert_int_equal(status, SAVED);
    assert_true(at > 40);
    assert_true(how == FAILS ? failed > 30 : killed >= (how == IS_CUT ? 5 : 40));
    printf("           %d calls: %d killed, %d failed\n", at - 1, killed, failed);
}

static void a_save_that_fails_anywhere(void **state)
{
    strike_everywhere(*state, FAILS);
}

static void a_save_that_is_killed_anywhere(void **state)
{
    strike_everywhere(*state, IS_KILLED);
}

static void a_save_that_is_cut_in_a_write(void **state)
{
    strike_everywhere(*state, IS_CUT);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_save_that_fails_anywhere, world_begin, world_end),
        cmocka_unit_test_setup_teardown(a_save_that_is_killed_anywhere, world_begin, world_end),
        cmocka_unit_test_setup_teardown(a_save_that_is_cut_in_a_write, world_begin, world_end),
    };

    if (!secret_start(NULL))
        return 1;
    if (argc == 4) {
        mode = (enum mode)atoi(argv[2]);
        return save_new(argv[1], atoi(argv[3]));
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
