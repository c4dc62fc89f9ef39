/* report.h - what an audit found, as text for people and as JSON for programs. */
#ifndef BACKEND_AUDIT_REPORT_H
#define BACKEND_AUDIT_REPORT_H

#include "backend/audit/audit.h"

struct report {
    const struct audit *audit;
    const struct notes *notes; /* NULL: nothing was loaded */
    const char *name;          /* of the server; "" while nobody has said */
    unsigned generation;       /* 0: never saved */
};

struct look {
    bool colour; /* escape sequences (ECMA-48 8.3.117); signs say the same without */
    int width;   /* columns; lines are broken between words, and no word is */
};

/* Topic by topic: its mark, then each finding with what would be right, why, and where that is
 * written; then counts, score and grade. Adds to out. */
void report_text(const struct report *report, const struct look *look, struct buf *out);

/* One object, as the contract of `check --format json` says; a line per finding. Adds to out. */
void report_json(const struct report *report, struct buf *out);

#endif
