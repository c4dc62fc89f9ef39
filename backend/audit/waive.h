/* waive.h - findings that somebody has accepted. */
#ifndef BACKEND_AUDIT_WAIVE_H
#define BACKEND_AUDIT_WAIVE_H

#include "backend/audit/audit.h"
#include "backend/base/moment.h"

/* What is waived, by "id" or "id@path", so that each finding is looked up and not compared with
 * every waiver. */
struct waived {
    const char *finding;     /* NULL: free */
    const struct record *by; /* the first of its waivers that has not expired; NULL: none */
    size_t uses;             /* findings that it names */
};

struct waiving {
    struct waived *slots;
    size_t size; /* a power of two; 0: nothing is waived */
    char today[DAY_SIZE];
    bool changed; /* a waiver came into use or out of it, or there are others now */
};

/* Reads the waivers of that configuration, whose records the caller holds. today is "2026-11-23".
 */
void waive_read(struct waiving *waiving, const struct config *config, const char *today);
void waive_free(struct waiving *waiving);

/* Marks a finding if a waiver that has not expired names it; and forgets it again. */
void waive_mark(struct waiving *waiving, struct finding *finding, struct pool *texts);
void waive_unmark(struct waiving *waiving, const struct finding *finding);

/* Checks the waivers themselves: one that has expired, or that names no finding, is a warning. */
void waive_judge(struct waiving *waiving, struct table *waivers, struct audit *audit);

/* The checks of waivers themselves, one after the other; NULL at the end. */
const struct check *waive_check(size_t i);

#endif
