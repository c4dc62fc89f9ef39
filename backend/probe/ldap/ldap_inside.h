/* ldap_inside.h - the test of a directory on its way, shared by ldap.c and ldap_account.c alone. */
#ifndef BACKEND_PROBE_LDAP_LDAP_INSIDE_H
#define BACKEND_PROBE_LDAP_LDAP_INSIDE_H

#include "backend/probe/ldap/ldap_ask.h"
#include "backend/probe/net/connect.h"
#include "backend/probe/tls/tls.h"

struct ldap_session {
    const struct probe_job *job;
    struct step_report *report;
    const struct deadline *deadline;
    struct connection connection;
    struct tls *tls;
    struct peer peer;
    struct ldap ldap;
    bool anonymous;  /* the base can be read without a login */
    bool logging_in; /* what is asked from here on is of the login */
};

/* Did an answer come at all? If not, it has been told why. */
bool ldap_answered(struct ldap_session *session, const struct ldap_answer *answer);

/* "result 49, the directory's own words; it points to ldap://elsewhere/"; the words are told as
 * that fact, too ("login.said"), and where it refers to as ldap.referral. The caller frees it. */
char *ldap_words(const struct ldap_session *session, const struct ldap_answer *answer,
                 const char *fact);

/* Logs in, if the password may go, and reads the base as that account. */
void ldap_account(struct ldap_session *session);

#endif
