/* sasl.h - the ways to log in that a mail server offers, and the one message that carries user and
 * password (RFC 4422, RFC 4616). The same for SMTP, IMAP and POP3. */
#ifndef BACKEND_PROBE_MAIL_SASL_H
#define BACKEND_PROBE_MAIL_SASL_H

#include <stdbool.h>
#include <stddef.h>

enum {
    SASL_NAMES = 128,
    /* Base64 of two zero bytes and two texts of at most 255 bytes, with its NUL. */
    SASL_TEXT = (2 + 255 + 255 + 2) / 3 * 4 + 1,
};

struct sasl_offer {
    bool plain, login;      /* what can be tried with a password */
    bool oauth;             /* XOAUTH2 or OAUTHBEARER (RFC 7628) */
    char names[SASL_NAMES]; /* all of them, "PLAIN LOGIN"; what does not fit is left out */
};

/* Takes in the mechanisms of a list "PLAIN LOGIN XOAUTH2"; each counts once. */
void sasl_offer(struct sasl_offer *offer, const char *list);

/* What AUTH PLAIN sends. Returns false if user or password is longer than 255 bytes, or holds
 * nothing. The caller wipes. */
bool sasl_plain(const char *user, const char *password, char out[SASL_TEXT]);

/* One text in Base64, as AUTH LOGIN sends it; at most 255 bytes. The caller wipes. */
bool sasl_word(const char *text, char out[SASL_TEXT]);

#endif
