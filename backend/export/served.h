/* served.h - what a server that we write a configuration for may speak, from the section "tls". */
#ifndef BACKEND_EXPORT_SERVED_H
#define BACKEND_EXPORT_SERVED_H

#include "backend/model/config.h"

/* The oldest version that is really served, "1.2" or "1.3": the modern profile has no suite below
 * 1.3 (Mozilla Server Side TLS 6.0), and nothing below 1.2 is written at all (RFC 8996). NULL, and
 * why: an older one is set. */
const char *served_minimum(const struct config *config, struct err *err);

struct suite {
    const char *openssl, *iana;
};

/* The suites of TLS 1.2 that are served, openssl NULL at the end; none if 1.3 is the oldest
 * version, whose suites are all fine and are not configured. NULL as for served_minimum(). */
const struct suite *served_suites(const struct config *config, struct err *err);

#define HSTS_SECONDS "63072000" /* two years: Mozilla Server Side TLS 6.0; RFC 6797 6.1.1 */

#endif
