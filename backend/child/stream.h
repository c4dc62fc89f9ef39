/* stream.h - lines and named results out of the bytes a child process wrote. Nothing in them is
 * trusted: a child that parses what a stranger sent may by now be the stranger's.
 *
 * On the wire a line is "text\n"; a result is "\1name size\n" and then size bytes. Results may be
 * private keys, so they lie in mappings of their own that no core file shows and no later child
 * inherits; they never move, and are wiped before they are given back.
 */
#ifndef BACKEND_CHILD_STREAM_H
#define BACKEND_CHILD_STREAM_H

#include <stdbool.h>
#include <stddef.h>

#include "backend/child/send.h"

enum {
    STREAM_LINE = WORKER_LINE, /* bytes of a line with its NUL; what is longer is cut */
    STREAM_NAME = 32,          /* bytes of a result's name with its NUL: A-Z a-z 0-9 . _ - */
    STREAM_RESULT = 1 << 20,   /* bytes of one result, at most */
    STREAM_RESULTS = 16,
    STREAM_PARTS = 15, /* of what is larger: worker_send_parts() */
    STREAM_BUFFER = 4096,
};

struct result {
    char name[STREAM_NAME];
    unsigned char *bytes; /* NULL: an empty one */
    size_t size, have;
};

/* Starts as { 0 }. */
struct stream {
    char buffer[STREAM_BUFFER];
    size_t at, end; /* what of the buffer is not yet looked at */
    bool skipping;  /* behind a cut line */
    bool broken;
    struct result results[STREAM_RESULTS];
    size_t count;
};

enum received { RECEIVED_NOTHING, RECEIVED_LINE, RECEIVED_RESULT, RECEIVED_BROKEN };

/* Where the next bytes go; *size is never 0 after stream_next() said HEARD_NOTHING. */
char *stream_room(struct stream *stream, size_t *size);
void stream_filled(struct stream *stream, size_t size);

/* The next whole thing. A line is printable UTF-8. HEARD_NOTHING: more bytes are needed.
 * HEARD_BROKEN, for ever: a result too large, one too many, or one with a bad or used name. */
enum received stream_next(struct stream *stream, char line[STREAM_LINE]);

/* True if nothing is cut off: the child may end here. */
bool stream_whole(const struct stream *stream);

/* NULL: no whole result of that name. */
const struct result *stream_result(const struct stream *stream, const char *name);

/* True for what may name a result. */
bool stream_name(const char *name);

void stream_close(struct stream *stream); /* wipes */

#endif
