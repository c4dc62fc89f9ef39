/* shown_test.c - a secret that the wizard shows, in its form or letter by letter, is noted in the
 * system's journal by its path, each time anew; nothing else that Ctrl-R meets is. So is an export
 * with secrets, of the wizard and of the command, before anybody reads it; one without is not. That
 * nobody has the recovery code is noted before what it opens is saved. */
#include "tests/test.h"

#include <stdarg.h>
#include <unistd.h>

#include "screens/commands/commands.h"
#include "screens/form/record.h"
#include "screens/wizard/exports.h"
#include "screens/wizard/wizard.h"
#include "tui/term.h"

static struct app app;
static char shown_folder[] = "/tmp/printseal-shown-XXXXXX";
static struct context shown_context;
static char shown_log[512];
static const char *shown_out; /* a folder to export to */

void __wrap_store_log(const struct store *store, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void __wrap_store_log(const struct store *store, const char *format, ...)
{
    size_t used = strlen(shown_log);
    va_list args;

    assert_non_null(store);
    va_start(args, format);
    vsnprintf(shown_log + used, sizeof shown_log - used, format, args);
    va_end(args);
}

static bool shown_code_open; /* when it was saved */

bool __real_store_save(struct store *store, const struct config *config,
                       const struct artefact *artefacts, size_t count, const char *what,
                       struct err *err);
bool __wrap_store_save(struct store *store, const struct config *config,
                       const struct artefact *artefacts, size_t count, const char *what,
                       struct err *err);
bool __wrap_store_save(struct store *store, const struct config *config,
                       const struct artefact *artefacts, size_t count, const char *what,
                       struct err *err)
{
    shown_code_open = store_code_open(store);
    return __real_store_save(store, config, artefacts, count, what, err);
}

static void shown_feed(const char *bytes)
{
    loop_feed(&app.loop, bytes, strlen(bytes));
    loop_paint(&app.loop);
}

static void shown_begin(const char *path)
{
    const struct section *smtp = section_find("smtp");
    struct record *record = config_table(app.config, smtp)->records[0];
    struct err err;

    assert_true(record_set(record, setting_find(smtp, "enabled"), "true", &err));
    record_hide(record, setting_find(smtp, "password"),
                secret_new("Tall 5 Ships of wood", 20, TYPED, 1, 1));
    wizard_begin(&app, path);
    loop_paint(&app.loop);
    shown_log[0] = '\0';
}

static int shown_open(void **state)
{
    struct err err;

    (void)state;
    shown_context = (struct context){ .folder = shown_folder };
    memset(&app, 0, sizeof app);
    term_start_test(80, 24);
    assert_true(wizard_open(&app, &shown_context, &err) && wizard_load(&app, &err));
    app.loop.calls = &wizard_calls;
    app.loop.data = &app;
    return 0;
}

static int shown_close(void **state)
{
    (void)state;
    wizard_close(&app);
    return 0;
}

/* Whoever is cut off before the code is shown learns at the next start that nobody has it. */
static void a_code_that_nobody_has_is_noted_first(void **state)
{
    (void)state;
    shown_begin("smtp.password");
    assert_true(app_write(&app, NULL, 0, "test", true));
    assert_true(shown_code_open && store_code_open(app.store));
}

static void a_secret_that_is_revealed_is_noted(void **state)
{
    (void)state;
    shown_begin("smtp.password");
    shown_feed("\022");
    assert_string_equal(shown_log, "secret shown: smtp.password");
    shown_feed("\022"); /* hidden again */
    assert_string_equal(shown_log, "secret shown: smtp.password");
    shown_log[0] = '\0';
    shown_feed("\022");
    assert_string_equal(shown_log, "secret shown: smtp.password");
}

static void a_secret_that_is_spelled_is_noted(void **state)
{
    (void)state;
    shown_begin("smtp.password");
    shown_feed("\026");
    assert_string_equal(shown_log, "secret shown: smtp.password");
}

static bool shown_open_is(const struct screen *screen)
{
    for (size_t i = 0; i < app.depth; i++)
        if (app.stack[i].screen == screen)
            return true;
    return false;
}

/* With its minute, Ctrl-Z and the idle time. */
static void a_code_goes_as_what_is_spelled(void **state)
{
    (void)state;
    for (int how = 0; how < 3; how++) {
        shown_begin("smtp.password");
        shown_feed("\026");
        shown_feed("s");
        assert_true(app_top(&app) == &camera_screen);
        if (how == 1)
            wizard_calls.stops(&app);
        else
            wizard_calls.timer(&app, how ? TIMER_IDLE : TIMER_REVEAL);
        loop_paint(&app.loop);
        assert_false(shown_open_is(&camera_screen) || shown_open_is(&spell_screen));
    }
}

static void what_is_no_secret_is_not_noted(void **state)
{
    (void)state;
    shown_begin("smtp.user");
    shown_feed("\022");
    shown_feed("\026");
    assert_string_equal(shown_log, "");
}

static void shown_save(void)
{
    struct err err;

    shown_begin("smtp.password");
    assert_true(store_save(app.store, app.config, NULL, 0, "test", &err));
    assert_true(wizard_load(&app, &err));
    shown_log[0] = '\0';
}

static void an_export_with_secrets_is_noted(void **state)
{
    (void)state;
    shown_save();
    exports_show(&app, "printers-csv");
    shown_feed("\r\025"); /* another folder */
    shown_feed(shown_out);
    shown_feed("\t\r"); /* "Write" */
    assert_string_equal(shown_log, "");
    shown_feed("\r\025");
    shown_feed(shown_out);
    shown_feed("\t\t\r"); /* "With secrets" */
    assert_string_equal(shown_log, "exported with secrets: printers-csv");
}

static enum status shown_command(const char *folder, char *more)
{
    char *words[] = { "export", "printers-csv", "--output", (char *)folder, more };

    return command_main(&shown_context, more ? 5 : 4, words);
}

static void an_export_by_command_is_noted_first(void **state)
{
    (void)state;
    shown_save();
    assert_int_equal(shown_command(shown_out, NULL), STATUS_FINE);
    assert_string_equal(shown_log, "");
    assert_int_equal(shown_command(shown_out, "--with-secrets"), STATUS_FINE);
    assert_string_equal(shown_log, "exported with secrets: printers-csv");
    shown_log[0] = '\0';
    assert_int_equal(shown_command("/proc/none", "--with-secrets"), STATUS_FAILED);
    assert_string_equal(shown_log, "exported with secrets: printers-csv");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_code_that_nobody_has_is_noted_first, shown_open,
                                        shown_close),
        cmocka_unit_test_setup_teardown(a_secret_that_is_revealed_is_noted, shown_open,
                                        shown_close),
        cmocka_unit_test_setup_teardown(a_secret_that_is_spelled_is_noted, shown_open, shown_close),
        cmocka_unit_test_setup_teardown(a_code_goes_as_what_is_spelled, shown_open, shown_close),
        cmocka_unit_test_setup_teardown(what_is_no_secret_is_not_noted, shown_open, shown_close),
        cmocka_unit_test_setup_teardown(an_export_with_secrets_is_noted, shown_open, shown_close),
        cmocka_unit_test_setup_teardown(an_export_by_command_is_noted_first, shown_open,
                                        shown_close),
    };

    assert_non_null(mkdtemp(shown_folder));
    AUTO_FREE char *out = format("%s/out", shown_folder);
    AUTO_FREE char *templates = realpath("../assets/templates", NULL); /* not beside this program */
    assert_int_equal(templates ? setenv("PRINTSEAL_TEMPLATES", templates, 1) : -1, 0);
    shown_out = out;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    AUTO_FREE char *remove = format("rm -rf %s", shown_folder);
    assert_int_equal(system(remove), 0); /* NOLINT(cert-env33-c): a folder of our own */
    return failed;
}
