/* header.h - what the headers of an HTTP answer mean for anyone who trusts TLS. */
#ifndef BACKEND_PROBE_HTTP_HEADER_H
#define BACKEND_PROBE_HTTP_HEADER_H

#include <stddef.h>

/* A year is what browsers take for their lists, two are the profile's (Mozilla Server Side TLS 6.0,
 * both profiles). */
enum { HSTS_PROFILE = 63072000 };

/* Seconds of a Strict-Transport-Security value (RFC 6797 6.1); -1: there is no valid max-age. */
long header_hsts_age(const char *value);

enum header_target {
    TARGET_HERE,  /* a path, or the same host and port over HTTPS */
    TARGET_HTTPS, /* somewhere else over HTTPS */
    TARGET_CLEAR, /* plain HTTP: anyone who follows leaves TLS */
    TARGET_OTHER, /* another scheme, or nothing that can be read */
};

/* Where a Location header leads (RFC 9110 10.2.2). origin: "host:port" in lower case. */
enum header_target header_target(const char *location, const char *origin);

/* Where a Refresh header leads (HTML, "shared declarative refresh steps"), as it came; "": it stays
 * at its page. Returns after how many seconds. */
long header_refresh(const char *value, char target[], size_t size);

/* Takes one more Content-Length into what was told before (at first HEADER_NO_LENGTH). Two that are
 * not the same, or no number: HEADER_TORN, and the answer is to be thrown away (RFC 9112 6.3). */
enum { HEADER_NO_LENGTH = -1, HEADER_TORN = -2 };
long header_length(long before, const char *value);

extern const char header_torn[]; /* "names two lengths ..." */

#endif
