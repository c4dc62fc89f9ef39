/* The guard: what is put in place goes away by itself when nobody says a word, and stays when
 * somebody does. */
#include "tests/test.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

#include "backend/apply/force.h"
#include "backend/apply/log.h"
#include "backend/apply/program.h"
#include "backend/apply/unfinished.h"
#include "backend/base/file.h"
#include "backend/base/wiped.h"
#include "backend/settings/settings.h"
#include "backend/store/store_inside.h"

static const struct applying row = { .target = "test", .what = "a test" };

struct world {
    char folder[32];
    struct plan plan;
    struct plan_file files[2];
};

static void read_file(const struct world *world, const char *name, struct buf *out)
{
    AUTO_FREE char *path = format("%s/%s", world->folder, name);

    buf_free(out);
    if (!file_read(AT_FDCWD, path, 100, out, NULL))
        buf_add(out, "gone", 4);
}

static void expect(const struct world *world, const char *old, const char *fresh)
{
    AUTO_BUF struct buf text = { 0 };

    read_file(world, "old", &text);
    assert_string_equal(text.text, old);
    read_file(world, "fresh", &text);
    assert_string_equal(text.text, fresh);
}

/* One file that was there, and one that was not. */
static void put(struct world *world)
{
    struct err err;

    *world = (struct world){ .folder = "/tmp/apply_test.XXXXXX" };
    assert_non_null(mkdtemp(world->folder));
    AUTO_FREE char *path = format("%s/old", world->folder);
    assert_true(file_write(AT_FDCWD, path, 0644, "was", 3, &err));
    world->files[0] = (struct plan_file){ .mode = 0644, .was = true, .was_mode = 0640 };
    world->files[0].path = copy("old");
    world->files[1] = (struct plan_file){ .path = copy("fresh"), .mode = 0600 };
    wiped_text(&world->files[0].old, "was");
    wiped_text(&world->files[0].fresh, "is");
    wiped_text(&world->files[1].old, "");
    wiped_text(&world->files[1].fresh, "new");
    world->plan =
        (struct plan){ .applying = &row, .root = world->folder, .files = world->files, .count = 2 };
    assert_true(plan_place(&world->plan, &err));
    expect(world, "is", "new");
}

static void end(struct world *world)
{
    file_remove_folder(AT_FDCWD, world->folder, NULL);
    free(world->plan.backup);
    for (size_t i = 0; i < 2; i++) {
        free(world->files[i].path);
        wiped_free(&world->files[i].old);
        wiped_free(&world->files[i].fresh);
    }
}

static void nobody_reports_a_word(void **state)
{
    struct world world;
    struct guard guard;
    struct err err;
    int status;

    (void)state;
    put(&world);
    assert_true(guard_start(&guard, &world.plan, 1, &err));
    assert_int_equal(waitpid(guard.pid, &status, WNOHANG), 0); /* not at once */
    assert_int_equal(waitpid(guard.pid, &status, 0), guard.pid);
    expect(&world, "was", "gone");
    close(guard.fd);
    end(&world);
}

static void somebody_reports_yes(void **state)
{
    struct world world;
    struct guard guard;
    struct err err;

    (void)state;
    put(&world);
    assert_true(guard_start(&guard, &world.plan, 60, &err));
    assert_true(guard_keep(&guard, &err));
    expect(&world, "is", "new");
    end(&world);
}

static void somebody_reports_no(void **state)
{
    struct world world;
    struct guard guard;
    struct err err;
    struct stat stat_;

    (void)state;
    put(&world);
    assert_true(guard_start(&guard, &world.plan, 60, &err));
    assert_true(guard_undo(&guard, &err));
    expect(&world, "was", "gone");
    AUTO_FREE char *path = format("%s/old", world.folder);
    assert_int_equal(stat(path, &stat_), 0);
    assert_int_equal(stat_.st_mode & 07777, 0640); /* with the mode it had */
    end(&world);
}

static void too_late(void **state)
{
    struct world world;
    struct guard guard;
    struct err err;
    siginfo_t ended; /* and not yet waited for: that is guard_keep()'s */

    (void)state;
    put(&world);
    signal(SIGPIPE, SIG_IGN);
    assert_true(guard_start(&guard, &world.plan, 0, &err));
    assert_int_equal(waitid(P_PID, (id_t)guard.pid, &ended, WEXITED | WNOWAIT), 0);
    assert_false(guard_keep(&guard, &err));
    assert_string_equal(err.text, "it was too late: the old state is back");
    expect(&world, "was", "gone");
    end(&world);
}

