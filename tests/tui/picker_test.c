/* picker_test.c - files typed, completed, pasted and picked, in a folder of our own. */
#include "tests/test.h"

#include "tests/play.h"
#include "tui/picker.h"
#include "tui/text.h"
#include <fcntl.h>
#include <limits.h>
#include <locale.h>
#include <sys/stat.h>
#include <unistd.h>

static struct world {
    struct loop loop;
    struct picker picker;
    char script[PATH_MAX];
    char room[32];
    int before;
    enum key_answer last;
} world;

static void draw(const void *data)
{
    (void)data;
    picker_draw(&world.picker, term_area(), true);
}

static void key(void *data, int pressed)
{
    (void)data;
    world.last = picker_key(&world.picker, term_area(), pressed);
}

static void paste(void *data, const char *text)
{
    (void)data;
    picker_paste(&world.picker, text);
}

static const struct loop_calls calls = { .draw = draw, .key = key, .paste = paste };

static void make(const char *name)
{
    int file = open(name, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

    assert_true(file >= 0);
    close(file);
}

static void feed(const char *bytes)
{
    loop_feed(&world.loop, bytes, strlen(bytes));
}

static void start(const char *path)
{
    picker_close(&world.picker);
    picker_open(&world.picker, path);
}

static int open_world(void **state)
{
    static const char *const names[] = { "files/server.pem",      "files/server.key",
                                         "files/Server Old.pem",  "files/chain.pem",
                                         "files/.hidden.pem",     "files/certs/inner.pem",
                                         "files/t\303\266n.pem",  "files/t\303\244t.pem",
                                         "files/bad\n\033[2Jname" };

    (void)state;
    world = (struct world){ .loop = { .calls = &calls }, .room = "/tmp/picker-XXXXXX" };
    assert_non_null(realpath("tui/picker.play", world.script));
    world.before = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_non_null(mkdtemp(world.room));
    assert_int_equal(chdir(world.room), 0);
    setenv("HOME", world.room, 1);
    assert_int_equal(mkdir("files", 0700) | mkdir("files/certs", 0700) | mkdir("files/empty", 0700),
                     0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        make(names[i]);
    assert_int_equal(symlink("certs", "files/link"), 0);
    term_start_test(40, 9);
    picker_open(&world.picker, "files");
    return 0;
}

static int close_world(void **state)
{
    char command[64];

    (void)state;
    picker_close(&world.picker);
    assert_int_equal(fchdir(world.before), 0);
    close(world.before);
    snprintf(command, sizeof command, "rm -rf %s", world.room);
    return system(command); /* NOLINT(cert-env33-c): a folder of our own */
}

static void test_play(void **state)
{
    (void)state;
    assert_true(play(world.script, &world.loop));
}

static void assert_chosen(const char *one)
{
    assert_true(world.picker.done);
    assert_int_equal(world.picker.chosen_count, 1);
    assert_string_equal(world.picker.chosen[0], one);
}

static void test_typed(void **state)
{
    (void)state;
    feed("server.k\r"); /* the first that begins like that */
    assert_chosen("files/server.key");
    start("files");
    feed("SERVER.P\t\r");
    assert_chosen("files/server.pem");
    start("files");
    feed("ain\r"); /* in the middle */
    assert_chosen("files/chain.pem");
    start("files");
    feed("ce\tin\t\r");
    assert_chosen("files/certs/inner.pem");
    start(NULL);
    feed("\025~/files/.h\t\r");
    char path[80];
    snprintf(path, sizeof path, "%s/files/.hidden.pem", world.room);
    assert_chosen(path);
    start("files"); /* behind what is filled in a whole path begins anew, */
    feed(path);
    feed("\r");
    assert_chosen(path);
    start("files"); /* as one from the home folder does */
    feed("~/files/.h\t\r");
    assert_chosen(path);
}

static void test_complete(void **state)
{
    (void)state;
    feed("s\t");
    assert_string_equal(world.picker.line.text, "files/Server");
    feed(".\t");
    assert_string_equal(world.picker.line.text, "files/Server."); /* as it was typed */
    assert_true(world.picker.listing);
    start("files");
    feed("t\t"); /* not half of a letter: both begin with the same byte */
    assert_string_equal(world.picker.line.text, "files/t");
    start("files");
    feed("zzz\t");
    assert_string_equal(world.picker.reply, "no name begins like that");
    feed("\r");
    assert_string_equal(world.picker.reply, "there is no such file");
    assert_false(world.picker.done);
}

static void test_several(void **state)
{
    (void)state;
    feed("server\033[B  "); /* Down, then two of them */
    assert_int_equal(world.picker.chosen_count, 2);
    feed("\033[A\033[A ");
    assert_int_equal(world.picker.chosen_count, 1);
    feed("chain\r"); /* begins another name */
    assert_true(world.picker.done);
    assert_int_equal(world.picker.chosen_count, 2);
    assert_string_equal(world.picker.chosen[1], "files/chain.pem");
    start("files");
    feed("server\033[B \033[A"); /* what is marked, not what is in hand as well */
    assert_int_equal(world.picker.chosen_count, 1);
    feed("\033[B\r");
    assert_true(world.picker.done);
    assert_int_equal(world.picker.chosen_count, 1);
}

static void test_folders(void **state)
{
    (void)state;
    feed("\033[B\r"); /* certs */
    assert_string_equal(world.picker.line.text, "files/certs/");
    feed("\033[B\033[A\r"); /* "../" */
    assert_string_equal(world.picker.line.text, "files/");
    feed("\033[A\r"); /* the list goes on having the keys */
    assert_string_equal(world.picker.line.text, "./");
    feed("\033[A\r\033[A\r");
    assert_string_equal(world.picker.line.text, "../../");
    start("files");
    feed("link\r");
    assert_string_equal(world.picker.line.text, "files/link/");
    feed("\r"); /* goes to the list */
    assert_true(world.picker.listing);
    start("/tmp/none/at/all");
    assert_string_equal(world.picker.why, "No such file or directory");
    feed("\033[B\033[B\r\t\033");
    assert_int_equal(world.last, IGNORED);
}

static void test_paste(void **state)
{
    char text[256];

    (void)state;
    snprintf(text, sizeof text, "\033[200~%s/files/chain.pem\n\033[201~", world.room);
    feed(text);
    assert_false(world.picker.done); /* a paste submits nothing */
    feed("\r");
    assert_true(world.picker.done);
    start("files");
    snprintf(text, sizeof text, "\033[200~'%s/files/Server Old.pem'\033[201~\r", world.room);
    feed(text);
    assert_true(world.picker.done && strstr(world.picker.chosen[0], "Server Old.pem"));
    start("files");
    snprintf(text, sizeof text,
             "\033[200~%s/files/server.pem\n'%s/files/Server Old.pem' %s/files/server.key\033[201~",
             world.room, world.room, world.room);
    feed(text);
    assert_int_equal(world.picker.chosen_count, 3);
    start("files");
    feed("\033[200~file:///etc/hostname\033[201~");
    assert_string_equal(world.picker.line.text, "/etc/hostname");
    start("files");
    feed("ser\033[200~ver.p\033[201~\r");
    assert_chosen("files/server.pem");
}

static void test_odd_names(void **state)
{
    char row[256];

    (void)state;
    feed("bad");
    term_row(2, row, sizeof row);
    assert_non_null(strstr(row, "bad??[2Jname"));
    feed("\r");
    assert_chosen("files/bad\n\033[2Jname");
}

static void test_big(void **state)
{
    char name[64];

    (void)state;
    for (int i = 0; i < 10000; i++) {
        snprintf(name, sizeof name, "files/empty/printer-%05d.pem", i);
        make(name);
    }
    start("files/empty");
    assert_int_equal(world.picker.count, 10000);
    feed("printer-0777\t");
    assert_int_equal(world.picker.count, 10);
    feed("\033[B\033[F\r");
    assert_chosen("files/empty/printer-07779.pem");
}

static void test_many(void **state)
{
    char name[64];

    (void)state;
    for (int i = 0; i < 40; i++) {
        snprintf(name, sizeof name, "files/empty/%02d", i);
        make(name);
    }
    start("files/empty");
    feed("\033[B");
    for (int i = 0; i < 40; i++)
        feed(" ");
    assert_int_equal(world.picker.chosen_count, PICKER_MAX);
    assert_string_equal(world.picker.reply, "no more than 32 files");
}

static const char *const some[] = { "\033[A",  "\033[B",
                                    "\033[6~", "\033[F",
                                    "/",       "s",
                                    "e",       ".",
                                    "\177",    "\033",
                                    "\r",      "\t",
                                    " ",       "~",
                                    "\025",    "\033[H",
                                    "\033[Z",  "\303\266",
                                    "c",       "\033[2~",
                                    "files/",  "\033[200~/etc/ x\033[201~" };

static void test_random(void **state)
{
    (void)state;
    srand(7);
    for (int i = 0; i < 20000; i++) {
        if (i % 60 == 0 || world.picker.done) {
            term_start_test(1 + rand() % 80, 1 + rand() % 24);
            start(i % 3 ? "files" : NULL);
        }
        feed(some[(size_t)rand() % (sizeof some / sizeof *some)]);
        assert_true(world.picker.list.focus <= world.picker.count);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_play, open_world, close_world),
        cmocka_unit_test_setup_teardown(test_typed, open_world, close_world),
        cmocka_unit_test_setup_teardown(test_complete, open_world, close_world),
        cmocka_unit_test_setup_teardown(test_several, open_world, close_world),
        cmocka_unit_test_setup_teardown(test_folders, open_world, close_world),
        cmocka_unit_test_setup_teardown(test_paste, open_world, close_world),
        cmocka_unit_test_setup_teardown(test_odd_names, open_world, close_world),
        cmocka_unit_test_setup_teardown(test_big, open_world, close_world),
        cmocka_unit_test_setup_teardown(test_many, open_world, close_world),
        cmocka_unit_test_setup_teardown(test_random, open_world, close_world),
    };

    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
