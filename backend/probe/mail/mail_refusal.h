/* mail_refusal.h - what a refusal of a login means, by the words that the large services and the
 * usual servers put into it: codes are few, and one of them (535, NO) stands for all reasons. */
#ifndef BACKEND_PROBE_MAIL_MAIL_REFUSAL_H
#define BACKEND_PROBE_MAIL_MAIL_REFUSAL_H

#include "backend/probe/mail/mail.h"

struct mail_refusal {
    const char *code; /* in brackets (RFC 2449 8, RFC 5530): "AUTH"; NULL: it is told by words */
    bool vague;       /* the code is given for many reasons: words that are known say more */
    const char *phrases[5]; /* any of them, in any case */
    enum probe_verdict verdict;
    const char *why; /* "the password has expired" */
};

/* The first that fits: of the codes, which end with an empty row, or of the words. NULL: nothing is
 * said that is known. */
const struct mail_refusal *mail_refusal_find(const struct mail_refusal codes[], const char *text);

/* Ends the login with it; text is what the server says. Always false. */
bool mail_refusal_end(struct mail *mail, const struct mail_refusal *refusal, const char *text);

/* It is the mechanism that is refused, and neither user nor password: another may do. */
bool mail_refusal_of_mechanism(const char *text);

#endif
