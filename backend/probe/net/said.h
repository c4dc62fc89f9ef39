/* said.h - what the other end says in its own words, for sentences and facts. */
#ifndef BACKEND_PROBE_NET_SAID_H
#define BACKEND_PROBE_NET_SAID_H

#include <stddef.h>

/* A copy without control characters, of at most `most` bytes, no character split; a server that
 * repeats what was sent to it must not make us repeat it: a run of 24 and more characters that may
 * be base64 becomes "[...]". The caller frees it. */
char *said(const char *text, size_t most);

#endif
