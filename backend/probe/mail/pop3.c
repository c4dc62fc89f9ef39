#include <openssl/crypto.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "backend/base/language.h"
#include "backend/probe/mail/mail.h"
#include "backend/probe/mail/mail_refusal.h"

/* One line of an answer (RFC 1939 3): does it begin with +OK? text is what follows; a continuation
 * of AUTH ("+ ", RFC 5034 4) is neither: *more. */
struct pop3_reply {
    bool ok, more;
    char text[MAIL_SHOWN];
};

static bool pop3_receive(struct mail *mail, const char *what, struct pop3_reply *answer)
{
    char line[MAIL_LINE];
    const char *text = line + 3;

    if (!peer_line(&mail->peer, line, sizeof line))
        return mail_broke(mail, what);
    *answer = (struct pop3_reply){ .ok = strncmp(line, "+OK", 3) == 0,
                                   .more = strcmp(line, "+") == 0 || strncmp(line, "+ ", 2) == 0 };
    if (answer->more)
        return true;
    if (!answer->ok && strncmp(line, "-ERR", 4) != 0)
        return mail_fail(mail, PROBE_FAIL, "this is not a POP3 server: %s is %s", what,
                         mail_quote(mail, line));
    text += answer->ok ? 0 : 1;
    snprintf(answer->text, sizeof answer->text, "%s", text + strspn(text, " "));
    mail_keep(mail, !answer->ok, answer->text);
    return true;
}

static bool pop3_ask(struct mail *mail, const char *what, const char *command,
                     struct pop3_reply *answer)
{
    if (!peer_print(&mail->peer, "%s\r\n", command))
        return mail_broke(mail, what);
    return pop3_receive(mail, what, answer);
}

static void take_capability(struct mail_can *can, const char *line)
{
    if (strcasecmp(line, "STLS") == 0)
        can->starttls = true;
    else if (strcasecmp(line, "USER") == 0)
        can->word_login = true;
    else if (strncasecmp(line, "SASL ", 5) == 0)
        sasl_offer(&can->sasl, line + 5);
}

/* RFC 2449 5: lines up to one with a dot alone. A server without CAPA is old, and knows USER. */
static bool pop3_able(struct mail *mail)
{
    const char *what = tr("the list of capabilities");
    struct pop3_reply answer;
    char line[MAIL_LINE];

    mail->can = (struct mail_can){ .initial = true }; /* RFC 5034 4 */
    if (!pop3_ask(mail, what, "CAPA", &answer))
        return false;
    mail->can.word_login = !answer.ok;
    for (int n = 0; answer.ok && n < MAIL_LINES; n++) {
        if (!peer_line(&mail->peer, line, sizeof line))
            return mail_broke(mail, what);
        if (strcmp(line, ".") == 0)
            return true;
        take_capability(&mail->can, line);
    }
    return !answer.ok || mail_fail(mail, PROBE_FAIL, "%s never ends", what);
}

static bool pop3_greet(struct mail *mail)
{
    struct pop3_reply answer;

    if (!pop3_receive(mail, tr("the greeting"), &answer))
        return false;
    snprintf(mail->greeting, sizeof mail->greeting, "%s", answer.text);
    if (!answer.ok)
        return mail_fail(mail, PROBE_WARN, "the server refuses to serve us: %s",
                         mail_quote(mail, answer.text));
    return pop3_able(mail);
}

/* RFC 2595 4. */
static bool pop3_start(struct mail *mail, const char *behind)
{
    const char *what = tr("the answer to STLS");
    struct pop3_reply answer;

    if (!peer_print(&mail->peer, "STLS\r\n%s", behind))
        return mail_broke(mail, what);
    if (!pop3_receive(mail, what, &answer))
        return false;
    return answer.ok || mail_fail(mail, PROBE_FAIL, "the server offers STLS but refuses it: %s",
                                  mail_quote(mail, answer.text));
}

/* RFC 3206, RFC 2449 8.1. */
static const struct mail_refusal pop3_codes[] = {
    { .code = "AUTH", .vague = true, .verdict = PROBE_FAIL, .why = "wrong user or password" },
    { .code = "SYS/TEMP",
      .vague = true,
      .verdict = PROBE_WARN,
      .why = "the server cannot check logins now; try again later" },
    { .code = "SYS/PERM",
      .vague = true,
      .verdict = PROBE_FAIL,
      .why = "server-side error; contact the mail administrator" },
    { .code = "IN-USE", .verdict = PROBE_WARN, .why = "the mailbox is in use; try again later" },
    { .code = "LOGIN-DELAY",
      .verdict = PROBE_WARN,
      .why = "the server wants more time between two logins" },
    { 0 },
};

static bool pop3_judge(struct mail *mail, const struct pop3_reply *answer)
{
    const struct mail_refusal *known = mail_refusal_find(pop3_codes, answer->text);

    if (!answer->ok)
        return known ? mail_refusal_end(mail, known, answer->text)
                     : mail_refused(mail, answer->text);
    mail_end(mail, PROBE_PASS, "logged in");
    return true;
}

static bool pop3_login_plain(struct mail *mail, struct pop3_reply *answer)
{
    char command[sizeof "AUTH PLAIN " + SASL_TEXT] = "AUTH PLAIN ";
    char *message = command + strlen(command);
    bool received;

    if (!sasl_plain(mail->job->user, mail->job->password, message))
        return mail_fail(mail, PROBE_FAIL, "user or password is too long for this login");
    received = pop3_ask(mail, tr("the answer to the login"), command, answer);
    if (received && answer->more)
        received = pop3_ask(mail, tr("the answer to the login"), message, answer);
    OPENSSL_cleanse(command, sizeof command);
    return received;
}

/* A line break in it would be a second command. */
static bool pop3_fits(const char *word)
{
    return !word[strcspn(word, "\r\n")];
}

static bool pop3_login_words(struct mail *mail, struct pop3_reply *answer)
{
    const char *what = tr("the answer to the login");

    if (!pop3_fits(mail->job->user) || !pop3_fits(mail->job->password))
        return mail_fail(mail, PROBE_FAIL,
                         "user or password holds a line break, which POP3 cannot "
                         "send");
    if (!peer_print(&mail->peer, "USER %s\r\n", mail->job->user))
        return mail_broke(mail, what);
    if (!pop3_receive(mail, what, answer))
        return false;
    if (!answer->ok)
        return true;
    if (!peer_print(&mail->peer, "PASS %s\r\n", mail->job->password))
        return mail_broke(mail, what);
    return pop3_receive(mail, what, answer);
}

static bool pop3_login(struct mail *mail)
{
    struct pop3_reply answer;

    if (mail->can.sasl.plain ? !pop3_login_plain(mail, &answer) : !pop3_login_words(mail, &answer))
        return false;
    if (!answer.ok && mail->can.sasl.plain && mail->can.word_login &&
        mail_refusal_of_mechanism(answer.text) && !pop3_login_words(mail, &answer))
        return false;
    return pop3_judge(mail, &answer);
}

static bool pop3_leave(struct mail *mail)
{
    struct pop3_reply answer;

    return pop3_ask(mail, tr("the goodbye"), "QUIT", &answer) && !answer.ok &&
           pop3_receive(mail, tr("the goodbye"), &answer) && answer.ok;
}

const struct mail_protocol pop3_protocol = {
    .name = "POP3",
    .start_word = "STLS",
    .injected = "UIDL\r\n",
    .greet = pop3_greet,
    .able = pop3_able,
    .start = pop3_start,
    .login = pop3_login,
    .leave = pop3_leave,
};
