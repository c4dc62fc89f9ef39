/* worse.h - what has become worse since an earlier check: for a watch that is silent otherwise. */
#ifndef BACKEND_REPORT_WORSE_H
#define BACKEND_REPORT_WORSE_H

#include "backend/report/report.h"
#include "backend/report/saved.h"

/* Adds a line for the grade if it fell, for each finding that was not there (or waived) or was only
 * a warning, and for each secret that has passed an age of the policy. Returns how many lines: 0,
 * and nothing is added, if all is as it was or better. With no earlier check all that is found
 * counts as new. */
size_t worse_text(const struct report *report, const struct earlier *earlier, struct buf *out);

#endif
