/* dialogue.h - a conversation with a server whose whole part was written down before, and who
 * closes after it: in memory, for tests and fuzzers of dialogues. What includes this is linked with
 * --wrap=recv and --wrap=send. */
#ifndef TESTS_DIALOGUE_H
#define TESTS_DIALOGUE_H

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "backend/probe/net/peer.h"

enum { DIALOGUE_RECEIVED = 4096 };

static struct dialogue {
    const unsigned char *reply;
    size_t left;
    char received[DIALOGUE_RECEIVED]; /* by the server; NUL-terminated, and cut */
    size_t size;
    struct deadline deadline;
} dialogue;

ssize_t __wrap_recv(int fd, void *bytes, size_t size, int flags);
ssize_t __wrap_send(int fd, const void *bytes, size_t size, int flags);

ssize_t __wrap_recv(int fd, void *bytes, size_t size, int flags)
{
    size_t n = size < dialogue.left ? size : dialogue.left;

    (void)fd;
    memcpy(bytes, dialogue.reply, n);
    if (!(flags & MSG_PEEK)) {
        dialogue.reply += n;
        dialogue.left -= n;
    }
    return (ssize_t)n;
}

ssize_t __wrap_send(int fd, const void *bytes, size_t size, int flags)
{
    size_t room = sizeof dialogue.received - 1 - dialogue.size, n = size < room ? size : room;

    (void)fd;
    (void)flags;
    memcpy(dialogue.received + dialogue.size, bytes, n);
    dialogue.size += n;
    dialogue.received[dialogue.size] = '\0';
    return (ssize_t)size;
}

static inline void dialogue_start(struct peer *peer, const void *reply, size_t size)
{
    dialogue = (struct dialogue){ .reply = reply, .left = size, .deadline = deadline_in(5) };
    peer_start(peer, 0, NULL, &dialogue.deadline);
}

#endif
