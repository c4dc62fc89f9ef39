/* judge.h - what the audit says of one row of one record, by the row's own demands. */
#ifndef BACKEND_AUDIT_JUDGE_H
#define BACKEND_AUDIT_JUDGE_H

#include "backend/settings/settings.h"
#include "backend/strength/strength.h"

struct judged; /* ledger.h */

/* What is the same for all rows of one audit. */
struct bench {
    const struct config *config;
    struct policy policy;
    bool sealed;           /* the vault did not open: a secret that is missing says nothing */
    struct words *words;   /* made when the first secret must be measured; the caller frees */
    struct judged *judged; /* of whom a row is judged */
    unsigned state;        /* of the words: a secret is measured once with them */
};

/* The worst of all that the row demands; UNASKED if it demands nothing, or nothing is there to be
 * judged. *incomplete becomes true, and stays as it is otherwise, if it is required and empty. */
void judge_row(struct bench *bench, const struct config_place *place, struct verdict *verdict,
               bool *incomplete);

/* Takes the worse one of two verdicts; of two equals the first. */
void judge_worst(struct verdict *verdict, const struct verdict *other);

/* Fills in a verdict. */
void judge_report(struct verdict *verdict, enum level level, const char *want, const char *why, ...)
    __attribute__((format(printf, 4, 5)));

#endif
