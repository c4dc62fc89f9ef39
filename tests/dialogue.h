/* dialogue.h - a conversation with a server whose whole part was written down before, and who
 * closes after it: in memory, for tests and fuzzers of dialogues. What includes this is linked with
 * --wrap=recv and --wrap=send. */
#ifndef TESTS_DIALOGUE_H
#define TESTS_DIALOGUE_H

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "backend/probe/net/talk.h"

enum { DIALOGUE_HEARD = 4096 };

static struct dialogue {
    const unsigned char *said;
    size_t left;
    char heard[DIALOGUE_HEARD]; /* by the server; NUL-terminated, and cut */
    size_t size;
    struct deadline deadline;
} dialogue;

ssize_t __wrap_recv(int fd, void *bytes, size_t size, int flags);
ssize_t __wrap_send(int fd, const void *bytes, size_t size, int flags);

ssize_t __wrap_recv(int fd, void *bytes, size_t size, int flags)
{
    size_t n = size < dialogue.left ? size : dialogue.left;

    (void)fd;
    memcpy(bytes, dialogue.said, n);
    if (!(flags & MSG_PEEK)) {
        dialogue.said += n;
        dialogue.left -= n;
    }
    return (ssize_t)n;
}

ssize_t __wrap_send(int fd, const void *bytes, size_t size, int flags)
{
    size_t room = sizeof dialogue.heard - 1 - dialogue.size, n = size < room ? size : room;

    (void)fd;
    (void)flags;
    memcpy(dialogue.heard + dialogue.size, bytes, n);
    dialogue.size += n;
    dialogue.heard[dialogue.size] = '\0';
    return (ssize_t)size;
}

static inline void dialogue_start(struct talk *talk, const void *said, size_t size)
{
    dialogue = (struct dialogue){ .said = said, .left = size, .deadline = deadline_in(5) };
    talk_start(talk, 0, NULL, &dialogue.deadline);
}

#endif
