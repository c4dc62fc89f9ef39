/* What a stranger says, read by line and by length: never more than there is, never past an end. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "backend/probe/net/peer.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

static void check_line(struct peer *peer, size_t room)
{
    char line[256];

    if (peer_line(peer, line, room) && (strlen(line) >= room || strchr(line, '\n')))
        abort();
}

/* Each of the first bytes says what is read next: a line into so many bytes, or so many bytes. */
static void read_all(struct peer *peer, const unsigned char *ways, size_t count)
{
    char room[256];

    for (size_t i = 0; peer->error == PEER_FINE; i = (i + 1) % count) {
        size_t before = peer_waiting(peer), n = (ways[i] >> 1) + 1;
        if (ways[i] & 1)
            check_line(peer, n + 1);
        else if (peer_bytes(peer, room, n) && before < n && before > 0)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    enum { WAYS = 4, MOST = 65536 };
    const struct deadline deadline = deadline_in(5);
    struct peer peer;
    int ends[2];

    if (size < WAYS || size > MOST || socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends))
        return 0;
    ssize_t reply = write(ends[1], bytes + WAYS, size - WAYS);
    close(ends[1]);
    peer_start(&peer, ends[0], NULL, &deadline);
    read_all(&peer, bytes, WAYS);
    if (reply >= 0 && peer.taken > (size_t)reply)
        abort();
    close(ends[0]);
    return 0;
}
