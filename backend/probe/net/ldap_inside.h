/* ldap_inside.h - the test of a directory on its way, shared by ldap.c and ldap_account.c alone. */
#ifndef BACKEND_PROBE_NET_LDAP_INSIDE_H
#define BACKEND_PROBE_NET_LDAP_INSIDE_H

#include "backend/probe/net/connect.h"
#include "backend/probe/net/ldap_ask.h"
#include "backend/probe/net/tls.h"

struct ldap_course {
    const struct probe_job *job;
    struct tell *tell;
    const struct deadline *deadline;
    struct connection connection;
    struct tls *tls;
    struct talk talk;
    struct ldap ldap;
    bool anonymous; /* the base can be read without a login */
};

/* Did an answer come at all? If not, it has been told why. */
bool ldap_answered(struct ldap_course *course, const struct ldap_answer *answer);

/* Logs in, if the password may go, and reads the base as that account. */
void ldap_account(struct ldap_course *course);

#endif
