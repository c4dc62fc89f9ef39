/* named.h - does a certificate name a host? */
#ifndef BACKEND_AUDIT_NAMED_H
#define BACKEND_AUDIT_NAMED_H

#include <stdbool.h>

/* names: LIST value of a certificate's names, which are A-labels; host is written either way. A
 * wildcard stands for one whole label, the leftmost (RFC 9525 6.3). */
bool named_in(const char *names, const char *host);

#endif
