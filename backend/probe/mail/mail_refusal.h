/* mail_refusal.h - what a refusal of a login means, by the words that the large services and the
 * usual servers put into it: codes are few, and one of them (535, NO) stands for all reasons. */
#ifndef BACKEND_PROBE_MAIL_MAIL_REFUSAL_H
#define BACKEND_PROBE_MAIL_MAIL_REFUSAL_H

#include "backend/probe/net/result.h"

struct mail_refusal {
    const char *phrases[5]; /* any of them, in any case */
    enum probe_verdict verdict;
    const char *why; /* "the password has expired" */
};

/* The first that fits; NULL: nothing is said that is known. */
const struct mail_refusal *mail_refusal_find(const char *text);

/* It is the mechanism that is refused, and neither user nor password: another may do. */
bool mail_refusal_of_mechanism(const char *text);

#endif
