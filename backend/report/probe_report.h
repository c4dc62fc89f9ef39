/* probe_report.h - what live tests found, as text for people and as JSON for programs. */
#ifndef BACKEND_REPORT_PROBE_REPORT_H
#define BACKEND_REPORT_PROBE_REPORT_H

#include "backend/base/mem.h"
#include "backend/probe/net/result.h"
#include "backend/report/page.h"

/* One test: its verdict and target, then each step with its time, and, where the settings are to
 * blame, that. Adds to out. */
void probe_report_text(const struct probe_result *result, const struct look *look, struct buf *out);

/* One line: verdict, record, target, and the reason if it did not pass. Adds to out. */
void probe_report_line(const struct probe_result *result, const struct look *look, struct buf *out);

/* How a verdict is marked. */
const struct sign *probe_report_sign(enum probe_verdict verdict);

/* One object of "results", as the contract of `probe --format json` says, with "target" besides,
 * for a record may stand for several devices. Adds to out. */
void probe_report_json(const struct probe_result *result, struct buf *out);

#endif
