/* Declared ports against what listens, both ways. */
#include "tests/test.h"

#include "backend/probe/host/declared.h"

static const struct sockets seen = {
    .list = { { SOCKETS_TCP, REACH_ANY, 8090, 1 },
              { SOCKETS_TCP, REACH_LOOPBACK, 8080, 2 },
              { SOCKETS_TCP, REACH_ADDRESS, 22, 3 },
              { SOCKETS_UDP, REACH_ANY, 161, 4 },
              { SOCKETS_UDP, REACH_ANY, 40000, 5 } },
    .count = 5,
};

static void read_lines(void **state)
{
    static struct declared list[DECLARED_MAX];

    (void)state;
    assert_int_equal(declared_read("tcp 8090 open web-https\nudp 161 closed snmp\n", list), 2);
    assert_int_equal(list[0].protocol, SOCKETS_TCP);
    assert_int_equal(list[0].port, 8090);
    assert_true(list[0].open);
    assert_string_equal(list[0].name, "web-https");
    assert_int_equal(list[1].protocol, SOCKETS_UDP);
    assert_false(list[1].open);
    assert_int_equal(declared_read("", list), 0);
    assert_int_equal(declared_read("tcp\ntcp 0 open x\ntcp 65536 open x\ntcp x open y\n", list), 0);
}

static void too_many_lines(void **state)
{
    static struct declared list[DECLARED_MAX];
    static char text[DECLARED_MAX * 20];

    (void)state;
    for (int i = 0; i <= DECLARED_MAX; i++)
        strcat(text, "tcp 1 open x\n"); /* NOLINT */
    assert_int_equal(declared_read(text, list), DECLARED_MAX);
}

static void each_declared(void **state)
{
    static const struct {
        struct declared declared;
        enum standing standing;
        size_t at;
    } rows[] = {
        { { SOCKETS_TCP, 8090, true, "" }, STANDS_AS_DECLARED, 0 },
        { { SOCKETS_TCP, 8080, true, "" }, STANDS_LOOPBACK, 1 },
        { { SOCKETS_TCP, 631, true, "" }, STANDS_UNUSED, 5 },
        { { SOCKETS_TCP, 22, false, "" }, STANDS_CLOSED, 2 },
        { { SOCKETS_TCP, 8080, false, "" }, STANDS_ASIDE, 1 },
        { { SOCKETS_TCP, 631, false, "" }, STANDS_ASIDE, 5 },
        { { SOCKETS_TCP, 161, true, "" }, STANDS_UNUSED, 5 }, /* UDP is another matter */
        { { SOCKETS_UDP, 161, true, "" }, STANDS_AS_DECLARED, 3 },
    };
    size_t at;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(declared_stands(&rows[i].declared, &seen, &at), rows[i].standing);
        assert_int_equal(at, rows[i].at);
    }
}

static void each_listening(void **state)
{
    static const struct declared list[] = {
        { SOCKETS_TCP, 8090, false, "old" },
        { SOCKETS_TCP, 8090, true, "web" }, /* one that opens it is enough */
        { SOCKETS_TCP, 22, false, "ssh" },
    };
    static const enum standing expected[] = { STANDS_AS_DECLARED, STANDS_ASIDE, STANDS_CLOSED,
                                              STANDS_UNDECLARED, STANDS_ASIDE };

    (void)state;
    for (size_t i = 0; i < seen.count; i++)
        assert_int_equal(declared_listens(&seen.list[i], list, 3, 32768), expected[i]);
    assert_int_equal(declared_listens(&seen.list[4], list, 3, 49152), STANDS_UNDECLARED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(read_lines),
        cmocka_unit_test(too_many_lines),
        cmocka_unit_test(each_declared),
        cmocka_unit_test(each_listening),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
