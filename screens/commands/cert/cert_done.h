/* cert_done.h - what a command of `cert` has done: lines for people, or one JSON object
 * (assets/schema/cert_done.json). */
#ifndef SCREENS_COMMANDS_CERT_CERT_DONE_H
#define SCREENS_COMMANDS_CERT_CERT_DONE_H

#include "backend/pki/certificate.h"
#include "screens/session/session.h"

enum { CERT_DONE_NOTES = 4 };

/* Texts are the caller's; what is NULL or zero is left out. */
struct cert_done {
    const char *command; /* "cert renew" */
    const char *what;    /* as the history says it; NULL: nothing was saved */
    bool server;         /* it was the server's certificate: its line follows */
    const char *notes[CERT_DONE_NOTES + 1];
    const struct issued_entry *issued; /* what was issued or revoked; JSON only */
    bool roots;                        /* the two roots and the next step follow */
    const char *next;                  /* of a rollover: what is to be done next */
    const char *pem;                   /* a request; JSON only */
};

/* Prints it to standard output, in the form that the arguments ask for. */
/* Prints it; with the server certificate, or the roots, as they are now. */
void cert_done(const struct session *session, const struct arguments *arguments,
               const struct cert_done *done);

#endif
