/* ldap_told.h - what a directory's result codes mean to people (RFC 4511 appendix A), with the
 * codes that Active Directory hides in its text. */
#ifndef BACKEND_PROBE_NET_LDAP_TOLD_H
#define BACKEND_PROBE_NET_LDAP_TOLD_H

#include <stddef.h>

enum {
    LDAP_SUCCESS = 0,
    LDAP_STRONGER = 8,
    LDAP_CONFIDENTIAL = 13,
    LDAP_BUSY = 51,
    LDAP_UNAVAILABLE = 52,
};

enum { LDAP_TOLD = 320 };

/* Why a login failed, as one sentence without a full stop. text is what the server said to it, ""
 * or NULL if nothing; it comes from outside and is repeated only where no row knows the code. */
void ldap_told_bind(int code, const char *text, char out[LDAP_TOLD]);

/* The same for anything else: what is the operation, such as "reading the base". */
void ldap_told(const char *what, int code, const char *text, char out[LDAP_TOLD]);

#endif
