/* form_test.c - forms: played screens, what the model is told, and keys at random at any size. */
#include "tests/test.h"

#include "tests/play.h"
#include "tui/form.h"
#include "tui/text.h"
#include <locale.h>

static const char *const versions[] = { "v1", "v2c", "v3", NULL };
static const char *const labels[] = { "SNMP v1", "SNMP v2c", "SNMP v3", NULL };
static const char *const buttons[] = { "Test", "Generate both", NULL };

static const struct form_row rows[] = {
    { .kind = FORM_HEADING, .label = "Who" },
    { .kind = FORM_TEXT, .label = "Name", .max = 32 },
    { .kind = FORM_CHOICE,
      .label = "Version",
      .choices = versions,
      .labels = labels,
      .mark = MARK_WARN,
      .note = "advised: v3" },
    { .kind = FORM_SECRET, .label = "Password", .max = 64 },
    { .kind = FORM_NUMBER, .label = "Port", .max = 5 },
    { .kind = FORM_HEADING, .label = "How" },
    { .kind = FORM_FLAG, .label = "Enabled" },
    { .kind = FORM_TEXT, .label = "Serial number", .locked = true },
    { .kind = FORM_STATIC, .label = "Devices" },
    { .kind = FORM_BUTTONS, .choices = buttons },
};
enum { ROWS = sizeof rows / sizeof *rows };

static struct world {
    struct loop loop;
    struct form form;
    struct edit edit;
    char value[ROWS][128];
    char typing[128];
    struct form_meter meter;
    const char *long_value; /* of the first text */
    const char *note;       /* of all rows */
    bool metered, hide;
    size_t sets, pressed;
    enum key_answer last;
} world;

static bool get_row(const void *data, size_t i, struct form_row *row)
{
    const struct world *w = data;

    if (i >= ROWS)
        return false;
    *row = rows[i];
    row->value = w->long_value && i == 1 ? w->long_value : w->value[i];
    if (row->kind == FORM_SECRET)
        row->value = w->value[i][0] ? "********" : "";
    if (w->note)
        row->note = w->note;
    if (row->kind == FORM_SECRET && w->metered)
        row->meter = &w->meter;
    return true;
}

static bool set(void *data, size_t i, const char *text, char why[], size_t size)
{
    struct world *w = data;

    if (rows[i].kind == FORM_NUMBER && (atoi(text) < 1 || atoi(text) > 65535)) {
        snprintf(why, size, "needs a number from 1 to 65535");
        return false;
    }
    w->sets++;
    snprintf(w->value[i], sizeof w->value[i], "%s", text);
    return true;
}

static void typing(void *data, size_t i, const char *text)
{
    struct world *w = data;

    snprintf(w->typing, sizeof w->typing, "%s", text ? text : "-");
    w->metered = rows[i].kind == FORM_SECRET && text;
    w->meter = (struct form_meter){ .filled = 4,
                                    .cells = 10,
                                    .mark = MARK_FAIL,
                                    .text = "WEAK  guessed in 11 minutes",
                                    .weak_text = "word",
                                    .weak[0] = { 2, 4 } };
}

static void press(void *data, size_t i, size_t which)
{
    ((struct world *)data)->pressed = i * 10 + which;
}

static const char *look(const void *data, size_t i)
{
    return ((const struct world *)data)->value[i];
}

static const struct form_model model = { get_row, set, typing, press, look };

static void draw(const void *data)
{
    form_draw(&((const struct world *)data)->form, term_area(), true);
}

static void key(void *data, int pressed)
{
    ((struct world *)data)->last = form_key(&world.form, term_area(), pressed);
}

static void paste(void *data, const char *text)
{
    ((struct world *)data)->last = form_paste(&world.form, text);
}

static const struct loop_calls calls = { .draw = draw, .key = key, .paste = paste };

static int open_world(void **state)
{
    (void)state;
    form_drop(&world.form);
    world = (struct world){ .form = { .model = &model, .data = &world, .edit = &world.edit },
                            .loop = { .calls = &calls, .data = &world } };
    strcpy(world.value[1], "floor2");
    strcpy(world.value[2], "v2c");
    strcpy(world.value[3], "old secret");
    strcpy(world.value[4], "161");
    strcpy(world.value[6], "true");
    strcpy(world.value[7], "123");
    strcpy(world.value[8], "3 of 3 answer");
    form_settle(&world.form);
    term_start_test(60, 14);
    return 0;
}

