/* ldap_ask.h - the questions a test asks a directory (RFC 4511), each with one answer.
 *
 * By hand over peer.h, unencrypted or over examined TLS, and not by libldap: its TLS is GnuTLS with
 * settings from files and environment, its handshake waits for ever, and its readers (2.5.13, as
 * Debian 12 has it) abort over answers that a hostile directory may send: a notice of disconnection
 * without its name, a request that is answered by garbage. What is needed are four operations.
 */
#ifndef BACKEND_PROBE_LDAP_LDAP_ASK_H
#define BACKEND_PROBE_LDAP_LDAP_ASK_H

#include "backend/probe/net/peer.h"
#include "backend/probe/net/report.h"

enum {
    LDAP_MESSAGE = 32 << 10, /* bytes of one message that are taken; no length is believed */
    LDAP_MESSAGES = 100,     /* of one answer */
};

/* Starts with its talk, all else 0. */
struct ldap {
    struct peer *peer;
    int number; /* of the last request */
    unsigned char message[LDAP_MESSAGE];
};

enum { LDAP_NOT_ANSWERED = -1 };

struct ldap_answer {
    int code;       /* resultCode, RFC 4511 appendix A; LDAP_NOT_ANSWERED: text or notice say why */
    int notice;     /* not answered, for the session was closed with that resultCode; 0: without */
    int entries;    /* that were found */
    char text[256]; /* what the server says to it, as it came: to be tamed before showing */
    char refers[256]; /* the first URI of those it refers to (4.1.10, 4.5.3), likewise; "": to none
                       */
};

/* Asks for TLS (4.14): a code of 0 means that it begins behind this answer, and not a byte is read
 * beyond it, so that talk_waiting() finds what was put there. */
void ldap_ask_start(struct ldap *ldap, struct ldap_answer *answer);

/* Reads the entry that describes the server (rootDSE, RFC 4512 5.1) and tells facts ldap.vendor,
 * ldap.version, ldap.contexts, ldap.default_context, ldap.host, ldap.versions, ldap.logins,
 * ldap.capabilities, ldap.server (its entry in the directory, which names the site:
 * MS-ADTS 3.1.1.3.2). Needs no login. */
void ldap_ask_root(struct ldap *ldap, struct step_report *report, struct ldap_answer *answer);

/* Is this entry there, for who is logged in now? Asks for no attribute. */
void ldap_ask_entry(struct ldap *ldap, const char *dn, struct ldap_answer *answer);

/* Logs in with name and password. An empty one of them is not a login (RFC 4513 5.1.2), and is
 * never sent. */
void ldap_ask_login(struct ldap *ldap, const char *dn, const char *password,
                    struct ldap_answer *answer);

void ldap_ask_end(struct ldap *ldap); /* says goodbye */

#endif
