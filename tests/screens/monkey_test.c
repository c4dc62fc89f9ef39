/* monkey_test.c - keys, pastes, sizes and timers at random through all screens: nothing ends the
 * program but leaving it, and no secret stays shown.
 *
 * Each round is one configuration and one seed, and gives the same keys each time:
 *     MONKEY_SEED=7 MONKEY_ROUNDS=1 MONKEY_KEYS=20000 MONKEY_TRACE=1 build/debug/tests/monkey_test
 * (in tests/) plays one again and says each step before it is taken. */
#include "tests/test.h"

#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <unistd.h>

#include "backend/store/conf/conf.h"
#include "screens/form/record.h"
#include "screens/wizard/wizard.h"
#include "tests/chance.h"
#include "tui/term.h"

enum { ROUNDS = 12, KEYS = 250 }; /* what each run of the tests has; the whole is set outside */

static struct app app;
static bool traced;
static int monkey_tests; /* the folder of the tests: the monkey works in one of its own */

/* ------------------------------------------------ chance, the same for the same seed */

static uint64_t monkey_state;

static unsigned monkey_draw(unsigned below)
{
    return chance(&monkey_state, below);
}

static unsigned long monkey_setting(const char *name, unsigned long otherwise)
{
    const char *text = getenv(name);

    return text && *text ? strtoul(text, NULL, 10) : otherwise;
}

/* ------------------------------------------------ what it does */

/* Those that move stand more often than those that leave. */
static const char *const monkey_keys[] = {
    "\033[A",     "\033[B",    "\033[B",  "\033[C",  "\033[D",   "\033[H",   "\033[F",
    "\033[5~",    "\033[6~",   "\033[2~", "\033[3~", "\t",       "\t",       "\033[Z",
    "\r",         "\r",        "\r",      "\r",      "\033",     " ",        "\177",
    "\033OP",     "\001",      "\007",    "\014",    "\016",     "\017",     "\020",
    "\022",       "\026",      "\023",    "\024",    "\025",     "\030",     "\031",
    "\037",       "\037",      "\037",    "\021",    "a",        "a",        "b",
    "c",          "d",         "e",       "f",       "g",        "h",        "i",
    "k",          "m",         "n",       "r",       "s",        "t",        "u",
    "v",          "w",         "x",       "y",       "q",        "/",        "?",
    "+",          "-",         "1",       "9",       ".",        "\303\274", "\xff",
    "\033[1;5C",  "\033[999~", "x1\r",    "a\rx1\r", "\033[5;5", "\033[200", "d\r",
    "10.0.0.1\r",
};

static void monkey_paste(void)
{
    static const char *const pieces[] = {
        "print01.corp.example.com",
        "a.example.com, b.example.com, ",
        "hunter2",
        "\303\244\314\210",
        "\n",
        "\033[31m",
        ",,,,",
        "\xf0\x9f\x90\x92",
        "9",
        "radius.hq.secret",
    };
    static char text[16384];
    size_t used = (size_t)snprintf(text, sizeof text, "\033[200~");
    unsigned times = monkey_draw(4) ? monkey_draw(8) : monkey_draw(600);
    const char *piece = pieces[monkey_draw(sizeof pieces / sizeof *pieces)];

    for (; times > 0 && used + 64 < sizeof text; times--)
        used += (size_t)snprintf(text + used, sizeof text - used, "%s", piece);
    used += (size_t)snprintf(text + used, sizeof text - used, "\033[201~");
    loop_feed(&app.loop, text, used);
}

/* Anywhere, beyond the edges too; now and then what is no mouse. */
static void monkey_click(void)
{
    static const char *const others[] = { "\033[<0;1;1m",  "\033[<;;M",    "\033[<0;99999;1M",
                                          "\033[<35;4;4M", "\033[<0;0;0M", "\033[<64;1;1M",
                                          "\033[<65;1;1M" };
    char text[64];

    snprintf(text, sizeof text, "\033[<0;%u;%uM", 1 + monkey_draw(130), 1 + monkey_draw(45));
    if (monkey_draw(4) == 0)
        snprintf(text, sizeof text, "%s", others[monkey_draw(sizeof others / sizeof *others)]);
    if (traced)
        fprintf(stderr, "mouse %s\n", text + 1);
    loop_feed(&app.loop, text, strlen(text));
}

