/* first_frame_test.c - the frame that stands before anything is read is the one that stands after
 * it: nothing on it moves when the rest has come. */
#include "tests/test.h"

#include <unistd.h>

#include "screens/wizard/wizard.h"
#include "tui/term.h"

enum { COLS = 80, ROWS = 24 }; /* wider, a third pane comes with what is read */

static struct app app;
static char first_folder[] = "/tmp/printseal-first-XXXXXX";
static struct context first_context;

static void first_open(void)
{
    struct err err = { "" };

    first_context = (struct context){ .folder = first_folder };
    memset(&app, 0, sizeof app);
    term_start_test(COLS, ROWS);
    if (!wizard_open(&app, &first_context, &err))
        fail_msg("%s", err.text);
    app.loop.calls = &wizard_calls;
    app.loop.data = &app;
}

static void first_rows(char rows[ROWS][1024])
{
    loop_paint(&app.loop);
    for (int y = 0; y < ROWS; y++)
        term_row(y, rows[y], sizeof rows[y]);
}

/* A server with a directory and a mail server, as a first set-up leaves it. */
static void first_save(void)
{
    static const char *const values[][2] = { { "server.fqdn", "print01.corp.example.com" },
                                             { "smtp.enabled", "true" },
                                             { "smtp.host", "mail.corp.example.com" } };
    struct err err = { "" };

    first_open();
    assert_true(wizard_load(&app, &err));
    wizard_begin(&app, NULL);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct config_place place;
        assert_true(config_find(app.config, values[i][0], &place, &err));
        assert_true(change_set(&app.journal, app.config, &place, values[i][1], &err));
    }
    assert_true(app_write(&app, NULL, 0, "test", true));
    wizard_close(&app);
}

static void nothing_moves(void **state)
{
    static char first[ROWS][1024], then[ROWS][1024];

    (void)state;
    first_save();
    for (int turn = 0; turn < 2; turn++) { /* what a save kept, and what a start kept */
        first_open();
        assert_true(wizard_startup(&app));
        first_rows(first);
        assert_true(wizard_wake(&app));
        first_rows(then);
        for (int y = 0; y < ROWS; y++)
            assert_string_equal(first[y], then[y]);
        wizard_close(&app);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(nothing_moves) };

    assert_non_null(mkdtemp(first_folder));
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    AUTO_FREE char *remove = format("rm -rf %s", first_folder);
    assert_int_equal(system(remove), 0); /* NOLINT(cert-env33-c): a folder of our own */
    return failed;
}
