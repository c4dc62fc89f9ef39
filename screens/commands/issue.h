/* issue.h - a command makes certificates: it waits, and says what is being done on a terminal. */
#ifndef SCREENS_COMMANDS_ISSUE_H
#define SCREENS_COMMANDS_ISSUE_H

#include "backend/prepare.h"
#include "screens/commands/session.h"

struct issue {
    enum certificate_need need;
    struct artefact files[ARTEFACTS_MAX]; /* valid until issue_end() */
    size_t count;
    struct worker *worker;
};

/* Makes these now; need is not CERTIFICATES_FIT. keep_key: the server's key goes on, if there is an
 * authority to sign it again. */
bool issue_make(struct issue *issue, struct session *session, enum certificate_need need,
                bool keep_key, struct err *err);

/* Makes what the configuration needs and what is not there. No files if all fit, or while nobody
 * has said what the server is called. */
bool issue_start(struct issue *issue, struct session *session, struct err *err);
void issue_end(struct issue *issue); /* also after a failure */

#endif