static void test_play(void **state)
{
    (void)state;
    assert_true(play("tui/form.play", &world.loop));
}

static void test_play_narrow(void **state)
{
    (void)state;
    assert_true(play("tui/form_narrow.play", &world.loop));
}

static void feed(const char *bytes)
{
    loop_feed(&world.loop, bytes, strlen(bytes));
}

static void test_typing(void **state)
{
    (void)state;
    assert_int_equal(world.form.focus, 1); /* the heading is passed over */
    feed("x");
    assert_string_equal(world.typing, "floor2x");
    assert_string_equal(world.value[1], "floor2"); /* not before it is offered */
    feed("\033");
    assert_string_equal(world.typing, "-");
    assert_int_equal(world.last, TAKEN);
    feed("\033");
    assert_int_equal(world.last, IGNORED);
    feed("\025hq\r");
    assert_string_equal(world.value[1], "hq");
    assert_int_equal(world.form.focus, 2);
    assert_int_equal(world.sets, 1);
}

static void test_refused(void **state)
{
    (void)state;
    feed("\t\t\t\025999999\r");
    assert_int_equal(world.form.focus, 4);
    assert_string_equal(world.edit.text, "99999"); /* five bytes at most */
    feed("\177\1770\025\t");
    assert_true(world.form.editing);
    assert_string_equal(world.form.why, "needs a number from 1 to 65535");
    assert_false(form_commit(&world.form));
    feed("\033");
    assert_string_equal(world.form.why, "");
    assert_string_equal(world.value[4], "161");
}

/* A secret starts from nothing, is shown as stars, and leaves nothing behind. */
static void test_secret(void **state)
{
    static const struct edit nothing;
    char row[128];

    (void)state;
    feed("\t\ts\177\r");
    assert_string_equal(world.value[3], "old secret");
    assert_int_equal(world.form.focus, 4);
    feed("\033[Anew word");
    term_row(3, row, sizeof row);
    assert_null(strstr(row, "new word"));
    feed("\022");
    term_row(3, row, sizeof row);
    assert_non_null(strstr(row, "new word"));
    feed("\r");
    assert_string_equal(world.value[3], "new word");
    assert_false(world.form.revealed);
    assert_memory_equal(&world.edit, &nothing, sizeof nothing);
}

/* Nothing stands over a secret that is shown. */
static void test_shown_whole(void **state)
{
    char row[256];

    (void)state;
    term_start_test(60, 14);
    snprintf(world.value[3], sizeof world.value[3], "abcdefghijklmnopqrstuvwxyz0123456789");
    world.form.focus = 3;
    world.note = "generated";
    world.form.revealed = true;
    feed("");
    term_row(3, row, sizeof row);
    world.note = NULL;
    assert_non_null(strstr(row, "abcdefghijklmnopqrstuvwxyz0123456789"));
}

/* Shown, typed into, and its time is over: it hides, and nothing typed is lost. */
static void test_conceal(void **state)
{
    (void)state;
    world.form.focus = 3;
    for (int typed = 0; typed < 3; typed++) {
        form_key(&world.form, term_area(), K_CTRL('r'));
        assert_true(world.form.revealed);
        for (int i = 0; i < typed; i++)
            form_key(&world.form, term_area(), 'x');
        form_conceal(&world.form);
        assert_false(world.form.revealed);
        assert_true(!world.form.editing || world.edit.hidden);
    }
    assert_string_equal(world.edit.text, "xxx");
}

/* What an edit cannot hold is not begun, and a paste that was cut says so. */
static void test_too_long(void **state)
{
    static char text[2 * EDIT_SIZE];

    (void)state;
    memset(text, 'x', sizeof text - 1);
    world.form.focus = 1;
    assert_int_equal(form_paste(&world.form, text), TAKEN);
    assert_non_null(strstr(world.form.why, "cut"));
    form_drop(&world.form);
    world.long_value = text;
    assert_int_equal(form_key(&world.form, term_area(), 'y'), TAKEN);
    assert_false(world.form.editing);
    assert_non_null(strstr(world.form.why, "too long"));
    world.long_value = NULL;
}