/* Whoever applies is killed between the last file, or what comes after it, and the confirmation. */
static void cut_off(struct world *world, bool reloaded)
{
    struct err err;

    put(world);
    assert_true(plan_undo(&world->plan, false, &err));
    assert_true(plan_backup(&world->plan, &err));
    assert_true(plan_place(&world->plan, &err));
    assert_true(!reloaded || unfinished_reload(&world->plan, &err));
    assert_int_equal(close(world->plan.lock), 0);
    assert_true(unfinished_look(&row, world->folder));
}

static void expect_no_lock(const struct world *world)
{
    AUTO_FREE char *path = format("%s/var/backups/printseal/test.lock", world->folder);

    assert_false(file_exists(AT_FDCWD, path));
}

static void expect_undo(const struct world *world, const struct applying *applying, bool cut,
                        const char *left)
{
    AUTO_BUF struct buf text = { 0 };
    bool was = !cut;
    struct err err;

    assert_true(unfinished_undo(applying, world->folder, &was, &text, &err));
    assert_int_equal(was, cut);
    assert_string_equal(text.size ? text.text : "", left);
    expect_no_lock(world);
}

/* It is over when the old files count again, and no sooner: the program that is told so still finds
 * what the next one would need. */
static void over_when_the_old_ones_count(void **state)
{
    static const struct applying told = {
        .target = "test",
        .after_undo = { .words = { "grep", "-q", "whole", "@var/backups/printseal/test.lock" } }
    };
    struct world world;
    struct err err;

    (void)state;
    put(&world);
    assert_true(plan_undo(&world.plan, false, &err));
    world.plan.applying = &told;
    assert_true(plan_backup(&world.plan, &err));
    assert_true(plan_place(&world.plan, &err));
    assert_true(plan_undo(&world.plan, true, &err));
    expect(&world, "was", "gone");
    expect_no_lock(&world);
    assert_int_equal(close(world.plan.lock), 0);
    end(&world);
}

static void cut_off_is_undone(void **state)
{
    struct world world;
    struct err err;

    (void)state;
    cut_off(&world, false);
    assert_false(plan_backup(&world.plan, &err)); /* nobody takes half of it for the old state */
    assert_non_null(strstr(err.text, "puts the old files back first"));
    expect_undo(&world, &row, true, "");
    expect(&world, "was", "gone");
    expect_undo(&world, &row, false, "");
    end(&world);
}

static void edit(const struct world *world, char path[64])
{
    struct err err;

    snprintf(path, 64, "%s/old", world->folder);
    assert_true(file_replace(AT_FDCWD, path, 0644, "edited", 6, &err));
}

/* What somebody wrote since is his. */
static void cut_off_and_changed(void **state)
{
    struct world world;
    char path[64];

    (void)state;
    cut_off(&world, true);
    edit(&world, path);
    expect_undo(&world, &row, true, path);
    expect(&world, "edited", "gone");
    end(&world);
}

/* What the program wrote that was told to read the new files is not; but it was not told yet. */
static void cut_off_and_changed_by_the_program(void **state)
{
    static const char *const touched[] = { "old", NULL };
    static const struct applying touching = { .target = "test", .touched = touched };
    struct world world;
    char path[64];

    (void)state;
    for (int reloaded = 0; reloaded < 2; reloaded++) {
        cut_off(&world, reloaded);
        edit(&world, path);
        expect_undo(&world, &touching, true, "");
        expect(&world, reloaded ? "was" : "edited", "gone");
        end(&world);
    }
}

static void unfinished_rewrite(const struct world *world, const char *text)
{
    AUTO_FREE char *path = format("%s/var/backups/printseal/test.lock", world->folder);
    AUTO_FREE char *backup = copy(world->plan.backup + strlen(world->folder) + 1);
    AUTO_FREE char *whole = format("%s\n%s\nwhole\n", backup, text);
    struct err err;

    assert_true(file_replace(AT_FDCWD, path, 0600, whole, strlen(whole), &err));
}

/* A note that misses a file, or all of them, is for a person: half of the old state is none. */
static void cut_off_and_damaged(void **state)
{
    static const char *const texts[] = { "- 12 fresh", "0640 old", "" };
    struct world world;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        AUTO_BUF struct buf left = { 0 };
        bool was = false;
        struct err err;

        cut_off(&world, false);
        unfinished_rewrite(&world, texts[i]);
        assert_false(unfinished_undo(&row, world.folder, &was, &left, &err));
        assert_true(was);
        assert_non_null(strstr(err.text, "test.lock is damaged; put back by hand what is in "));
        expect(&world, "is", "new");
        end(&world);
    }
}

