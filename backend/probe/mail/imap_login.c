#include <openssl/crypto.h>
#include <string.h>
#include <strings.h>

#include "backend/base/language.h"
#include "backend/probe/mail/imap_command.h"
#include "backend/probe/mail/mail_refusal.h"

/* RFC 5530 3: why it was refused. */
static const struct outcome {
    const char *code;
    enum probe_verdict verdict;
    const char *why;
} outcomes[] = {
    { "AUTHENTICATIONFAILED", PROBE_FAIL, "wrong user or password" },
    { "AUTHORIZATIONFAILED", PROBE_FAIL, "the user may not use this mailbox" },
    { "EXPIRED", PROBE_FAIL, "the password has expired" },
    { "PRIVACYREQUIRED", PROBE_FAIL, "the server demands a stronger encryption for logins" },
    { "CONTACTADMIN", PROBE_FAIL, "account locked; contact the mail administrator" },
    { "UNAVAILABLE", PROBE_WARN, "the server cannot check logins now; try again later" },
    { "LIMIT", PROBE_WARN, "too many logins at a time; try again later" },
    { "INUSE", PROBE_WARN, "the mailbox is in use; try again later" },
    { "SERVERBUG", PROBE_WARN, "the server has an error of its own; try again later" },
    { "NOPERM", PROBE_FAIL, "the user may not use this mailbox" },
    { "OVERQUOTA", PROBE_FAIL, "the mailbox is full" },
    { NULL, PROBE_PASS, NULL },
};

static bool imap_login_end(struct mail *mail, enum probe_verdict verdict, const char *why,
                           const struct imap_response *end)
{
    return mail_fail(mail, verdict, "%s: %s", tr(why), mail_quote(mail, end->text));
}

/* The code in its brackets; a server that knows none says it in words. */
static bool imap_login_refused(struct mail *mail, const struct imap_response *end)
{
    const char *code = strchr(end->text, '[');
    const struct mail_refusal *known = mail_refusal_find(end->text);

    for (const struct outcome *row = outcomes; code && row->code; row++) {
        size_t size = strlen(row->code);
        if (strncasecmp(code + 1, row->code, size) == 0 && strchr(" ]", code[1 + size]))
            return imap_login_end(mail, row->verdict, row->why, end);
    }
    if (known)
        return imap_login_end(mail, known->verdict, known->why, end);
    if (imap_begins(end->text, "NO"))
        return mail_refused(mail, end->text);
    return mail_fail(mail, PROBE_FAIL, "the server does not understand the login: %s",
                     mail_quote(mail, end->text));
}

static bool imap_login_judge(struct mail *mail, const struct imap_response *end)
{
    if (!imap_begins(end->text, "OK"))
        return imap_login_refused(mail, end);
    mail_end(mail, PROBE_PASS, "logged in");
    return true;
}

/* RFC 9051 6.2.2; without SASL-IR the message has to wait until it is asked for (RFC 4959). */
static bool imap_login_plain(struct mail *mail, struct imap_response *end)
{
    const char *what = tr("the answer to the login");
    char command[sizeof "AUTHENTICATE PLAIN " + SASL_TEXT] = "AUTHENTICATE PLAIN ";
    char *message = command + strlen(command);
    bool received;

    if (!sasl_plain(mail->job->user, mail->job->password, message))
        return mail_fail(mail, PROBE_FAIL, "user or password is too long for this login");
    received = imap_ask(mail, what, mail->can.initial ? command : "AUTHENTICATE PLAIN", end);
    if (received && end->kind == CONTINUED && !mail->can.initial)
        received = (peer_print(&mail->peer, "%s\r\n", message) || mail_broke(mail, what)) &&
                   imap_end(mail, what, end);
    OPENSSL_cleanse(command, sizeof command);
    return received;
}

/* As literals (RFC 9051 4.3), which take any byte; each waits until it is asked for. */
static bool imap_login_words(struct mail *mail, struct imap_response *end)
{
    const char *what = tr("the answer to the login");
    const char *const words[] = { mail->job->user, mail->job->password };

    mail->tag++;
    if (!peer_print(&mail->peer, "p%d LOGIN", mail->tag))
        return mail_broke(mail, what);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!peer_print(&mail->peer, " {%zu}\r\n", strlen(words[i])))
            return mail_broke(mail, what);
        if (!imap_end(mail, what, end))
            return false;
        if (end->kind != CONTINUED)
            return true;
        if (!peer_write(&mail->peer, words[i], strlen(words[i])))
            return mail_broke(mail, what);
    }
    if (!peer_write(&mail->peer, "\r\n", 2))
        return mail_broke(mail, what);
    return imap_end(mail, what, end);
}

/* RFC 9051 6.2.2: BAD is of the mechanism, NO may be; then LOGIN, which every server has unless it
 * says otherwise, may do. */
static bool imap_login_otherwise(const struct mail *mail, const struct imap_response *end)
{
    bool mechanism = imap_begins(end->text, "BAD") || strcasestr(end->text, "[CANNOT]") ||
                     mail_refusal_of_mechanism(end->text);

    return mail->can.sasl.plain && mail->can.word_login && !mail->can.no_login && mechanism &&
           !imap_begins(end->text, "OK");
}

bool imap_login(struct mail *mail)
{
    struct imap_response end;

    if (mail->can.sasl.plain ? !imap_login_plain(mail, &end) : !imap_login_words(mail, &end))
        return false;
    if (imap_login_otherwise(mail, &end) && !imap_login_words(mail, &end))
        return false;
    return imap_login_judge(mail, &end);
}
