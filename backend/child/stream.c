#include "backend/child/stream.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "backend/base/mem.h"
#include "backend/base/utf8.h"
#include "backend/base/wiped.h"

enum { MARK = 1 }; /* begins a result; utf8_tame() keeps it out of every line */

char *stream_room(struct stream *stream, size_t *size)
{
    if (stream->at) {
        memmove(stream->buffer, stream->buffer + stream->at, stream->end - stream->at);
        stream->end -= stream->at;
        stream->at = 0;
    }
    *size = sizeof stream->buffer - stream->end;
    return stream->buffer + stream->end;
}

void stream_filled(struct stream *stream, size_t size)
{
    if (size > sizeof stream->buffer - stream->end)
        abort();
    stream->end += size;
}

bool stream_name(const char *name)
{
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    size_t size = strspn(name, allowed);

    return size > 0 && size < STREAM_NAME && !name[size];
}

static struct result *filling(struct stream *stream)
{
    struct result *last = stream->count ? &stream->results[stream->count - 1] : NULL;

    return last && last->have < last->size ? last : NULL;
}

const struct result *stream_result(const struct stream *stream, const char *name)
{
    for (size_t i = 0; i < stream->count; i++) {
        const struct result *result = &stream->results[i];
        if (!strcmp(result->name, name))
            return result->have == result->size ? result : NULL;
    }
    return NULL;
}

static void *stream_map(size_t size)
{
    void *bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    must(bytes == MAP_FAILED ? NULL : bytes);
    /* Best effort: a system that cannot do one of these still runs, and all are wiped at the end.
     */
    (void)mlock(bytes, size);
    (void)madvise(bytes, size, MADV_DONTDUMP);
    (void)madvise(bytes, size, MADV_WIPEONFORK);
    return bytes;
}

/* "name size": nothing but that, in decimal. */
static bool stream_read_head(const char *head, char name[STREAM_NAME], size_t *size)
{
    const char *space = strchr(head, ' ');

    if (!space || space - head >= STREAM_NAME)
        return false;
    memcpy(name, head, (size_t)(space - head));
    name[space - head] = '\0';
    size_t digits = strspn(space + 1, "0123456789");
    if (!stream_name(name) || digits == 0 || digits > 7 || space[1 + digits])
        return false;
    *size = strtoul(space + 1, NULL, 10);
    return *size <= STREAM_RESULT;
}

static enum received begin_result(struct stream *stream, const char *head)
{
    struct result *result = &stream->results[stream->count];
    char name[STREAM_NAME];
    size_t size;

    if (stream->count == STREAM_RESULTS || !stream_read_head(head, name, &size) ||
        stream_result(stream, name)) {
        stream->broken = true;
        return RECEIVED_BROKEN;
    }
    *result = (struct result){ .size = size, .bytes = size ? stream_map(size) : NULL };
    memcpy(result->name, name, sizeof name);
    stream->count++;
    return size ? RECEIVED_NOTHING : RECEIVED_RESULT;
}

static enum received fill_result(struct stream *stream, struct result *result)
{
    size_t ready = stream->end - stream->at, missing = result->size - result->have;
    size_t size = ready < missing ? ready : missing;

    memcpy(result->bytes + result->have, stream->buffer + stream->at, size);
    wipe(stream->buffer + stream->at, size);
    result->have += size;
    stream->at += size;
    return result->have == result->size ? RECEIVED_RESULT : RECEIVED_NOTHING;
}

/* Takes a line off the buffer, up to STREAM_LINE - 1 bytes of it. False: it has not ended yet. */
static bool stream_take_line(struct stream *stream, char line[STREAM_LINE])
{
    const char *start = stream->buffer + stream->at;
    size_t ready = stream->end - stream->at;
    const char *newline = memchr(start, '\n', ready);
    size_t size = newline ? (size_t)(newline - start) : ready;
    bool cut = size >= STREAM_LINE;

    if (!newline && !cut)
        return false;
    size_t kept = cut ? STREAM_LINE - 1 : size;
    memcpy(line, start, kept);
    for (char *nul = line; (nul = memchr(nul, '\0', kept - (size_t)(nul - line)));)
        *nul = '?';
    line[kept] = '\0';
    stream->at += cut ? kept : size + 1;
    stream->skipping = cut;
    return true;
}

/* Drops the rest of a line that was cut. False: its end has not come yet. */
static bool stream_skip(struct stream *stream)
{
    const char *start = stream->buffer + stream->at;
    const char *newline = memchr(start, '\n', stream->end - stream->at);

    stream->at = newline ? (size_t)(newline - stream->buffer) + 1 : stream->end;
    stream->skipping = !newline;
    return newline;
}

enum received stream_next(struct stream *stream, char line[STREAM_LINE])
{
    struct result *result = filling(stream);

    if (stream->broken)
        return RECEIVED_BROKEN;
    if (result)
        return fill_result(stream, result);
    if ((stream->skipping && !stream_skip(stream)) || !stream_take_line(stream, line))
        return RECEIVED_NOTHING;
    if (line[0] != MARK) {
        utf8_sanitize(line);
        return RECEIVED_LINE;
    }
    enum received received = begin_result(stream, line + 1);
    return received == RECEIVED_NOTHING ? fill_result(stream, filling(stream)) : received;
}

bool stream_whole(const struct stream *stream)
{
    const struct result *last = stream->count ? &stream->results[stream->count - 1] : NULL;

    return stream->at == stream->end && !stream->skipping && !stream->broken &&
           (!last || last->have == last->size);
}

void stream_close(struct stream *stream)
{
    for (size_t i = 0; i < stream->count; i++) {
        struct result *result = &stream->results[i];
        if (result->bytes) {
            wipe(result->bytes, result->size);
            munmap(result->bytes, result->size);
        }
    }
    wipe(stream, sizeof *stream);
}
