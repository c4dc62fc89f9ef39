#include "tests/test.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "backend/probe/net/peer.h"

struct pair {
    struct peer peer;
    struct deadline deadline;
    int fd, other_end;
};

static void open_pair(struct pair *pair)
{
    int ends[2];

    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends), 0);
    pair->fd = ends[0];
    pair->other_end = ends[1];
    pair->deadline = deadline_in(1);
    peer_start(&pair->peer, pair->fd, NULL, &pair->deadline);
}

static void close_pair(struct pair *pair)
{
    close(pair->fd);
    if (pair->other_end >= 0)
        close(pair->other_end);
}

static void common_verdict(const struct pair *pair, const void *bytes, size_t size)
{
    assert_int_equal(write(pair->other_end, bytes, size), size);
}

static void hang_up(struct pair *pair)
{
    close(pair->other_end);
    pair->other_end = -1;
}

static void reads_lines(void **state)
{
    static const char reply[] = "220 ready\r\nbare\n\r\nnul\0inside\r\nrest";
    static const char *const lines[] = { "220 ready", "bare", "", "nul?inside" };
    struct pair pair;
    char line[64];

    (void)state;
    open_pair(&pair);
    common_verdict(&pair, reply, sizeof reply - 1);
    hang_up(&pair);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_true(peer_line(&pair.peer, line, sizeof line));
        assert_string_equal(line, lines[i]);
    }
    assert_false(peer_line(&pair.peer, line, sizeof line));
    assert_int_equal(pair.peer.error, PEER_CLOSED);
    close_pair(&pair);
}

static void refuses_long_lines(void **state)
{
    struct pair pair;
    char line[8];

    (void)state;
    open_pair(&pair);
    common_verdict(&pair, "1234567\n12345678\n", 17);
    assert_true(peer_line(&pair.peer, line, sizeof line));
    assert_string_equal(line, "1234567");
    assert_false(peer_line(&pair.peer, line, sizeof line));
    assert_int_equal(pair.peer.error, PEER_LONG);
    assert_false(peer_write(&pair.peer, "x", 1)); /* once wrong, always wrong */
    assert_int_equal(peer_verdict(&pair.peer), PROBE_FAIL);
    close_pair(&pair);
}

static void reads_bytes(void **state)
{
    struct pair pair;
    char bytes[6] = "";

    (void)state;
    open_pair(&pair);
    common_verdict(&pair, "abcde", 5);
    assert_true(peer_bytes(&pair.peer, bytes, 3));
    assert_memory_equal(bytes, "abc", 3);
    assert_int_equal(peer_some(&pair.peer, bytes, sizeof bytes), 2);
    hang_up(&pair);
    assert_false(peer_bytes(&pair.peer, bytes, 1));
    close_pair(&pair);
}

static void waits_no_longer_than_it_may(void **state)
{
    struct pair pair;
    char byte;

    (void)state;
    open_pair(&pair);
    pair.deadline = deadline_within(&pair.deadline, 20);
    assert_int_equal(peer_some(&pair.peer, &byte, 1), 0);
    assert_int_equal(pair.peer.error, PEER_LATE);
    assert_int_equal(peer_verdict(&pair.peer), PROBE_UNREACHABLE);
    close_pair(&pair);
}

/* A peer that reads nothing does not hold us either. */
static void writes_no_longer_than_it_may(void **state)
{
    static char much[1 << 22];
    struct pair pair;

    (void)state;
    open_pair(&pair);
    pair.deadline = deadline_within(&pair.deadline, 20);
    assert_false(peer_write(&pair.peer, much, sizeof much));
    assert_int_equal(pair.peer.error, PEER_LATE);
    close_pair(&pair);
}

static void receives_only_so_much(void **state)
{
    static char piece[4096];
    struct pair pair;
    size_t received = 0;

    (void)state;
    open_pair(&pair);
    for (bool more = true; more;) {
        common_verdict(&pair, piece, sizeof piece);
        size_t n = peer_some(&pair.peer, piece, sizeof piece);
        received += n;
        more = n;
    }
    assert_int_equal(pair.peer.error, PEER_LONG);
    assert_true(received >= PEER_MOST && received < PEER_MOST + PEER_BUFFER);
    close_pair(&pair);
}

static void sees_what_was_injected(void **state)
{
    struct pair pair;
    char line[64];

    (void)state;
    open_pair(&pair);
    common_verdict(&pair, "220 go\r\n", 8);
    assert_true(peer_line(&pair.peer, line, sizeof line));
    assert_int_equal(peer_waiting(&pair.peer), 0);
    common_verdict(&pair, "250 later\r\n", 11); /* still in the socket */
    assert_int_equal(peer_waiting(&pair.peer), 11);
    assert_true(peer_bytes(&pair.peer, line, 4)); /* the rest in the buffer */
    assert_int_equal(peer_waiting(&pair.peer), 7);
    close_pair(&pair);
}

static void prints(void **state)
{
    struct pair pair;
    char bytes[32];

    (void)state;
    open_pair(&pair);
    assert_true(peer_print(&pair.peer, "EHLO %s\r\n", "print01"));
    assert_int_equal(read(pair.other_end, bytes, sizeof bytes), 14);
    assert_memory_equal(bytes, "EHLO print01\r\n", 14);
    hang_up(&pair);
    assert_false(peer_print(&pair.peer, "x"));
    assert_int_equal(pair.peer.error, PEER_RESET);
    close_pair(&pair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_lines),
        cmocka_unit_test(refuses_long_lines),
        cmocka_unit_test(reads_bytes),
        cmocka_unit_test(waits_no_longer_than_it_may),
        cmocka_unit_test(writes_no_longer_than_it_may),
        cmocka_unit_test(receives_only_so_much),
        cmocka_unit_test(sees_what_was_injected),
        cmocka_unit_test(prints),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
