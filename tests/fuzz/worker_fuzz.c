/* What a child says, in pieces of any size: never more than its bounds, never unprintable. */
#include <stdlib.h>
#include <string.h>

#include "backend/base/utf8.h"
#include "backend/child/stream.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

static void check_line(const char *line)
{
    for (size_t at = 0, step, length = strlen(line); at < length; at += step) {
        unsigned point;
        step = utf8_read(line + at, length - at, &point);
        if (!step || utf8_control(point))
            abort();
    }
}

static void check_results(const struct stream *stream)
{
    if (stream->count > STREAM_RESULTS)
        abort();
    for (size_t i = 0; i < stream->count; i++) {
        const struct result *result = &stream->results[i];
        if (!stream_name(result->name) || result->size > STREAM_RESULT ||
            result->have > result->size)
            abort();
    }
}

static void receive_all(struct stream *stream)
{
    char line[STREAM_LINE];

    for (enum received received = RECEIVED_LINE;
         received == RECEIVED_LINE || received == RECEIVED_RESULT;) {
        received = stream_next(stream, line);
        if (received == RECEIVED_LINE)
            check_line(line);
    }
}

/* The first byte says how large the pieces are. */
int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    struct stream stream = { 0 };
    size_t piece = size ? bytes[0] + 1U : 1;

    for (size_t at = 1; at < size && !stream.broken;) {
        size_t room;
        char *where = stream_room(&stream, &room);
        size_t take = size - at < piece ? size - at : piece;
        if (!room)
            abort();
        take = take < room ? take : room;
        memcpy(where, bytes + at, take);
        stream_filled(&stream, take);
        at += take;
        receive_all(&stream);
    }
    check_results(&stream);
    (void)stream_whole(&stream);
    stream_close(&stream);
    return 0;
}