static void monkey_resize(void)
{
    static const int sizes[][2] = { { 80, 24 },  { 40, 12 },  { 40, 9 },  { 120, 40 },
                                    { 200, 60 }, { 1, 1 },    { 9, 3 },   { 64, 7 },
                                    { 20, 5 },   { 500, 50 }, { 40, 12 }, { 60, 14 } };
    const int *size = sizes[monkey_draw(sizeof sizes / sizeof *sizes)];

    term_start_test(size[0], size[1]);
    loop_paint(&app.loop);
}

/* Timers go off in their own time: at once, or never. */
static void monkey_ring(void)
{
    static const enum app_timer timers[] = { TIMER_DRAFT, TIMER_AUDIT, TIMER_REVEAL };
    enum app_timer timer = timers[monkey_draw(3)];

    app.loop.timer[timer] = 0;
    wizard_calls.timer(&app, timer);
    loop_paint(&app.loop);
}

/* What a signal does while anything is on the screen. */
static void monkey_stop(void)
{
    wizard_calls.stops(&app);
    loop_paint(&app.loop);
}

static void monkey_type(void)
{
    const char *bytes = monkey_keys[monkey_draw(sizeof monkey_keys / sizeof *monkey_keys)];

    if (traced)
        fprintf(stderr, "keys %zu:%02x%02x\n", strlen(bytes), (unsigned char)bytes[0],
                (unsigned char)bytes[strlen(bytes) > 1]);
    loop_feed(&app.loop, bytes, strlen(bytes));
}

/* What a broken line sends: control bytes, halves of sequences and of characters. */
static void monkey_noise(void)
{
    char bytes[12];
    size_t size = 1 + monkey_draw(sizeof bytes);

    for (size_t i = 0; i < size; i++)
        bytes[i] = (char)(monkey_draw(3) ? monkey_draw(32) : 128 + monkey_draw(128));
    if (traced)
        fprintf(stderr, "noise of %zu\n", size);
    loop_feed(&app.loop, bytes, size);
}

static void monkey_step(void)
{
    unsigned which = monkey_draw(100);

    if (traced && which < 8)
        fprintf(stderr, "step %u\n", which);
    if (which < 4)
        monkey_paste();
    else if (which < 5)
        monkey_resize();
    else if (which < 7)
        monkey_ring();
    else if (which < 8)
        monkey_stop();
    else if (which < 12)
        monkey_click();
    else if (which < 13)
        monkey_noise();
    else
        monkey_type();
}

/* ------------------------------------------------ what holds after each step */

static void nothing_stays_shown(void)
{
    record_conceal(&app);
    for (size_t i = 0; i < app.depth; i++) {
        const struct record_form *form = app.stack[i].state;

        if (app.stack[i].screen != &record_screen)
            continue;
        const struct setting *setting = record_form_setting(form);
        assert_false(form->form.revealed);
        if (form->form.editing && setting && setting->type == SECRET)
            assert_true(app.edit->hidden);
    }
}

/* And where there is room, on a row that says something, below the line of the program's name: what
 * a screen reader reads and a braille line shows. */
static void the_cursor_is_on_what_has_focus(void)
{
    struct area area = term_area();
    char row[2048];
    int y, x;

    term_cursor_at(&y, &x);
    assert_in_range(y, 0, area.rows - 1);
    assert_in_range(x, 0, area.cols - 1);
    if (area.cols < 40 || area.rows < 9 || app.loop.ended)
        return;
    term_row(y, row, sizeof row);
    if (y == 0 || !*row) {
        for (int i = 0; i < area.rows; i++) {
            term_row(i, row, sizeof row);
            fprintf(stderr, "|%s\n", row);
        }
        fail_msg("cursor %d %d", y, x);
    }
}

