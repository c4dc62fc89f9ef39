#include <openssl/crypto.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "backend/base/language.h"
#include "backend/probe/mail/imap_response.h"

/* Is this the first word of the response? */
static bool imap_begins(const char *text, const char *word)
{
    size_t size = strlen(word);

    return strncasecmp(text, word, size) == 0 && (!text[size] || text[size] == ' ');
}

static void imap_take_word(struct mail_can *can, const char *word)
{
    if (strcasecmp(word, "STARTTLS") == 0)
        can->starttls = true;
    else if (strcasecmp(word, "LOGINDISABLED") == 0)
        can->no_login = true;
    else if (strcasecmp(word, "SASL-IR") == 0)
        can->initial = true;
    else if (strncasecmp(word, "AUTH=", 5) == 0)
        sasl_offer(&can->sasl, word + 5);
}

/* "CAPABILITY IMAP4rev1 STARTTLS", as a response or in the brackets of one: what was told before is
 * no longer true. */
static void take_capabilities(struct mail *mail, const char *text)
{
    char word[64];

    mail->can = (struct mail_can){ .word_login = true };
    for (const char *at = text; *at && *at != ']'; at += strspn(at, " ")) {
        size_t size = strcspn(at, " ]");
        snprintf(word, sizeof word, "%.*s", (int)size, at);
        imap_take_word(&mail->can, word);
        at += size;
    }
}

/* RFC 9051 7.1: in whose text the server says why. */
static bool imap_refuses(const struct imap_response *response)
{
    return imap_begins(response->text, "BYE") ||
           (response->kind == TAGGED && !imap_begins(response->text, "OK"));
}

/* Hears up to the end of a command; end is its last response, which may ask for more. */
static bool mail_imap_receive(struct mail *mail, const char *what, struct imap_response *end)
{
    for (int n = 0; n < MAIL_LINES; n++) {
        if (!imap_receive(mail, what, end))
            return false;
        mail_keep(mail, imap_refuses(end), end->text);
        if (end->kind != UNTAGGED)
            return true;
        if (imap_begins(end->text, "CAPABILITY"))
            take_capabilities(mail, end->text);
        if (imap_begins(end->text, "BYE"))
            return mail_fail(mail, PROBE_WARN, "the server closed the session: %s",
                             mail_quote(mail, end->text));
    }
    return mail_fail(mail, PROBE_FAIL, "%s never ends", what);
}

static bool imap_ask(struct mail *mail, const char *what, const char *command,
                     struct imap_response *end)
{
    mail->tag++;
    if (!peer_print(&mail->peer, "p%d %s\r\n", mail->tag, command))
        return mail_broke(mail, what);
    return mail_imap_receive(mail, what, end);
}

static bool imap_able(struct mail *mail)
{
    struct imap_response end;

    mail->can = (struct mail_can){ .word_login = true };
    if (!imap_ask(mail, tr("the list of capabilities"), "CAPABILITY", &end))
        return false;
    if (end.kind != TAGGED || !imap_begins(end.text, "OK"))
        return mail_fail(mail, PROBE_FAIL, "the server does not say what it can: %s",
                         mail_quote(mail, end.text));
    return true;
}

static bool imap_greet(struct mail *mail)
{
    struct imap_response first;

    if (!imap_receive(mail, tr("the greeting"), &first))
        return false;
    snprintf(mail->greeting, sizeof mail->greeting, "%s", first.text);
    mail_keep(mail, imap_refuses(&first), first.text);
    if (first.kind != UNTAGGED)
        return mail_fail(mail, PROBE_FAIL, "this is no IMAP server: it greets with %s",
                         mail_quote(mail, first.line));
    if (imap_begins(first.text, "BYE"))
        return mail_fail(mail, PROBE_WARN, "the server refuses to serve us: %s",
                         mail_quote(mail, first.text));
    mail->known = imap_begins(first.text, "PREAUTH");
    if (!mail->known && !imap_begins(first.text, "OK"))
        return mail_fail(mail, PROBE_FAIL, "this is no IMAP server: it greets with %s",
                         mail_quote(mail, first.line));
    return imap_able(mail);
}

