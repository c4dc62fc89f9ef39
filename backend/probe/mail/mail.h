/* mail.h - the tests of smtp, scan and inbox: one course for SMTP, POP3 and IMAP, whose dialogues
 * are the functions of a struct mail_protocol.
 *
 * The dialogues are ours and not a library's. What has to be judged is between the lines that a
 * library hides: what is offered before TLS and what after it, bytes behind the answer to STARTTLS,
 * a STARTTLS that is missing. The examiner (tls.h) has to stand between the handshake and the
 * password on one and the same connection, and what a server answers to a login has to be told
 * apart, of which libcurl keeps a number. What is spoken is five commands.
 *
 * A dialogue says nothing: it leaves a verdict and a sentence in its struct mail, so that it can be
 * fuzzed, and used silently for the connections that tls_below() asks for.
 */
#ifndef BACKEND_PROBE_MAIL_MAIL_H
#define BACKEND_PROBE_MAIL_MAIL_H

#include "backend/base/language.h"
#include "backend/probe/mail/sasl.h"
#include "backend/probe/net/peer.h"
#include "backend/probe/net/report.h"
#include "backend/probe/net/said.h"
#include "backend/settings/probe_job.h"

enum {
    MAIL_LINE = 2048, /* bytes of a line; RFC 5321 and RFC 9051 know none longer */
    MAIL_LINES = 200, /* of one answer */
    MAIL_SHOWN = SAID_MOST,
    MAIL_WHY = 400,
};

/* What the other end said it can, last: told again after TLS, and only that counts. */
struct mail_can {
    bool starttls;
    bool no_login;   /* LOGINDISABLED of IMAP */
    bool word_login; /* LOGIN of IMAP, USER of POP3 */
    bool initial;    /* a mechanism's first message may come with its name */
    struct sasl_offer sasl;
};

struct mail {
    struct peer peer;
    const struct probe_job *job;
    struct mail_can can;
    char greeting[MAIL_SHOWN];
    bool known; /* PREAUTH of IMAP: takes us as logged in before we said anything */
    int tag;    /* of the last command, IMAP */
    char said[4 *
              MAIL_SHOWN]; /* the last answer, as it came, if it was a refusal; "": it was none */
    enum probe_verdict verdict;
    char why[MAIL_WHY]; /* once a dialogue returned false, and for a login in any case */
};

/* Each returns true if it came to its good end, else mail->verdict and mail->why say how it ended.
 */
struct mail_protocol {
    const char *name;       /* "SMTP" */
    const char *start_word; /* "STARTTLS" */
    const char *injected;   /* a harmless command behind it, to be thrown away by the server */
    bool (*greet)(struct mail *mail); /* what a connection begins with, up to mail->can */
    bool (*able)(struct mail *mail);  /* asks for mail->can again, after TLS */
    bool (*start)(struct mail *mail, const char *behind); /* asks for TLS, with bytes behind */
    bool (*login)(struct mail *mail);                     /* sends user and password */
    /* Says goodbye; true if `injected` is answered before. */
    bool (*leave)(struct mail *mail);
    /* Is no mail taken before TLS? False: mail->verdict is PROBE_FAIL if it is, PROBE_WARN if that
     * was not found out. NULL: there is no telling. */
    bool (*insists)(struct mail *mail);
};

extern const struct mail_protocol smtp_protocol, imap_protocol, pop3_protocol;

/* For what a server said: tame, cut, without our password, in quotes; valid until the next call. */
const char *mail_quote(const struct mail *mail, const char *text);

/* Tells those words as fact "login.said" or, of what comes before the login, "mail.said". */
void mail_report_said(const struct mail *mail, struct step_report *report, enum probe_step step);

/* Keeps what was answered as the server's own words, if it was a refusal. */
void mail_keep(struct mail *mail, bool refusal, const char *text);

/* Ends a dialogue. */
void mail_end(struct mail *mail, enum probe_verdict verdict, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same, and false, so that failing is one expression; a macro, so that analysers see it. */
#define mail_fail(...) (mail_end(__VA_ARGS__), false)

/* The same, for what peer.h says went wrong; what is the part that was waited for: "the greeting".
 */
static inline bool mail_broke(struct mail *mail, const char *what)
{
    return mail_fail(mail, peer_verdict(&mail->peer), "waiting for %s: %s", what,
                     peer_why(&mail->peer));
}

/* A login that was refused without a word why that we know; text is what the server says. Always
 * false. */
static inline bool mail_refused(struct mail *mail, const char *text)
{
    return mail_fail(mail, PROBE_FAIL,
                     "the server refuses the login, most likely for a wrong user or password%s: %s",
                     mail->can.sasl.oauth ? tr(", or because it takes OAuth alone") : "",
                     mail_quote(mail, text));
}

/* Will it take a password, and what does it offer: "PLAIN LOGIN", "by user and password", "none".
 */
bool mail_takes_password(const struct mail_can *can);
const char *mail_logins(const struct mail_can *can);

#endif
