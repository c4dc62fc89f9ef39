/* file_test.c - folders on the way to a path: which are made, and of what mode; new files that are
 * there when all of them is. */
#include "backend/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/test.h"

static int folder_begin(void **state)
{
    static char folder[] = "/tmp/file_test.XXXXXX";

    umask(022);
    strcpy(folder + sizeof folder - 7, "XXXXXX");
    *state = folder;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int folder_end(void **state)
{
    return chdir("/") == 0 && file_remove_folder(AT_FDCWD, *state, NULL) ? 0 : -1;
}

static mode_t mode_of(const char *path)
{
    struct stat stat;

    return lstat(path, &stat) == 0 ? stat.st_mode & 07777 : 0;
}

static void those_on_the_way_have_their_own_mode(void **state)
{
    static const char *const paths[] = { "a/b/c", "d/e/f/", "g//h//i" };

    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        assert_true(file_make_folders(paths[i], 0755, 0750, mkdir, &err));
    assert_int_equal(mode_of("a"), 0755);
    assert_int_equal(mode_of("a/b"), 0755);
    assert_int_equal(mode_of("a/b/c"), 0750);
    assert_int_equal(mode_of("d/e"), 0755);
    assert_int_equal(mode_of("d/e/f"), 0750);
    assert_int_equal(mode_of("g/h"), 0755);
    assert_int_equal(mode_of("g/h/i"), 0750);
}

static void what_is_there_stays(void **state)
{
    char whole[PATH_MAX];
    struct err err;

    assert_int_equal(mkdir("a", 0700), 0);
    snprintf(whole, sizeof whole, "%s/a/b", (const char *)*state);
    assert_true(file_make_folders(whole, 0755, 0755, mkdir, &err));
    assert_true(file_make_folders("a/b", 0700, 0700, mkdir, &err));
    assert_true(file_make_folders("/", 0700, 0700, mkdir, &err));
    assert_int_equal(mode_of("a"), 0700);
    assert_int_equal(mode_of("a/b"), 0755);
}

static void a_file_on_the_way_is_told(void **state)
{
    (void)state;
    struct err err = { "" };

    assert_true(file_write(AT_FDCWD, "a", 0600, "", 0, NULL));
    assert_false(file_make_folders("a/b/c", 0755, 0755, mkdir, &err));
    assert_string_equal(err.text, "a/b: cannot be made: Not a directory");
    assert_false(file_make_folders("", 0755, 0755, mkdir, &err));
    assert_string_equal(err.text, ": cannot be made: No such file or directory");
}

static const char *content(const char *path)
{
    static struct buf text;

    return file_read(AT_FDCWD, path, 100, &text, NULL) ? text.text : NULL;
}

/* Not after a kill, at any point before the end. */
static void a_new_file_has_no_name_before_its_end(void **state)
{
    struct err err = { "" };

    (void)state;
    int fd = file_new_open("a");
    if (fd >= 0 && file_exists(AT_FDCWD, "a")) {
        close(fd);
        skip(); /* a file system without such files */
    }
    assert_true(file_write_all(fd, "half", 4));
    assert_false(file_exists(AT_FDCWD, "a"));
    assert_true(file_new_end(fd, "a"));
    assert_true(file_new_end(fd, "a"));
    assert_string_equal(content("a"), "half");
    assert_int_equal(mode_of("a"), 0600);
    file_new_drop(fd, "a");
    assert_false(file_exists(AT_FDCWD, "a"));
    close(fd);
    assert_true(file_write_new("b", "all", 3, &err));
    assert_string_equal(content("b"), "all");
}

static void what_came_meanwhile_stays(void **state)
{
    struct err err = { "" };

    (void)state;
    int fd = file_new_open("a");
    assert_true(file_write_new("a", "another's", 9, &err));
    assert_false(file_new_end(fd, "a"));
    assert_int_equal(errno, EEXIST);
    file_new_drop(fd, "a");
    close(fd);
    assert_int_equal(file_new_open("a"), -1);
    file_new_drop(-1, "a");
    assert_false(file_write_new("a", "ours", 4, &err));
    assert_string_equal(err.text, "a: cannot be made: File exists");
    assert_string_equal(content("a"), "another's");
    assert_false(file_write_new("no/such", "", 0, &err));
    assert_int_equal(symlink("elsewhere", "link"), 0);
    assert_false(file_write_new("link", "ours", 4, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(those_on_the_way_have_their_own_mode, folder_begin,
                                        folder_end),
        cmocka_unit_test_setup_teardown(what_is_there_stays, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(a_new_file_has_no_name_before_its_end, folder_begin,
                                        folder_end),
        cmocka_unit_test_setup_teardown(what_came_meanwhile_stays, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(a_file_on_the_way_is_told, folder_begin, folder_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
