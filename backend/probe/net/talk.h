/* talk.h - a conversation with a stranger, over TCP or TLS: read by line or by length, never more
 * than is asked for, never longer than the deadline.
 */
#ifndef BACKEND_PROBE_NET_TALK_H
#define BACKEND_PROBE_NET_TALK_H

#include <openssl/ssl.h>
#include <stddef.h>

#include "backend/probe/net/deadline.h"
#include "backend/probe/result.h"

enum {
    TALK_BUFFER = 4096,
    TALK_MOST = 1 << 20, /* bytes of one conversation; a peer that says more is cut off */
};

enum talk_trouble {
    TALK_FINE,
    TALK_LATE,   /* silent until the deadline */
    TALK_CLOSED, /* closed by the other end */
    TALK_RESET,  /* cut off */
    TALK_LONG,   /* a line or the whole is longer than it may be */
    TALK_TLS,    /* TLS broke */
};

/* Whatever went wrong once stays: every later call fails for the same reason. */
struct talk {
    int fd;   /* not blocking; both stay the caller's */
    SSL *ssl; /* NULL: in clear */
    const struct deadline *deadline;
    enum talk_trouble trouble;
    size_t taken; /* bytes read so far */
    char buffer[TALK_BUFFER];
    size_t at, end;
};

/* ssl may be set later, when STARTTLS is done: see talk_waiting(). */
void talk_start(struct talk *talk, int fd, SSL *ssl, const struct deadline *deadline);

/* One line without its CR LF (a bare LF will do), NUL-terminated; a NUL inside becomes '?'. False:
 * see trouble; a line that does not fit is TALK_LONG. Bytes are as they came: tame them before they
 * are told (tell.h does). */
bool talk_line(struct talk *talk, char line[], size_t size);

/* Exactly size bytes, which must be less than TALK_MOST. */
bool talk_bytes(struct talk *talk, void *bytes, size_t size);

/* One read: at least one byte, at most size; 0: see trouble. */
size_t talk_some(struct talk *talk, void *bytes, size_t size);

/* All of it; false: see trouble. What was printed is wiped, for it may be a password. */
bool talk_write(struct talk *talk, const void *bytes, size_t size);
bool talk_print(struct talk *talk, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Bytes that came and were not asked for yet; looks into the socket, too, without waiting. After
 * the answer to STARTTLS there must be none: what lies here was injected (CVE-2011-0411) and would
 * be read as if it were encrypted. */
size_t talk_waiting(struct talk *talk);

/* What went wrong, as in err.h: "the other end closed the connection". */
const char *talk_why(const struct talk *talk);

/* The verdict that goes with it: unreachable for silence and cut-offs, fail for the rest. */
enum probe_verdict talk_verdict(const struct talk *talk);

#endif
