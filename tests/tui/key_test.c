/* key_test.c - bytes become keys: tables of sequences, pastes, halves, and anything at all. */
#include "tests/test.h"

#include "tui/key.h"
#include <locale.h>

static char paste[KEYS_PASTE];

/* Decodes all of it and writes the keys as words. */
static void decode(const char *bytes, size_t size, char out[256])
{
    struct keys keys = { .paste = paste };
    size_t used = 0;
    int key;

    out[0] = '\0';
    assert_int_equal(keys_add(&keys, bytes, size), size);
    while ((key = keys_next(&keys, true)) >= 0) {
        if (key == K_PASTE)
            used += (size_t)snprintf(out + used, 256 - used, "<%s>", paste);
        else if (key >= K_UP)
            used += (size_t)snprintf(out + used, 256 - used, "+%d ", key - K_UP);
        else
            used += (size_t)snprintf(out + used, 256 - used, "%x ", (unsigned)key);
    }
    assert_false(keys_waiting(&keys));
}

static const struct {
    const char *bytes, *keys;
} table[] = {
    { "a", "61 " },
    { "\r", "d " },
    { "\n", "d " },
    { "\b\177", "7f 7f " },
    { "\033", "1b " },
    { "\033\033", "1b 1b " },
    { "\033[A\033OA", "+0 +0 " },
    { "\033[1~\033[7~\033OH\033[H", "+4 +4 +4 +4 " },
    { "\033[Z", "+10 " },
    { "\033OP\033[11~\033[[A\0331", "+14 +14 +14 +14 " },
    { "\0330", "+23 " },
    { "\033[24~", "+25 " },
    { "\033[1;5D\033[1;5C", "+11 +12 " },
    { "\033x", "1b 78 " },       /* Alt with a letter */
    { "\033[", "1b 5b " },       /* typed by hand */
    { "\033[99;99zb", "62 " },   /* nobody knows it: swallowed whole */
    { "\033[?1;2cq", "71 " },    /* an answer nobody asked for */
    { "\033[<0;10;5Mz", "7a " }, /* a mouse */
    { "\033[I\033[Ok", "6b " },  /* focus reports */
    { "\303\251\344\270\255\360\237\224\222", "e9 4e2d 1f512 " },
    { "\303(\377\300\200a", "28 61 " }, /* broken UTF-8 is no key */
    { "\302\233A", "41 " },             /* C1 as UTF-8 */
    { "\033[200~hi\033[201~!", "<hi>21 " },
    { "\033[200~\r\na\r\nb\n\n\nc\r\n\033[201~", "<a b c>" },
    { "\033[200~a\tb\033[31m\007c\033[201~", "<a b[31mc>" },
    { "\033[200~open", "<open>" }, /* its end got lost */
    { "\033[200~\033[201~", "<>" },
};

static void test_table(void **state)
{
    char out[256];

    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        decode(table[i].bytes, strlen(table[i].bytes), out);
        assert_string_equal(out, table[i].keys);
    }
}

/* However the bytes arrive, the keys are the same. */
static void test_pieces(void **state)
{
    static const char bytes[] = "a\033[5~\303\251\033[200~x\033[y\033[201~\033OD.";
    static const int expected[] = { 'a', K_PAGE_UP, 0xe9, K_PASTE, K_LEFT, '.' };
    struct keys keys = { .paste = paste };
    size_t next = 0;

    (void)state;
    for (size_t i = 0; i + 1 < sizeof bytes; i++) {
        int key;
        assert_int_equal(keys_add(&keys, bytes + i, 1), 1);
        while ((key = keys_next(&keys, false)) >= 0)
            assert_int_equal(key, expected[next++]);
    }
    assert_int_equal(next, sizeof expected / sizeof *expected);
    assert_string_equal(paste, "x[y");
}

static void test_escape_waits(void **state)
{
    struct keys keys = { 0 };

    (void)state;
    keys_add(&keys, "\033", 1);
    assert_int_equal(keys_next(&keys, false), -1);
    assert_true(keys_waiting(&keys));
    assert_int_equal(keys_next(&keys, true), K_ESC);
    assert_false(keys_waiting(&keys));
}

