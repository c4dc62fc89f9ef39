/* issue.h - a command does something with certificates: it waits, and says what is being done on a
 * terminal. */
#ifndef SCREENS_SESSION_ISSUE_H
#define SCREENS_SESSION_ISSUE_H

#include "backend/certificates/certify.h"
#include "screens/session/session.h"

enum { ISSUE_WHAT = 120 };

struct issue {
    enum certificate_need need;
    struct artefact files[ARTEFACTS_MAX]; /* valid until issue_end() */
    size_t count;
    struct worker *worker;
    char what[ISSUE_WHAT]; /* the line of the history */
};

/* Does a task that was filled in; what is the beginning of the sentence if it fails. */
bool issue_do(struct issue *issue, struct certify *task, const char *what, struct err *err);

/* Makes these now; need is not CERTIFICATES_FIT. keep_key: the server's key goes on, if there is an
 * CA to sign it again. */
bool issue_make(struct issue *issue, struct session *session, enum certificate_need need,
                bool keep_key, struct err *err);

/* Makes what the configuration needs and what is not there. No files if all fit, or while nobody
 * has said what the server is called. */
bool issue_start(struct issue *issue, struct session *session, struct err *err);
void issue_end(struct issue *issue); /* also after a failure */

#endif
