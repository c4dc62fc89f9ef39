/* The guard: what is put in place goes away by itself when nobody says a word, and stays when
 * somebody does. */
#include "tests/test.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "backend/apply/guard.h"
#include "backend/apply/program.h"
#include "backend/base/file.h"
#include "backend/base/wiped.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_reports_a_word),
        cmocka_unit_test(somebody_reports_yes),
        cmocka_unit_test(somebody_reports_no),
        cmocka_unit_test(too_late),
        cmocka_unit_test(programs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
