/* What the kernel says of listening sockets, and what nobody should be able to make of it. */
#include "tests/test.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "backend/base/mem.h"
#include "backend/probe/host/sockets.h"

#define HEAD                                                                                       \
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "  \
    "inode\n"
#define REST " 00000000:00000000 00:00000000 00000000     0        0 "

static struct sockets *parse(enum sockets_protocol protocol, const char *text)
{
    static struct sockets sockets;

    sockets = (struct sockets){ 0 };
    sockets_add(&sockets, protocol, text, strlen(text));
    sockets_settle(&sockets);
    return &sockets;
}

static void check(const struct sockets *sockets, size_t i, unsigned port, enum sockets_reach reach)
{
    assert_true(i < sockets->count);
    assert_int_equal(sockets->list[i].port, port);
    assert_int_equal(sockets->list[i].reach, reach);
}

static void loopback_and_any(void **state)
{
    const struct sockets *seen =
        parse(SOCKETS_TCP, HEAD "   0: 0100007F:1F90 00000000:0000 0A" REST "4711 1 f 100\n"
                                "   1: 00000000:1F9A 00000000:0000 0A" REST "4712 1 f 100\n"
                                "   2: 0502000A:0019 00000000:0000 0A" REST "4713 1 f 100\n"
                                "   3: 0100007F:1F90 0100007F:C001 01" REST "4714 1 f 100\n");

    (void)state;
    assert_int_equal(seen->count, 3);
    check(seen, 0, 25, REACH_ADDRESS);
    check(seen, 1, 8080, REACH_LOOPBACK);
    check(seen, 2, 8090, REACH_ANY);
    assert_int_equal(seen->list[1].inode, 4711);
}

static void ipv6(void **state)
{
    const struct sockets *seen = parse(
        SOCKETS_TCP, HEAD
        "   0: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A" REST
        "1 1\n"
        "   1: 00000000000000000000000000000000:01BB 00000000000000000000000000000000:0000 0A" REST
        "2 1\n"
        "   2: 0000000000000000FFFF00000100007F:0277 00000000000000000000000000000000:0000 0A" REST
        "3 1\n"
        "   3: 000080FE00000000FF005450EB5634FE:0050 00000000000000000000000000000000:0000 0A" REST
        "4 1\n");

    (void)state;
    assert_int_equal(seen->count, 4);
    check(seen, 0, 80, REACH_ADDRESS);
    check(seen, 1, 443, REACH_ANY);
    check(seen, 2, 631, REACH_LOOPBACK);
    check(seen, 3, 8080, REACH_LOOPBACK);
}

/* A UDP socket that talks to one peer is nobody's server. */
static void udp(void **state)
{
    const struct sockets *seen =
        parse(SOCKETS_UDP, HEAD "  10: 00000000:00A1 00000000:0000 07" REST "1 2 f 0\n"
                                "  11: 0502000A:C350 08080808:0035 01" REST "2 2 f 0\n");

    (void)state;
    assert_int_equal(seen->count, 1);
    check(seen, 0, 161, REACH_ANY);
}

static void same_port_twice(void **state)
{
    const struct sockets *seen =
        parse(SOCKETS_TCP, "   0: 0100007F:1F90 00000000:0000 0A" REST "1 1\n"
                           "   1: 00000000:1F90 00000000:0000 0A" REST "2 1\n");

    (void)state;
    assert_int_equal(seen->count, 1);
    check(seen, 0, 8080, REACH_ANY);
    assert_int_equal(seen->list[0].inode, 2);
}

static void nonsense(void **state)
{
    static const char *const lines[] = {
        "",
        "\n\n\n",
        HEAD,
        "   0: 0100007F:1F90 00000000:0000 0A\n",
        "   0: 0100007F 00000000:0000 0A" REST "1 1\n",
        "   0: 0100007F:1F900 00000000:0000 0A" REST "1 1\n",
        "   0: 0100007:1F90 00000000:0000 0A" REST "1 1\n",
        "   0: 01x0007F:1F90 00000000:0000 0A" REST "1 1\n",
        "   0: -100007F:1F90 00000000:0000 0A" REST "1 1\n",
        "   0: 0100007F:1F90 00000000:0000 0A" REST "-1 1\n",
        "   0: 0100007F:1F90 00000000:0000 0A" REST "99999999999999999999999999 1\n",
        "   0: 0100007F:0000 00000000:0000 0A" REST "1 1\n",
        ("   0: 0100007F:1F90 00000000:0000 0A" REST),
    };

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_int_equal(parse(SOCKETS_TCP, lines[i])->count, 0);
}

static void too_many(void **state)
{
    struct buf text = { 0 };

    (void)state;
    for (unsigned port = 1; port <= LISTENING_MAX + 1; port++)
        buf_print(&text, "%4u: 00000000:%04X 00000000:0000 0A" REST "%u 1\n", port, port, port);
    const struct sockets *seen = parse(SOCKETS_TCP, text.text);
    assert_int_equal(seen->count, LISTENING_MAX);
    assert_true(seen->more);
    buf_free(&text);
}

static void inodes(void **state)
{
    (void)state;
    assert_int_equal(sockets_inode("socket:[4711]"), 4711);
    assert_int_equal(sockets_inode("socket:[]"), 0);
    assert_int_equal(sockets_inode("socket:[47x]"), 0);
    assert_int_equal(sockets_inode("socket:["), 0);
    assert_int_equal(sockets_inode("pipe:[4711]"), 0);
    assert_int_equal(sockets_inode("/dev/null"), 0);
    assert_int_equal(sockets_inode(""), 0);
}

/* The kernel's own words, about a socket made here. */
static void kernel(void **state)
{
    static struct sockets sockets;
    static char text[1 << 20];
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    FILE *file;
    bool found = false;

    (void)state;
    assert_int_equal(bind(fd, (const struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(fd, 1), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &size), 0);
    file = fopen("/proc/net/tcp", "re");
    assert_non_null(file);
    sockets_add(&sockets, SOCKETS_TCP, text, fread(text, 1, sizeof text, file));
    fclose(file);
    for (size_t i = 0; i < sockets.count; i++)
        found = found || (sockets.list[i].port == ntohs(at.sin_port) &&
                          sockets.list[i].reach == REACH_LOOPBACK && sockets.list[i].inode);
    assert_true(found);
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loopback_and_any), cmocka_unit_test(ipv6),     cmocka_unit_test(udp),
        cmocka_unit_test(same_port_twice),  cmocka_unit_test(nonsense), cmocka_unit_test(too_many),
        cmocka_unit_test(inodes),           cmocka_unit_test(kernel),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
