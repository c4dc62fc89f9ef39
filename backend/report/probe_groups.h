/* probe_groups.h - what many live tests have in common: one line for all devices of a section with
 * the same verdict for the same reason.
 */
#ifndef BACKEND_REPORT_PROBE_GROUPS_H
#define BACKEND_REPORT_PROBE_GROUPS_H

#include "backend/base/mem.h"
#include "backend/probe/net/result.h"
#include "backend/report/page.h"

/* A reason without what is of one device alone: its host, addresses, dates, which become "...".
 * The caller frees it. */
char *probe_groups_common(const struct probe_result *result);

/* Adds a line for each group of two or more that did not pass: "38 printers: no answer by SNMP
 * ...", failures first, then what was unreachable, then warnings, the largest group of each first.
 * Nothing if there is none. */
void probe_groups_text(const struct probe_result *const results[], size_t count,
                       const struct look *look, struct buf *out);

#endif
