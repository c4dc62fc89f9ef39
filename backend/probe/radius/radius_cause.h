/* radius_cause.h - why a server cannot do what was asked, in its own number: Error-Cause (RFC 5176
 * 3.5, RFC 5580, RFC 7930 4). */
#ifndef BACKEND_PROBE_RADIUS_RADIUS_CAUSE_H
#define BACKEND_PROBE_RADIUS_RADIUS_CAUSE_H

#include <stdbool.h>

/* ": it calls the request invalid (Error-Cause 404)"; "" for 0, which is none. The caller frees it.
 */
char *radius_cause(unsigned cause);

/* Says nothing about settings or account: it may be another one later. */
bool radius_cause_passing(unsigned cause);

#endif