/* Before all of the old state was noted no file was changed; one at a time. */
static void cut_off_early_and_held(void **state)
{
    struct world world;
    struct plan other;
    struct err err;

    (void)state;
    put(&world);
    assert_true(plan_undo(&world.plan, false, &err));
    assert_true(plan_backup(&world.plan, &err));
    other = (struct plan){ .applying = &row, .root = world.folder };
    assert_false(unfinished_hold(&other, &err));
    assert_string_equal(err.text,
                        "apply test: another one is under way, or waits for its confirmation");
    assert_int_equal(ftruncate(world.plan.lock, 40), 0);
    assert_int_equal(close(world.plan.lock), 0);
    expect_undo(&world, &row, false, "");
    expect(&world, "was", "gone");
    end(&world);
}

/* What the journal was told last, by whichever process. */
static char *apply_journal;
enum { APPLY_JOURNAL = 1024 };

void __wrap_syslog(int priority, const char *format, ...) __attribute__((format(printf, 2, 3)));
void __wrap_syslog(int priority, const char *format, ...)
{
    va_list args;

    (void)priority;
    va_start(args, format);
    if (apply_journal)
        vsnprintf(apply_journal, APPLY_JOURNAL, format, args);
    va_end(args);
}

static void journal_expect(const struct world *world, const char *how)
{
    AUTO_FREE char *line = format("/dir: apply test below %s: %s; login ", world->folder, how);

    assert_memory_equal(apply_journal, line, strlen(line));
    *apply_journal = '\0';
}

