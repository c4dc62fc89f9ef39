/* imap_response.h - one response of an IMAP server (RFC 9051 7), whatever literals are in it. For
 * imap.c. */
#ifndef BACKEND_PROBE_MAIL_IMAP_RESPONSE_H
#define BACKEND_PROBE_MAIL_IMAP_RESPONSE_H

#include "backend/probe/mail/mail.h"

enum imap_kind { UNTAGGED, CONTINUED, TAGGED };

struct imap_response {
    enum imap_kind kind;
    char line[MAIL_LINE]; /* up to its first literal */
    const char *text;     /* what follows the tag, "* " or "+" */
};

/* Hears one, to its end. what is waited for: "the greeting". The tag it may carry is that of the
 * last command, mail->tag. */
bool imap_receive(struct mail *mail, const char *what, struct imap_response *response);

#endif