/* What is being typed must be in the draft, whatever it is. */
static void the_draft_can_be_kept(void)
{
    struct err err = { "" };
    char path[PATH_SIZE];
    const char *text;

    for (size_t i = app.depth; i-- > 0;)
        if (app.stack[i].screen->typed &&
            app.stack[i].screen->typed(app.stack[i].state, &app, path, &text) && !app.read_only &&
            !store_draft_write(app.store, &app.journal, path, text, &err))
            fail_msg("%s", err.text);
}

/* ------------------------------------------------ rounds */

static void monkey_load(const char *name)
{
    char path[256];
    AUTO_BUF struct buf text = { 0 };
    struct err err;

    snprintf(path, sizeof path, "screens/%s.conf", name);
    if (!file_read(monkey_tests, path, CONF_MAX, &text, &err))
        return; /* this round is a first set-up */
    config_free(app.config);
    app.config = conf_read(text.text, text.size, path, NULL, NULL, &err);
    if (!app.config)
        fail_msg("%s", err.text);
    app.saved = config_copy(app.config);
    app.guided = false;
}

static void monkey_open(const char *folder, const char *name)
{
    struct context context = { .folder = folder };
    struct err err = { "" };

    memset(&app, 0, sizeof app);
    if (!wizard_open(&app, &context, &err) || !wizard_load(&app, &err))
        fail_msg("%s", err.text);
    if (!store_exists(app.store))
        monkey_load(name);
    app.loop.calls = &wizard_calls;
    app.loop.keys.mousing = true;
    app.loop.data = &app;
    wizard_begin(&app, NULL);
    loop_paint(&app.loop);
}

static void monkey_close(void)
{
    app_empty(&app);
    wizard_close(&app);
}

/* Leaving is one of the keys: then the next start goes on where it ended, with its draft. */
static void monkey_round(const char *name, unsigned long keys)
{
    char folder[] = "/tmp/printseal-monkey-XXXXXX", command[64];

    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);                       /* exports go where they stand */
    assert_int_equal(setenv("XDG_STATE_HOME", folder, 1), 0); /* and a look that it chooses */
    term_start_test(80, 24);
    monkey_open(folder, name);
    for (unsigned long i = 0; i < keys; i++) {
        if (traced)
            fprintf(stderr, "%lu: ", i);
        monkey_step();
        the_cursor_is_on_what_has_focus();
        if (i % 16 == 0)
            the_draft_can_be_kept();
        if (i % 4 == 0)
            nothing_stays_shown();
        if (!app.loop.ended)
            continue;
        monkey_close();
        monkey_open(folder, name);
    }
    monkey_close();
    snprintf(command, sizeof command, "rm -rf %s", folder);
    assert_int_equal(system(command), 0); /* NOLINT(cert-env33-c): a folder of our own */
}

/* Exports and applying write where they are told to: nobody's rights are enough for a test. */
static void become_nobody(void)
{
    unshare(CLONE_NEWNET); /* what it finds to press reaches no network, where that can be had */
    if (geteuid() == 0 && (setgroups(0, NULL) != 0 || setgid(65534) != 0 || setuid(65534) != 0))
        fail_msg("the monkey would be root");
}

static void all_rounds(void **state)
{
    static const char *const names[] = { "overview", "snmp",    "printers", "radius",
                                         "none",     "review",  "ports",    "rest",
                                         "ldap",     "waivers", "records",  "findings" };
    unsigned long seed = monkey_setting("MONKEY_SEED", 1);
    unsigned long rounds = monkey_setting("MONKEY_ROUNDS", ROUNDS);

    (void)state;
    for (unsigned long i = 0; i < rounds; i++) {
        const char *name = names[(seed + i) % (sizeof names / sizeof *names)];

        fprintf(stderr, "MONKEY_SEED=%lu (%s)\n", seed + i, name);
        monkey_state = (seed + i) * 0x9e3779b97f4a7c15u + 1;
        monkey_round(name, monkey_setting("MONKEY_KEYS", KEYS));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(all_rounds) };

    AUTO_FREE char *templates = realpath("../assets/templates", NULL); /* not beside this program */
    if (!templates || setenv("PRINTSEAL_TEMPLATES", templates, 1) != 0)
        return 1;
    monkey_tests = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    traced = getenv("MONKEY_TRACE") != NULL;
    become_nobody();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
