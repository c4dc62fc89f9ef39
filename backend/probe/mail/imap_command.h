/* imap_command.h - a command of IMAP and all that comes back, up to its end. */
#ifndef BACKEND_PROBE_MAIL_IMAP_COMMAND_H
#define BACKEND_PROBE_MAIL_IMAP_COMMAND_H

#include "backend/probe/mail/imap_response.h"

/* Is this the first word of the response? */
bool imap_begins(const char *text, const char *word);

/* RFC 9051 7.1: in whose text the server says why. */
bool imap_refuses(const struct imap_response *response);

/* Hears up to the end of a command; end is its last response, which may ask for more. False:
 * mail->why says why there is none. */
bool imap_end(struct mail *mail, const char *what, struct imap_response *end);

/* Sends a command under a tag of its own, and hears its end. */
bool imap_ask(struct mail *mail, const char *what, const char *command, struct imap_response *end);

/* The login (RFC 9051 6.2.2, 6.2.3), by what mail->can offers; its end is in mail. True: logged in.
 */
bool imap_login(struct mail *mail);

#endif