static void test_long_paste(void **state)
{
    struct keys keys = { .paste = paste };
    char many[1024];
    int key = -1;

    (void)state;
    memset(many, 'm', sizeof many);
    keys_add(&keys, "\033[200~", 6);
    for (int i = 0; i < 70; i++) {
        keys_add(&keys, many, sizeof many);
        assert_int_equal(keys_next(&keys, false), -1);
    }
    keys_add(&keys, "\033[201~", 6);
    key = keys_next(&keys, false);
    assert_int_equal(key, K_PASTE);
    assert_true(keys.truncated);
    assert_int_equal(strlen(paste), KEYS_PASTE - 1);
}

/* The mouse, if it was asked for; what is not quite its sequence is nothing, whatever it claims. */
static const struct {
    const char *bytes;
    int key, y, x;
    enum mouse_what what;
} clicks[] = {
    { "\033[<0;1;1M", K_MOUSE, 0, 0, MOUSE_CLICK },
    { "\033[<0;80;24M", K_MOUSE, 23, 79, MOUSE_CLICK },
    { "\033[<0;9999;9999M", K_MOUSE, 9998, 9998, MOUSE_CLICK },
    { "\033[<64;3;2M", K_MOUSE, 1, 2, MOUSE_WHEEL_UP },
    { "\033[<65;3;2M", K_MOUSE, 1, 2, MOUSE_WHEEL_DOWN },
    { "\033[<0;80;24m", -1, 0, 0, 0 },
    { "\033[<2;80;24M", -1, 0, 0, 0 },
    { "\033[<32;80;24M", -1, 0, 0, 0 },
    { "\033[<4;80;24M", -1, 0, 0, 0 },
    { "\033[<0;0;1M", -1, 0, 0, 0 },
    { "\033[<0;1;0M", -1, 0, 0, 0 },
    { "\033[<0;10000;1M", -1, 0, 0, 0 },
    { "\033[<0;1M", -1, 0, 0, 0 },
    { "\033[<M", -1, 0, 0, 0 },
    { "\033[<;;M", -1, 0, 0, 0 },
    { "\033[<0;1;1;1M", -1, 0, 0, 0 },
    { "\033[<-1;1;1M", -1, 0, 0, 0 },
    { "\033[<0;1;99999999999M", -1, 0, 0, 0 },

    { "\033[0;1;1M", -1, 0, 0, 0 },
};

static void test_mouse(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof clicks / sizeof *clicks; i++) {
        struct keys keys = { .mousing = true }, off = { 0 };

        keys_add(&keys, clicks[i].bytes, strlen(clicks[i].bytes));
        int key = keys_next(&keys, false);
        if (key != clicks[i].key)
            fail_msg("%s is %d", clicks[i].bytes + 1, key);
        if (key == K_MOUSE && (keys.mouse.y != clicks[i].y || keys.mouse.x != clicks[i].x ||
                               keys.mouse.what != clicks[i].what))
            fail_msg("%s is elsewhere", clicks[i].bytes + 1);
        keys_add(&off, clicks[i].bytes, strlen(clicks[i].bytes));
        assert_int_not_equal(keys_next(&off, false), K_MOUSE);
    }
}

static void test_wiped(void **state)
{
    static const unsigned char nothing[KEYS_INPUT];
    struct keys keys = { .paste = paste };

    (void)state;
    keys_add(&keys, "secret", 6);
    while (keys_next(&keys, true) >= 0)
        continue;
    assert_memory_equal(keys.input, nothing, sizeof nothing);
    keys_add(&keys, "\033[200~secret\033[201~", 18);
    assert_int_equal(keys_next(&keys, true), K_PASTE);
    keys_wipe(&keys);
    assert_memory_equal(paste, nothing, 16);
}

static void test_noise(void **state)
{
    static const char some[] = "\033\033[[O~;0123456789abZM<\303\251\377\200\r\n\t";
    struct keys keys = { .paste = paste };

    (void)state;
    srand(1);
    for (int i = 0; i < 200000; i++) {
        char byte = some[(size_t)rand() % (sizeof some - 1)];
        keys_add(&keys, &byte, 1);
        while (keys_next(&keys, rand() % 8 == 0) >= 0)
            continue;
        assert_true(keys.end - keys.start < 70);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),        cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_escape_waits), cmocka_unit_test(test_long_paste),
        cmocka_unit_test(test_wiped),        cmocka_unit_test(test_noise),
        cmocka_unit_test(test_mouse),
    };

    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
