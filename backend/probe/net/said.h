/* said.h - what the other end says in its own words, for sentences and facts. */
#ifndef BACKEND_PROBE_NET_SAID_H
#define BACKEND_PROBE_NET_SAID_H

#include <stddef.h>

enum { SAID_MOST = 160 /* bytes of them in sentences and facts */ };

/* A copy without control characters, of at most `most` bytes, no character split. A server that
 * repeats what was sent to it must not make us repeat it: the secret (NULL or "": none), and a run
 * of 24 and more characters that may be base64, become "[...]". The caller frees it. */
char *said(const char *text, size_t most, const char *secret);

#endif
