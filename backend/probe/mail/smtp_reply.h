/* smtp_reply.h - one answer of an SMTP server, however many lines it has. */
#ifndef BACKEND_PROBE_MAIL_SMTP_REPLY_H
#define BACKEND_PROBE_MAIL_SMTP_REPLY_H

#include "backend/probe/mail/mail.h"

/* An answer (RFC 5321 4.2): a code, in some a finer one (RFC 3463), and text. */
struct smtp_reply {
    int code;        /* 220 */
    char status[12]; /* "5.7.8"; "": none */
    char text[MAIL_SHOWN];
};

/* Hears one whole answer; what: the part that is waited for, in words; can is filled in from its
 * lines but the first, unless NULL. False: mail->why says why there is none. */
bool smtp_receive(struct mail *mail, const char *what, struct smtp_reply *reply,
                  struct mail_can *can);

/* Sends a command and hears its answer, as smtp_receive(). */
bool smtp_ask(struct mail *mail, const char *what, const char *command, struct smtp_reply *reply);

/* A passing error, unless it is one of policy (RFC 3463 3.8), which does not pass by waiting; what:
 * "refuses to serve us". Always false. */
bool smtp_refused(struct mail *mail, const char *what, const struct smtp_reply *reply);

/* The login (RFC 4954), by what mail->can offers; its end is in mail. True: logged in. */
bool smtp_login(struct mail *mail);

#endif
