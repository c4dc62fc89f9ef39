#include "backend/probe/net/tell.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/child/worker.h"
#include "backend/utf8.h"

enum {
    SENTENCE = 400, /* bytes of a step's text */
    PIECE = 400,    /* bytes of a fact in one line */
};

struct tell tell_start(int out)
{
    struct tell tell = { .out = out };

    clock_gettime(CLOCK_MONOTONIC, &tell.since);
    return tell;
}

static long lap(struct tell *tell)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    long ms = (long)(now.tv_sec - tell->since.tv_sec) * 1000 +
              (now.tv_nsec - tell->since.tv_nsec) / 1000000;
    tell->since = now;
    return ms;
}

bool tell_step(struct tell *tell, enum probe_step step, enum probe_verdict verdict,
               const char *format, ...)
{
    char text[SENTENCE];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    worker_say(tell->out, "step %s %s %ld %s", probe_step_names[step], probe_verdict_names[verdict],
               lap(tell), text);
    tell->worst = verdict > tell->worst ? verdict : tell->worst;
    return verdict == PROBE_PASS || verdict == PROBE_WARN;
}

/* At most so many bytes, and no character is split. */
static int piece(const char *text)
{
    int size = (int)strnlen(text, PIECE);

    if (size == PIECE)
        while (size > PIECE - 4 && ((unsigned char)text[size] & 0xC0) == 0x80)
            size--;
    return size;
}

void tell_fact(struct tell *tell, const char *name, const char *format, ...)
{
    char *text = NULL;
    const char *word = "fact";
    va_list args;

    va_start(args, format);
    if (vasprintf(&text, format, args) < 0)
        text = NULL;
    va_end(args);
    const char *at = must(text);
    do {
        int size = piece(at);
        worker_say(tell->out, "%s %s %.*s", word, name, size, at);
        at += size;
        word = "more";
    } while (*at && at - text < RESULT_TEXT);
    free(text);
}