static int journal_begin(void **state)
{
    (void)state;
    apply_journal =
        mmap(NULL, APPLY_JOURNAL, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return apply_journal == MAP_FAILED;
}

static void journal_plan(struct world *world)
{
    static const struct store store = { .folder = (char *)"/dir" };

    put(world);
    assert_true(plan_undo(&world->plan, false, NULL));
    world->plan.store = &store;
}

/* Also where it is the guard that ends it, and nobody is left to say so. */
static void every_end_is_in_the_journal(void **state)
{
    struct world world;
    struct guard guard;
    struct err err;

    (void)state;
    for (int kept = 0; kept < 2; kept++) {
        journal_plan(&world);
        assert_true(force_place(&world.plan, NULL, &err));
        assert_true(guard_start(&guard, &world.plan, 60, &err));
        assert_true(kept ? guard_keep(&guard, &err) : guard_undo(&guard, &err));
        AUTO_FREE char *how =
            format("%s; old files in %s", kept ? "in force" : "undone", world.plan.backup);
        journal_expect(&world, how);
        end(&world);
    }
}

static void every_failure_is_in_the_journal(void **state)
{
    static const struct applying refused = { .target = "test", .check = { { "false" } } };
    struct world world;
    struct err err;

    (void)state;
    journal_plan(&world);
    world.plan.applying = &refused;
    assert_false(force_place(&world.plan, NULL, &err));
    AUTO_FREE char *how = format("undone; old files in %s", world.plan.backup);
    journal_expect(&world, how);
    end(&world);
    journal_plan(&world);
    free(world.files[0].path);
    world.files[0].path = copy("fresh/old"); /* no folder of that name can be made */
    AUTO_FREE char *path = format("%s/fresh", world.folder);
    assert_true(file_write(AT_FDCWD, path, 0600, "", 0, &err));
    assert_false(force_place(&world.plan, NULL, &err));
    AUTO_FREE char *failed = format("failed; old files in %s", world.plan.backup);
    journal_expect(&world, failed);
    end(&world);
    apply_log_cut_off(world.plan.store, &row, world.folder, true);
    journal_expect(&world, "cut off before, now undone");
}

static void programs(void **state)
{
    AUTO_BUF struct buf reply = { 0 };
    struct buf input = { .text = (char[]){ "in" }, .size = 2 };
    struct err err;

    (void)state;
    const char *const cat[] = { "cat", NULL },
                      *const fails[] = { "sh", "-c", "echo no; exit 7", NULL },
                      *const none[] = { "no-such-program", NULL };
    assert_int_equal(program_run(cat, &input, &reply, &err), 0);
    assert_string_equal(reply.text, "in");
    assert_int_equal(program_run(fails, NULL, &reply, &err), 7);
    assert_string_equal(reply.text, "inno\n");
    assert_int_equal(program_run(none, NULL, &reply, &err), -1);
    assert_string_equal(err.text, "no-such-program: cannot be run: No such file or directory");
}

/* Nobody has taken it in: its parent is gone, and there may be no init here. */
static bool is_zombie(pid_t pid)
{
    AUTO_FREE char *path = format("/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "r");
    char state = 'Z';

    if (!file)
        return true;
    if (fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
        state = 'Z';
    fclose(file);
    return state == 'Z';
}

/* What a daemon holds open is not waited for; what hangs is killed with all that it started. */
static void programs_of_others(void **state)
{
    AUTO_BUF struct buf reply = { 0 };
    struct err err;

    (void)state;
    const char *const daemon[] = { "sh", "-c", "sleep 600 & echo $!", NULL },
                      *const hangs[] = { "sh", "-c", "sleep 600 & echo $!; wait", NULL },
                      *const environment[] = { "env", NULL };
    assert_int_equal(
        program_run_wish(&(struct program_wish){ daemon, NULL, 60, true }, NULL, &reply, &err), 0);
    pid_t left = (pid_t)strtol(reply.text, NULL, 10);
    assert_int_equal(kill(left, SIGKILL), 0);
    buf_free(&reply);
    assert_int_equal(
        program_run_wish(&(struct program_wish){ hangs, NULL, 1, true }, NULL, &reply, &err), -1);
    assert_string_equal(err.text, "sh: did not end within 1 seconds, and was killed");
    left = (pid_t)strtol(reply.text, NULL, 10);
    assert_true(left > 1);
    while (kill(left, 0) == 0 && !is_zombie(left))
        usleep(1000);
    buf_free(&reply);
    assert_int_equal(program_run_wish(&(struct program_wish){ environment, "A=b", 60, true }, NULL,
                                      &reply, &err),
                     0);
    assert_string_equal(reply.text, "PATH=/usr/sbin:/usr/bin:/sbin:/bin\nLC_ALL=C.UTF-8\nA=b\n");
}

/* A program that anybody could change is nobody's to run, nor one in such a folder. */
static void programs_guarded(void **state)
{
    char folder[] = "/tmp/apply_test.XXXXXX";
    struct err err;

    (void)state;
    assert_non_null(mkdtemp(folder));
    AUTO_FREE char *path = format("%s/put", folder), *link = format("%s/link", folder);
    assert_true(file_write(AT_FDCWD, path, 0755, "#!/bin/sh\n", 10, &err));
    assert_int_equal(symlink("put", link), 0);
    assert_true(program_guarded(path, &err));
    assert_true(program_guarded(link, &err));
    assert_false(program_guarded(folder, &err));
    const mode_t modes[] = { 0775, 0757, 0644 };
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(chmod(path, modes[i]), 0);
        assert_false(program_guarded(path, &err));
        assert_false(program_guarded(link, &err));
    }
    assert_int_equal(chmod(path, 0755), 0);
    assert_int_equal(chmod(folder, 0777), 0);
    assert_false(program_guarded(path, &err));
    assert_non_null(strstr(err.text, "can be changed by other users"));
    file_remove_folder(AT_FDCWD, folder, NULL);
    assert_false(program_guarded(path, &err));
}

/* The settings know only names; these are the rows behind them. */
static void deployed_targets(void **state)
{
    (void)state;
    for (const char *const *name = certificate_deployed; *name; name++) {
        const struct applying *applying = applying_find(*name, NULL);

        assert_non_null(applying);
        assert_int_equal(applying->upstream, strcmp(*name, "nginx") == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_reports_a_word),
        cmocka_unit_test(somebody_reports_yes),
        cmocka_unit_test(somebody_reports_no),
        cmocka_unit_test(too_late),
        cmocka_unit_test(cut_off_is_undone),
        cmocka_unit_test(cut_off_and_changed),
        cmocka_unit_test(cut_off_and_damaged),
        cmocka_unit_test(cut_off_and_changed_by_the_program),
        cmocka_unit_test(cut_off_early_and_held),
        cmocka_unit_test(over_when_the_old_ones_count),
        cmocka_unit_test_setup(every_end_is_in_the_journal, journal_begin),
        cmocka_unit_test_setup(every_failure_is_in_the_journal, journal_begin),
        cmocka_unit_test(programs),
        cmocka_unit_test(programs_of_others),
        cmocka_unit_test(programs_guarded),
        cmocka_unit_test(deployed_targets),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
