/* What a stranger says, read by line and by length: never more than there is, never past an end. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "backend/probe/net/talk.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

static void check_line(struct talk *talk, size_t room)
{
    char line[256];

    if (talk_line(talk, line, room) && (strlen(line) >= room || strchr(line, '\n')))
        abort();
}

/* Each of the first bytes says what is read next: a line into so many bytes, or so many bytes. */
static void read_all(struct talk *talk, const unsigned char *ways, size_t count)
{
    char room[256];

    for (size_t i = 0; talk->trouble == TALK_FINE; i = (i + 1) % count) {
        size_t before = talk_waiting(talk), n = (ways[i] >> 1) + 1;
        if (ways[i] & 1)
            check_line(talk, n + 1);
        else if (talk_bytes(talk, room, n) && before < n && before > 0)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    enum { WAYS = 4, MOST = 65536 };
    const struct deadline deadline = deadline_in(5);
    struct talk talk;
    int ends[2];

    if (size < WAYS || size > MOST || socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends))
        return 0;
    ssize_t said = write(ends[1], bytes + WAYS, size - WAYS);
    close(ends[1]);
    talk_start(&talk, ends[0], NULL, &deadline);
    read_all(&talk, bytes, WAYS);
    if (said >= 0 && talk.taken > (size_t)said)
        abort();
    close(ends[0]);
    return 0;
}
