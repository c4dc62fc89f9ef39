/* ldap_code.h - what a directory's result codes mean to people (RFC 4511 appendix A), with the
 * codes that Active Directory hides in its text. */
#ifndef BACKEND_PROBE_LDAP_LDAP_CODE_H
#define BACKEND_PROBE_LDAP_LDAP_CODE_H

#include <stdbool.h>
#include <stddef.h>

enum {
    LDAP_SUCCESS = 0,
    LDAP_STRONGER = 8,
    LDAP_REFERRAL = 10,
    LDAP_CONFIDENTIAL = 13,
    LDAP_BUSY = 51,
    LDAP_UNAVAILABLE = 52,
    LDAP_OTHER = 80,
};

enum { LDAP_CODE = 320 };

/* Why a login failed, as one sentence without a full stop. text is what the server said to it, ""
 * or NULL if nothing; it is looked into, and not repeated: see ldap_inside.h. */
void ldap_code_bind(int code, const char *text, char out[LDAP_CODE]);

/* The same for anything else: what is the operation, such as "reading the base". */
void ldap_code(const char *what, int code, const char *text, char out[LDAP_CODE]);

/* RFC 4511 appendix A.2: busy and unavailable say nothing about the settings or the account. */
bool ldap_code_passing(int code);

#endif
