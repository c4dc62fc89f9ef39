/* resolve_why.h - why a name has no address, in words: getaddrinfo() has one code for many causes.
 */
#ifndef BACKEND_PROBE_NET_RESOLVE_WHY_H
#define BACKEND_PROBE_NET_RESOLVE_WHY_H

#include <stddef.h>

#include "backend/probe/net/deadline.h"

enum { RESOLVE_NAME = 256 }; /* RFC 1035 2.3.4, as text, with its NUL */

/* The first alias in an answer from a stranger (RFC 1035 3.3.1). False: it has none, or is broken.
 */
bool resolve_alias(const unsigned char *bytes, size_t size, char target[RESOLVE_NAME]);

/* Asks the name servers of resolv.conf once more, each question by itself, for two seconds at most.
 * code is what getaddrinfo() returned for host. Returns text, or a sentence that stays. */
const char *resolve_why(const char *host, int code, const struct deadline *deadline, char text[],
                        size_t size);

#endif
