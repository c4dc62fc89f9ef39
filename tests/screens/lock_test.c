/* lock_test.c - after the idle time: what was typed and changed is kept, the secrets and the lock
 * on the folder are let go, nothing of it stays on the screen, and all of it comes back. */
#include "tests/test.h"

#include <unistd.h>

#include "backend/pki/examine/examine.h"
#include "screens/wizard/wizard.h"
#include "tui/term.h"

static struct app app;
static char lock_folder[] = "/tmp/printseal-lock-XXXXXX";
static struct context lock_context;

static void lock_feed(const char *bytes)
{
    loop_feed(&app.loop, bytes, strlen(bytes));
}

static bool lock_shows(const char *text)
{
    char row[1024];

    for (int y = 0; y < 24; y++) {
        term_row(y, row, sizeof row);
        if (strstr(row, text))
            return true;
    }
    return false;
}

static void lock_idle(void)
{
    wizard_calls.timer(&app, TIMER_IDLE);
    loop_paint(&app.loop);
}

static const char *lock_value(const char *path)
{
    struct config_place place;

    assert_true(config_find(app.config, path, &place, NULL));
    return record_value(place.record, place.setting);
}

/* Another process wants to save. */
static bool lock_free(void)
{
    struct err err;
    struct holder holder = { 0 };
    struct store *other = store_open(lock_folder, false, &err);
    bool had = store_lock(other, &holder, &err);

    store_close(other);
    return had;
}

static int open_wizard(void **state)
{
    struct err err;

    (void)state;
    lock_context = (struct context){ .folder = lock_folder };
    memset(&app, 0, sizeof app);
    term_start_test(80, 24);
    assert_true(wizard_open(&app, &lock_context, &err) && wizard_load(&app, &err));
    app.loop.calls = &wizard_calls;
    app.loop.data = &app;
    app.guided = false;
    wizard_begin(&app, "tls");
    loop_paint(&app.loop);
    return 0;
}

static int close_wizard(void **state)
{
    (void)state;
    wizard_close(&app);
    return 0;
}

static void test_lock(void **state)
{
    (void)state;
    lock_feed("\033[C");           /* another TLS version */
    lock_feed("\033[B\033[B8443"); /* a port, half typed */
    assert_string_equal(lock_value("tls.min_version"), "1.3");
    assert_false(lock_free());
    lock_idle();
    assert_true(lock_shows("Locked"));
    assert_true(lock_shows("kept as a draft"));
    assert_false(lock_shows("8443"));
    assert_false(lock_shows("Oldest TLS"));
    assert_null(app.store);
    assert_null(app.edit);
    assert_string_equal(lock_value("tls.min_version"), "1.2");
    assert_true(lock_free());
    lock_feed("x\033"); /* stays locked */
    assert_true(lock_shows("Locked"));
    const struct tested *tested = app.tested;
    lock_feed("\r");
    assert_ptr_equal(app.tested, tested); /* what live tests found is still known */
    assert_false(app.kept);
    assert_false(lock_shows("Locked"));
    assert_string_equal(lock_value("tls.min_version"), "1.3");
    assert_true(lock_shows("8443"));
    assert_true(lock_shows("The draft is back"));
    assert_false(lock_free());
}

/* With nothing to keep there is no draft, and nothing is asked. */
static void test_lock_clean(void **state)
{
    (void)state;
    lock_idle();
    assert_true(lock_shows("Locked"));
    assert_false(lock_shows("draft"));
    lock_feed("\r");
    assert_false(lock_shows("Locked"));
    assert_false(lock_shows("raft"));
}

/* Keys that were imported are secrets, too, and in no draft: who comes back is told. */
static void test_lock_input(void **state)
{
    (void)state;
    app.input = examine_new();
    lock_idle();
    assert_null(app.input);
    lock_feed("\r");
    assert_true(lock_shows("import them again"));
    lock_idle();
    lock_feed("\r");
    assert_false(lock_shows("import them again"));
}

/* What is under way is not cut off. */
static void test_lock_busy(void **state)
{
    static const struct screen *const waited[] = { &busy_screen, &force_screen };

    (void)state;
    for (size_t i = 0; i < sizeof waited / sizeof *waited; i++) {
        const struct screen *was = app.stack[app.depth - 1].screen;

        app.stack[app.depth - 1].screen = waited[i];
        wizard_calls.timer(&app, TIMER_IDLE);
        assert_false(app.locked);
        assert_true(app.loop.timer[TIMER_IDLE] > loop_now());
        app.stack[app.depth - 1].screen = was;
    }
}

/* ^Q leaves from there, too. */
static void test_lock_quit(void **state)
{
    (void)state;
    lock_idle();
    lock_feed("\021");
    assert_true(app.loop.ended);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_lock_clean, open_wizard, close_wizard),
        cmocka_unit_test_setup_teardown(test_lock_busy, open_wizard, close_wizard),
        cmocka_unit_test_setup_teardown(test_lock_quit, open_wizard, close_wizard),
        cmocka_unit_test_setup_teardown(test_lock, open_wizard, close_wizard),
        cmocka_unit_test_setup_teardown(test_lock_input, open_wizard, close_wizard),
    };

    assert_non_null(mkdtemp(lock_folder));
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    AUTO_FREE char *remove = format("rm -rf %s", lock_folder);
    assert_int_equal(system(remove), 0); /* NOLINT(cert-env33-c): a folder of our own */
    return failed;
}
