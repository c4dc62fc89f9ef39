/* ask_test.c - questions, menus and the pager: played, answered, and at any size. */
#include "tests/test.h"

#include "tests/play.h"
#include "tui/ask.h"
#include "tui/menu.h"
#include "tui/pager.h"
#include <locale.h>

static const char *const buttons[] = { "Save", "Discard", "Cancel", NULL };
static const char *const choices[] = { "AES-128", "AES-192", "DES", "none", NULL };

static struct world {
    struct loop loop;
    struct ask ask;
    struct menu menu;
    struct pager pager;
    struct edit edit;
    int last;
} world;

static void draw_ask(const void *data)
{
    ask_draw(&((const struct world *)data)->ask);
}

static void key_ask(void *data, int key)
{
    ((struct world *)data)->last = ask_key(&world.ask, key);
}

static void paste_ask(void *data, const char *text)
{
    ask_paste(&((struct world *)data)->ask, text);
}

static void draw_menu(const void *data)
{
    menu_draw(&((const struct world *)data)->menu);
}

static void key_menu(void *data, int key)
{
    ((struct world *)data)->last = menu_key(&world.menu, key);
}

static void draw_pager(const void *data)
{
    pager_draw(&((const struct world *)data)->pager, term_area());
}

static void key_pager(void *data, int key)
{
    ((struct world *)data)->last = (int)pager_key(&world.pager, term_area(), key);
}

static const struct loop_calls ask_calls = { .draw = draw_ask, .key = key_ask, .paste = paste_ask };
static const struct loop_calls menu_calls = { .draw = draw_menu, .key = key_menu };
static const struct loop_calls pager_calls = { .draw = draw_pager, .key = key_pager };

static const char *line(const void *data, size_t i, enum role *role)
{
    static char text[64];

    (void)data;
    *role = i % 7 ? ROLE_PLAIN : ROLE_TITLE;
    snprintf(text, sizeof text, "line %zu of the report, that may be long", i);
    return i < 40 ? (i % 5 == 4 ? "" : text) : NULL;
}

static int open_world(void **state)
{
    (void)state;
    world = (struct world){
        .loop = { .calls = &ask_calls, .data = &world },
        .ask = { .title = "Leave",
                 .text = "What you typed is not saved yet.\nIt is kept as a draft either way.",
                 .buttons = buttons },
        .menu = { .title = "Privacy", .choices = choices, .y = 3, .x = 30 },
        .pager = { .line = line },
    };
    term_start_test(40, 9);
    return 0;
}

static void feed(const char *bytes)
{
    loop_feed(&world.loop, bytes, strlen(bytes));
}

static void test_ask_play(void **state)
{
    (void)state;
    assert_true(play("tui/ask.play", &world.loop));
}

static void test_menu_play(void **state)
{
    (void)state;
    world.loop.calls = &menu_calls;
    assert_true(play("tui/menu.play", &world.loop));
}

/* Meanings of all where they fit, of the one in hand, of none. */
static void test_meant_play(void **state)
{
    static const char *const meanings[] = { "the standard, in every device with AES",
                                            "an extension", "broken", "everything is read", NULL };

    (void)state;
    world.loop.calls = &menu_calls;
    world.menu.meanings = meanings;
    assert_true(play("tui/menu_meant.play", &world.loop));
}

static void test_pager_play(void **state)
{
    (void)state;
    world.loop.calls = &pager_calls;
    assert_true(play("tui/pager.play", &world.loop));
}

static const struct {
    const char *keys;
    int answer;
} answers[] = {
    { "\r", 0 },
    { "\t\r", 1 },
    { "\033[C\033[C\r", 2 },
    { "\033[Z\r", 2 },
    { "c", 2 },
    { "D", 1 },
    { "z", ASK_OPEN },
    { "\033", ASK_LEFT },
    { "\t ", 1 },
    { "\033[6~", ASK_OPEN },
};

static void test_answers(void **state)
{
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        open_world(state);
        feed(answers[i].keys);
        assert_int_equal(world.last, answers[i].answer);
    }
}

/* No letter is a command while the line has the keys. */
static void test_line(void **state)
{
    (void)state;
    world.edit.hidden = true;
    edit_start(&world.edit, NULL, 32);
    world.ask.edit = &world.edit;
    world.ask.typing = true;
    feed("dc ");
    assert_int_equal(world.last, ASK_OPEN);
    assert_string_equal(world.edit.text, "dc ");
    feed("\033[200~more\r\033[201~");
    assert_int_equal(world.last, ASK_OPEN);
    assert_string_equal(world.edit.text, "dc more");
    feed("\r");
    assert_int_equal(world.last, 0);
    feed("\t\t");
    assert_false(world.ask.typing);
    assert_int_equal(world.ask.focus, 1);
    feed("\033[Z\033[Z");
    assert_true(world.ask.typing);
    world.ask.why = "that is not the password of the vault, which was asked for";
    term_start_test(30, 8);
    loop_paint(&world.loop);
    edit_close(&world.edit);
}

static void test_search(void **state)
{
    (void)state;
    world.loop.calls = &pager_calls;
    feed("/LINE 2\r");
    assert_int_equal(world.pager.top, 2);
    feed("n");
    assert_int_equal(world.pager.top, 20);
    feed("\033");
    assert_int_equal(world.last, TAKEN);
    feed("\033");
    assert_int_equal(world.last, IGNORED);
    feed("\033[F");
    assert_true(world.pager.top < 40);
}

static const char *const some[] = { "\033[A", "\033[B", "\033[5~", "\033[6~", "\033[H", "\033[F",
                                    "/",      "n",      "q",       "\t",      "\033[Z", " " };

static void test_random(void **state)
{
    static const struct loop_calls *const all[] = { &ask_calls, &menu_calls, &pager_calls };

    (void)state;
    srand(11);
    for (int i = 0; i < 20000; i++) {
        if (i % 20 == 0)
            term_start_test(1 + rand() % 80, 1 + rand() % 24);
        world.loop.calls = all[rand() % 3];
        feed(some[(size_t)rand() % (sizeof some / sizeof *some)]);
        assert_true(world.ask.focus < 3 && world.menu.focus < 4 && world.pager.top < 40);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_ask_play, open_world),
        cmocka_unit_test_setup(test_menu_play, open_world),
        cmocka_unit_test_setup(test_meant_play, open_world),
        cmocka_unit_test_setup(test_pager_play, open_world),
        cmocka_unit_test_setup(test_answers, open_world),
        cmocka_unit_test_setup(test_line, open_world),
        cmocka_unit_test_setup(test_search, open_world),
        cmocka_unit_test_setup(test_random, open_world),
    };

    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