static void test_choice_and_flag(void **state)
{
    (void)state;
    feed("\t\033[C");
    assert_string_equal(world.value[2], "v3");
    feed("\033[C");
    assert_string_equal(world.value[2], "v1");
    feed("\r\033[B\r"); /* takes it, and goes on */
    assert_string_equal(world.value[2], "v2c");
    assert_int_equal(world.form.focus, 3);
    feed("\033[A\r\033");
    assert_string_equal(world.value[2], "v2c");
    assert_int_equal(world.form.focus, 2);
    feed("\t\t\t ");
    assert_string_equal(world.value[6], "false");
    feed("t"); /* no field has it: the screen may have it as a command */
    assert_int_equal(world.last, IGNORED);
    feed("\tx");
    assert_int_equal(world.last, IGNORED);
    assert_string_equal(world.value[7], "123");
}

static void test_buttons(void **state)
{
    (void)state;
    feed("\033[F\033[C\r");
    assert_int_equal(world.pressed, 91);
    feed("\t");
    assert_int_equal(world.last, IGNORED);
    feed("\033[A\r");
    assert_int_equal(world.pressed, 80);
}

static void test_paste(void **state)
{
    (void)state;
    feed("\025\033[200~two\nlines\r\n\033[201~");
    assert_true(world.form.editing);
    assert_string_equal(world.edit.text, "two lines");
    assert_int_equal(world.form.focus, 1); /* never submitted */
    feed("\t\033[200~x\033[201~");
    assert_int_equal(world.last, IGNORED);
}

static const char *const some[] = {
    "a",      " ",      "\t",      "\r",      "\033",     "\033[A",       "\033[B",
    "\033[C", "\033[D", "\033[5~", "\033[6~", "\033[H",   "\033[F",       "\033[Z",
    "\177",   "\025",   "\022",    "9",       "\303\251", "\344\270\255", "\033[200~p\nq\033[201~",
    "/",      "?",      "\0331",
};

static void test_random(void **state)
{
    (void)state;
    srand(3);
    for (int i = 0; i < 30000; i++) {
        if (i % 50 == 0)
            term_start_test(1 + rand() % 80, 1 + rand() % 24);
        feed(some[(size_t)rand() % (sizeof some / sizeof *some)]);
        assert_true(world.form.focus < ROWS);
        assert_int_not_equal(rows[world.form.focus].kind, FORM_HEADING);
        assert_true(world.form.editing || world.edit.size == 0);
    }
}

/* Every row that can have the keys is reached, and seen, at any size. */
static void test_reach(void **state)
{
    (void)state;
    for (int high = 1; high <= 24; high++) {
        open_world(NULL);
        term_start_test(high % 2 ? 40 : 20, high);
        feed("\033[H");
        for (int i = 0; i < 20; i++) {
            char line[256];
            int y, x;
            term_cursor_at(&y, &x);
            assert_true(y < high);
            term_row(y, line, sizeof line);
            assert_true(strncmp(line, "\xe2\x80\xba", 3) == 0 || world.form.focus != 9);
            feed("\t");
        }
        assert_int_equal(world.form.focus, 9);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_play, open_world),
        cmocka_unit_test_setup(test_play_narrow, open_world),
        cmocka_unit_test_setup(test_typing, open_world),
        cmocka_unit_test_setup(test_refused, open_world),
        cmocka_unit_test_setup(test_secret, open_world),
        cmocka_unit_test_setup(test_shown_whole, open_world),
        cmocka_unit_test_setup(test_conceal, open_world),
        cmocka_unit_test_setup(test_too_long, open_world),
        cmocka_unit_test_setup(test_choice_and_flag, open_world),
        cmocka_unit_test_setup(test_buttons, open_world),
        cmocka_unit_test_setup(test_paste, open_world),
        cmocka_unit_test_setup(test_random, open_world),
        cmocka_unit_test_setup(test_reach, open_world),
    };

    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
