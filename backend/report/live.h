/* live.h - what is declared against what live tests found: ports, the certificate that is served,
 * TLS versions. */
#ifndef BACKEND_REPORT_LIVE_H
#define BACKEND_REPORT_LIVE_H

#include "backend/pki/certificate.h"
#include "backend/probe/net/result.h"

struct live_view {
    const struct config *config;
    const struct certificate_facts *certificate; /* as it lies on disk */
};

/* The sections whose tests it understands, NULL at the end. */
extern const struct section *const live_sections[];

/* Adds a line per difference: "tls.min_version: declared 1.2, found TLS 1.0". The result is of a
 * test of one of live_sections. Returns how many lines; 0, and nothing is added, if all is as
 * declared. */
size_t live_text(const struct live_view *live, const struct probe_result *result, struct buf *out);

#endif
