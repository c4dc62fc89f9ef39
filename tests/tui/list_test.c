/* list_test.c - lists: only rows in sight are asked for, rules are passed over, filters work. */
#include "tests/test.h"

#include "tests/play.h"
#include "tui/list.h"
#include "tui/text.h"
#include <locale.h>

static struct world {
    struct loop loop;
    struct list list;
    size_t count, asked, furthest;
    char filter[64];
    enum key_answer last;
} world;

/* Every tenth row is a rule; filtered, only each hundredth row is left. */
static size_t count(const void *data)
{
    const struct world *w = data;

    return w->filter[0] ? w->count / 100 : w->count;
}

static void get_row(const void *data, size_t i, struct list_row *row)
{
    static char name[32], port[32];

    (void)data;
    assert_true(i < count(data));
    world.asked++;
    world.furthest = i > world.furthest ? i : world.furthest;
    snprintf(name, sizeof name, "printer-%zu", world.filter[0] ? i * 100 : i);
    snprintf(port, sizeof port, "%zu", 9100 + i);
    row->cell[0] = name;
    row->cell[1] = port;
    row->mark = i % 3 ? MARK_NONE : MARK_WARN;
    row->rule = !world.filter[0] && i % 10 == 5;
}

static void filter(void *data, const char *text)
{
    struct world *w = data;

    snprintf(w->filter, sizeof w->filter, "%s", text);
}

static const struct list_model model = { count, get_row, filter };

static void draw(const void *data)
{
    list_draw(&((const struct world *)data)->list, term_area(), true);
}

static void key(void *data, int pressed)
{
    ((struct world *)data)->last = list_key(&world.list, term_area(), pressed);
}

static const struct loop_calls calls = { .draw = draw, .key = key };

static int open_world(void **state)
{
    (void)state;
    world = (struct world){ .loop = { .calls = &calls, .data = &world },
                            .list = { .model = &model,
                                      .data = &world,
                                      .columns = 2,
                                      .heading = { "Host", "Port" },
                                      .width = { 0, -6 } },
                            .count = 20 };
    term_start_test(40, 9);
    return 0;
}

static void feed(const char *bytes)
{
    loop_feed(&world.loop, bytes, strlen(bytes));
}

static void test_play(void **state)
{
    (void)state;
    world.count = 400;
    assert_true(play("tui/list.play", &world.loop));
}

static void test_big(void **state)
{
    (void)state;
    world.count = 100000;
    feed("\033[F");
    assert_int_equal(world.list.focus, 99999);
    world.asked = 0;
    feed("\033[A\033[A\033[5~");
    assert_true(world.asked < 60);
}

static void test_edges(void **state)
{
    (void)state;
    feed("\033[A");
    assert_int_equal(world.last, IGNORED);
    feed("\033[B\033[B\033[B\033[B\033[B");
    assert_int_equal(world.list.focus, 6);
    feed("\033[A");
    assert_int_equal(world.list.focus, 4);
    feed("\033[F\033[B");
    assert_int_equal(world.last, IGNORED);
    feed("\r");
    assert_int_equal(world.last, IGNORED);
    world.count = 6;
    list_settle(&world.list);
    assert_int_equal(world.list.focus, 4);
    world.count = 0;
    list_settle(&world.list);
    feed("\033[B\033[F\033[6~");
    assert_int_equal(world.list.focus, 0);
}

static void test_filter(void **state)
{
    (void)state;
    world.count = 1000;
    feed("\033[F/q?");
    assert_string_equal(world.filter, "q?");
    assert_int_equal(world.list.focus, 0);
    feed("\033[B");
    assert_false(world.list.filtering);
    assert_int_equal(world.list.focus, 1);
    feed("\033");
    assert_string_equal(world.filter, "");
    assert_int_equal(world.last, TAKEN);
    feed("\033");
    assert_int_equal(world.last, IGNORED);
}

static const char *const some[] = { "\033[A", "\033[B", "\033[5~", "\033[6~", "\033[H", "\033[F",
                                    "/",      "a",      "\177",    "\033",    "\r",     "\t" };

static void test_random(void **state)
{
    (void)state;
    srand(5);
    for (int i = 0; i < 20000; i++) {
        if (i % 50 == 0) {
            term_start_test(1 + rand() % 80, 1 + rand() % 24);
            world.count = (size_t)rand() % 300;
            list_settle(&world.list);
        }
        feed(some[(size_t)rand() % (sizeof some / sizeof *some)]);
        assert_true(world.list.focus < count(&world) || world.list.focus == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_play, open_world),
        cmocka_unit_test_setup(test_big, open_world),
        cmocka_unit_test_setup(test_edges, open_world),
        cmocka_unit_test_setup(test_filter, open_world),
        cmocka_unit_test_setup(test_random, open_world),
    };

    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
