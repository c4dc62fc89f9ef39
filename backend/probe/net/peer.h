/* peer.h - a conversation with a stranger, over TCP or TLS: read by line or by length, never more
 * than is asked for, never longer than the deadline.
 */
#ifndef BACKEND_PROBE_NET_PEER_H
#define BACKEND_PROBE_NET_PEER_H

#include <openssl/ssl.h>
#include <stddef.h>

#include "backend/probe/net/deadline.h"
#include "backend/probe/net/result.h"

enum {
    PEER_BUFFER = 4096,
    PEER_MOST = 1 << 20, /* bytes of one conversation; a peer that says more is cut off */
};

enum peer_error {
    PEER_FINE,
    PEER_LATE,   /* silent until the deadline */
    PEER_CLOSED, /* closed by the other end */
    PEER_RESET,  /* cut off */
    PEER_LONG,   /* a line or the whole is longer than it may be */
    PEER_TLS,    /* TLS broke */
};

/* Whatever went wrong once stays: every later call fails for the same reason. */
struct peer {
    int fd;   /* not blocking; both stay the caller's */
    SSL *ssl; /* NULL: unencrypted */
    const struct deadline *deadline;
    enum peer_error error;
    size_t taken; /* bytes read so far */
    size_t asked; /* of these, before anything was last written */
    char buffer[PEER_BUFFER];
    size_t at, end;
};

/* ssl may be set later, when STARTTLS is done: see talk_waiting(). */
void peer_start(struct peer *peer, int fd, SSL *ssl, const struct deadline *deadline);

/* One line without its CR LF (a bare LF will do), NUL-terminated; a NUL inside becomes '?'. False:
 * see trouble; a line that does not fit is TALK_LONG. Bytes are as they came: tame them before they
 * are told (report.h does). */
bool peer_line(struct peer *peer, char line[], size_t size);

/* Exactly size bytes, which must be less than TALK_MOST. */
bool peer_bytes(struct peer *peer, void *bytes, size_t size);

/* One read: at least one byte, at most size; 0: see trouble. */
size_t peer_some(struct peer *peer, void *bytes, size_t size);

/* All of it; false: see trouble. What was printed is wiped, for it may be a password. */
bool peer_write(struct peer *peer, const void *bytes, size_t size);
bool peer_print(struct peer *peer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Bytes that came and were not asked for yet; looks into the socket, too, without waiting. After
 * the answer to STARTTLS there must be none: what lies here was injected (CVE-2011-0411) and would
 * be read as if it were encrypted. */
size_t peer_waiting(struct peer *peer);

/* What went wrong, as in err.h: "the other end closed the connection". */
const char *peer_why(const struct peer *peer);

/* The verdict that goes with it: unreachable for silence, fail for the rest: who hangs up is there.
 */
enum probe_verdict peer_verdict(const struct peer *peer);

#endif
