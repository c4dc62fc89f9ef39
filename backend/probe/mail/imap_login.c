#include <openssl/crypto.h>
#include <string.h>
#include <strings.h>

#include "backend/base/language.h"
#include "backend/probe/mail/imap_command.h"
#include "backend/probe/mail/mail_refusal.h"

/* RFC 5530 3: why it was refused. */
static const struct mail_refusal imap_login_codes[] = {
    { .code = "AUTHENTICATIONFAILED",
      .vague = true,
      .verdict = PROBE_FAIL,
      .why = "wrong user or password" },
    { .code = "AUTHORIZATIONFAILED",
      .verdict = PROBE_FAIL,
      .why = "the user may not use this mailbox" },
    { .code = "EXPIRED", .verdict = PROBE_FAIL, .why = "the password has expired" },
    { .code = "PRIVACYREQUIRED",
      .verdict = PROBE_FAIL,
      .why = "the server demands a stronger encryption for logins" },
    { .code = "CONTACTADMIN",
      .verdict = PROBE_FAIL,
      .why = "account locked; contact the mail administrator" },
    { .code = "UNAVAILABLE",
      .verdict = PROBE_WARN,
      .why = "the server cannot check logins now; try again later" },
    { .code = "LIMIT", .verdict = PROBE_WARN, .why = "too many logins at a time; try again later" },
    { .code = "INUSE", .verdict = PROBE_WARN, .why = "the mailbox is in use; try again later" },
    { .code = "SERVERBUG",
      .verdict = PROBE_WARN,
      .why = "the server has an error of its own; try again later" },
    { .code = "NOPERM", .verdict = PROBE_FAIL, .why = "the user may not use this mailbox" },
    { .code = "OVERQUOTA", .verdict = PROBE_FAIL, .why = "the mailbox is full" },
    { 0 },
};

static bool imap_login_refused(struct mail *mail, const struct imap_response *end)
{
    const struct mail_refusal *known = mail_refusal_find(imap_login_codes, end->text);

    if (known)
        return mail_refusal_end(mail, known, end->text);
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

static bool imap_login_word(struct mail *mail, const char *text, struct imap_response *end)
{
    const char *what = tr("the answer to the login");
    char word[SASL_TEXT];

    if (!sasl_word(text, word))
        return mail_fail(mail, PROBE_FAIL, "user or password is too long for this login");
    bool sent = peer_print(&mail->peer, "%s\r\n", word) || mail_broke(mail, what);
    OPENSSL_cleanse(word, sizeof word);
    return sent && imap_end(mail, what, end);
}

/* The mechanism LOGIN, which asks for user and password one after the other: for a server that has
 * it and switched the command of that name off. */
static bool imap_login_asked(struct mail *mail, struct imap_response *end)
{
    if (!imap_ask(mail, tr("the answer to the login"), "AUTHENTICATE LOGIN", end))
        return false;
    if (end->kind == CONTINUED && !imap_login_word(mail, mail->job->user, end))
        return false;
    return end->kind != CONTINUED || imap_login_word(mail, mail->job->password, end);
}

static bool imap_login_first(struct mail *mail, struct imap_response *end)
{
    if (mail->can.sasl.plain)
        return imap_login_plain(mail, end);
    return mail->can.no_login ? imap_login_asked(mail, end) : imap_login_words(mail, end);
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

    if (!imap_login_first(mail, &end))
        return false;
    if (imap_login_otherwise(mail, &end) && !imap_login_words(mail, &end))
        return false;
    return imap_login_judge(mail, &end);
}