static bool imap_start(struct mail *mail, const char *behind)
{
    struct imap_response end;

    mail->tag++;
    if (!peer_print(&mail->peer, "p%d STARTTLS\r\n%s", mail->tag, behind))
        return mail_broke(mail, tr("the answer to STARTTLS"));
    if (!mail_imap_receive(mail, tr("the answer to STARTTLS"), &end))
        return false;
    if (end.kind != TAGGED || !imap_begins(end.text, "OK"))
        return mail_fail(mail, PROBE_FAIL, "the server offers STARTTLS but refuses it: %s",
                         mail_quote(mail, end.text));
    return true;
}

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
    { NULL, PROBE_PASS, NULL },
};

static bool imap_judge(struct mail *mail, const struct imap_response *end)
{
    const char *code = strchr(end->text, '[');

    if (imap_begins(end->text, "OK")) {
        mail_end(mail, PROBE_PASS, "logged in");
        return true;
    }
    for (const struct outcome *row = outcomes; code && row->code; row++) {
        size_t size = strlen(row->code);
        if (strncasecmp(code + 1, row->code, size) == 0 && strchr(" ]", code[1 + size]))
            return mail_fail(mail, row->verdict, "%s: %s", row->why, mail_quote(mail, end->text));
    }
    if (imap_begins(end->text, "NO"))
        return mail_refused(mail, end->text);
    return mail_fail(mail, PROBE_FAIL, "the server does not understand the login: %s",
                     mail_quote(mail, end->text));
}

/* RFC 9051 6.2.2; without SASL-IR the message has to wait until it is asked for (RFC 4959). */
static bool imap_login_plain(struct mail *mail, struct imap_response *end)
{
    static const char what[] = "the answer to the login";
    char command[sizeof "AUTHENTICATE PLAIN " + SASL_TEXT] = "AUTHENTICATE PLAIN ";
    char *message = command + strlen(command);
    bool received;

    if (!sasl_plain(mail->job->user, mail->job->password, message))
        return mail_fail(mail, PROBE_FAIL, "user or password is too long for this login");
    received = imap_ask(mail, what, mail->can.initial ? command : "AUTHENTICATE PLAIN", end);
    if (received && end->kind == CONTINUED && !mail->can.initial)
        received = (peer_print(&mail->peer, "%s\r\n", message) || mail_broke(mail, what)) &&
                   mail_imap_receive(mail, what, end);
    OPENSSL_cleanse(command, sizeof command);
    return received;
}

/* As literals (RFC 9051 4.3), which take any byte; each waits until it is asked for. */
static bool imap_login_word(struct mail *mail, struct imap_response *end)
{
    static const char what[] = "the answer to the login";
    const char *const words[] = { mail->job->user, mail->job->password };

    mail->tag++;
    if (!peer_print(&mail->peer, "p%d LOGIN", mail->tag))
        return mail_broke(mail, what);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!peer_print(&mail->peer, " {%zu}\r\n", strlen(words[i])))
            return mail_broke(mail, what);
        if (!mail_imap_receive(mail, what, end))
            return false;
        if (end->kind != CONTINUED)
            return true;
        if (!peer_write(&mail->peer, words[i], strlen(words[i])))
            return mail_broke(mail, what);
    }
    if (!peer_write(&mail->peer, "\r\n", 2))
        return mail_broke(mail, what);
    return mail_imap_receive(mail, what, end);
}

static bool imap_login(struct mail *mail)
{
    struct imap_response end;

    if (mail->can.sasl.plain ? !imap_login_plain(mail, &end) : !imap_login_word(mail, &end))
        return false;
    return imap_judge(mail, &end);
}

/* The untagged goodbye comes before the tagged answer (RFC 9051 6.1.3). */
static bool imap_leave(struct mail *mail)
{
    enum { MOST = 4 };
    char line[MAIL_LINE];
    bool obeyed = false;

    mail->tag++;
    if (!peer_print(&mail->peer, "p%d LOGOUT\r\n", mail->tag))
        return false;
    for (int n = 0; n < MOST && peer_line(&mail->peer, line, sizeof line); n++) {
        if (strncasecmp(line, "* BYE", 5) == 0)
            return obeyed;
        obeyed = obeyed || strncasecmp(line, "x ", 2) == 0;
    }
    return false;
}

const struct mail_protocol imap_protocol = {
    .name = "IMAP",
    .start_word = "STARTTLS",
    .injected = "x NOOP\r\n",
    .greet = imap_greet,
    .able = imap_able,
    .start = imap_start,
    .login = imap_login,
    .leave = imap_leave,
};
