#include <arpa/inet.h>
#include <ctype.h>
#include <netinet/in.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "backend/base/language.h"
#include "backend/check/check.h"
#include "backend/probe/mail/mail.h"

/* An answer (RFC 5321 4.2): a code, in some a finer one (RFC 3463), and text. */
struct reply {
    int code;        /* 220 */
    char status[12]; /* "5.7.8"; "": none */
    char text[MAIL_SHOWN];
};

/* A line of the answer: its code, and what follows it; false: it is none. */
static bool mail_smtp_cut(char *line, int *code, bool *last, const char **text)
{
    for (int i = 0; i < 3; i++) {
        if (!isdigit((unsigned char)line[i]))
            return false;
    }
    if (line[3] && line[3] != ' ' && line[3] != '-')
        return false;
    *code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    *last = line[3] != '-';
    *text = line[3] ? line + 4 : line + 3;
    return true;
}

static void take_status(struct reply *reply)
{
    size_t size = strspn(reply->text, "0123456789.");

    if (size >= 5 && size < sizeof reply->status && reply->text[1] == '.' &&
        (reply->text[size] == ' ' || !reply->text[size]))
        snprintf(reply->status, sizeof reply->status, "%.*s", (int)size, reply->text);
}

/* RFC 5321 4.1.1.1: a keyword, then its parameters. Some old servers write "AUTH=LOGIN". */
static void take_extension(struct mail_can *can, const char *text)
{
    size_t size = strcspn(text, " =");

    if (size == 8 && strncasecmp(text, "STARTTLS", size) == 0)
        can->starttls = true;
    else if (size == 4 && text[size] && strncasecmp(text, "AUTH", size) == 0)
        sasl_offer(&can->sasl, text + size + 1);
}

/* Refusals come in several lines, and what to do is in the last; each repeats its status. */
static void mail_smtp_join(struct reply *reply, const char *text)
{
    size_t used = strlen(reply->text), room = sizeof reply->text - used;
    size_t status = strspn(text, "0123456789.");

    text += status >= 5 && text[status] == ' ' ? status + 1 : 0;
    if (reply->code >= 400 && room > 2)
        snprintf(reply->text + used, room, " %.*s", (int)room - 2, text);
}

/* Hears one whole answer; can is filled in from its lines but the first, unless NULL. */
static bool mail_smtp_receive(struct mail *mail, const char *what, struct reply *reply,
                              struct mail_can *can)
{
    char line[MAIL_LINE];
    const char *text;
    bool last = false;
    int code;

    *reply = (struct reply){ 0 };
    for (int n = 0; !last; n++) {
        if (n == MAIL_LINES)
            return mail_fail(mail, PROBE_FAIL, "%s never ends", what);
        if (!peer_line(&mail->peer, line, sizeof line))
            return mail_broke(mail, what);
        if (!mail_smtp_cut(line, &code, &last, &text) || (n && code != reply->code))
            return mail_fail(mail, PROBE_FAIL, "this is no SMTP server: %s is %s", what,
                             mail_quote(mail, line));
        reply->code = code;
        if (n == 0)
            snprintf(reply->text, sizeof reply->text, "%.*s", MAIL_SHOWN - 1, text);
        else if (can && code < 400)
            take_extension(can, text);
        else
            mail_smtp_join(reply, text);
    }
    take_status(reply);
    snprintf(line, sizeof line, "%d %s", reply->code, reply->text);
    mail_keep(mail, reply->code >= 400, line);
    return true;
}

/* Sends a command and hears its answer. */
static bool mail_smtp_ask(struct mail *mail, const char *command, struct reply *reply)
{
    if (!peer_print(&mail->peer, "%s\r\n", command))
        return mail_broke(mail, tr("the conversation"));
    return mail_smtp_receive(mail, tr("the answer"), reply, NULL);
}

/* A passing trouble, unless it is one of policy (RFC 3463 3.8), which does not pass by waiting. */
static bool refused(struct mail *mail, const char *what, const struct reply *reply)
{
    bool later = reply->code / 100 == 4 && strncmp(reply->status, "4.7.", 4) != 0;

    return mail_fail(mail, later ? PROBE_WARN : PROBE_FAIL, "the server %s: %d %s",
                     later ? tr("asks to come back later") : what, reply->code,
                     mail_quote(mail, reply->text));
}

/* RFC 5321 4.1.1.1: the name of this server, as it gives it itself when it sends; 4.1.3: who has
 * none gives his address. Many servers refuse the latter. */
static void mail_smtp_self(const struct mail *mail, char out[PROBE_HOST])
{
    int fd = mail->peer.fd;
    struct sockaddr_storage own = { 0 };
    socklen_t size = sizeof own;
    char address[INET6_ADDRSTRLEN] = "127.0.0.1";

    if (*mail->job->self && !host_is_ip(mail->job->self)) {
        snprintf(out, PROBE_HOST, "%s", mail->job->self);
        return;
    }
    if (getsockname(fd, (struct sockaddr *)&own, &size) == 0 && own.ss_family == AF_INET)
        inet_ntop(AF_INET, &((struct sockaddr_in *)&own)->sin_addr, address, sizeof address);
    if (own.ss_family == AF_INET6)
        inet_ntop(AF_INET6, &((struct sockaddr_in6 *)&own)->sin6_addr, address, sizeof address);
    snprintf(out, PROBE_HOST, "[%s%s]", strchr(address, ':') ? "IPv6:" : "", address);
}

static bool mail_smtp_able(struct mail *mail)
{
    struct reply reply;
    char own[PROBE_HOST];

    mail->can = (struct mail_can){ .initial = true }; /* RFC 4954 4 */
    mail_smtp_self(mail, own);
    if (!peer_print(&mail->peer, "EHLO %s\r\n", own))
        return mail_broke(mail, tr("the conversation"));
    if (!mail_smtp_receive(mail, tr("the answer to EHLO"), &reply, &mail->can))
        return false;
    return reply.code == 250 || refused(mail, tr("refuses to talk to us"), &reply);
}

static bool mail_smtp_greet(struct mail *mail)
{
    struct reply reply;

    if (!mail_smtp_receive(mail, tr("the greeting"), &reply, NULL))
        return false;
    snprintf(mail->greeting, sizeof mail->greeting, "%s", reply.text);
    if (reply.code != 220)
        return refused(mail, tr("refuses to serve us"), &reply);
    return mail_smtp_able(mail);
}

/* RFC 3207 4. */
static bool mail_smtp_start(struct mail *mail, const char *behind)
{
    struct reply reply;

    if (!peer_print(&mail->peer, "STARTTLS\r\n%s", behind))
        return mail_broke(mail, tr("the conversation"));
    if (!mail_smtp_receive(mail, tr("the answer to STARTTLS"), &reply, NULL))
        return false;
    if (reply.code == 220)
        return true;
    return mail_fail(mail, PROBE_FAIL, "the server offers STARTTLS but refuses it: %d %s",
                     reply.code, mail_quote(mail, reply.text));
}

/* The empty sender is that of every notice of failure: it names nobody. */
static bool insists(struct mail *mail)
{
    struct reply reply;

    if (!mail_smtp_ask(mail, "MAIL FROM:<>", &reply))
        return false;
    if (reply.code / 100 != 2)
        return true;
    if (!mail_smtp_ask(mail, "RSET", &reply))
        return false;
    return mail_fail(mail, PROBE_FAIL, "takes mail without encryption");
}

/* First row that fits: the finer code, "" fits any. */
static const struct outcome {
    int code;
    const char *status;
    enum probe_verdict verdict;
    const char *why;
} outcomes[] = {
    { 535, "5.7.139", PROBE_FAIL,
      "the server has switched off logins with a password for this mailbox; use OAuth" },
    { 535, "", PROBE_FAIL, "wrong user or password" },
    { 534, "5.7.9", PROBE_FAIL, "the server wants a password made for this program alone" },
    { 534, "", PROBE_FAIL, "the server wants a stronger way to log in" },
    { 538, "", PROBE_FAIL, "the server demands encryption for this login, though there is some" },
    { 530, "", PROBE_FAIL, "the server demands something else before the login" },
    { 432, "", PROBE_FAIL, "the password must be changed on the server first" },
    { 454, "", PROBE_WARN, "the server cannot check logins now; try again later" },
    { 421, "", PROBE_WARN, "the server is closing down or takes no more logins now" },
    { 451, "", PROBE_WARN, "the server cannot check logins now; try again later" },
    { 502, "", PROBE_FAIL, "the server offers no login" },
    { 503, "", PROBE_FAIL, "the server offers no login here" },
    { 504, "", PROBE_FAIL, "the server does not take this way to log in, though it offers it" },
    { 0 },
};

static bool mail_smtp_judge(struct mail *mail, const struct reply *reply)
{
    if (reply->code == 235) {
        mail_end(mail, PROBE_PASS, "logged in");
        return true;
    }
    for (const struct outcome *row = outcomes; row->code; row++) {
        if (row->code == reply->code && (!*row->status || strcmp(row->status, reply->status) == 0))
            return mail_fail(mail, row->verdict, "%s: %d %s", row->why, reply->code,
                             mail_quote(mail, reply->text));
    }
    return refused(mail, tr("refuses the login"), reply);
}

/* RFC 4954 4; 334 is the answer of a server that did not take the message with the command. */
static bool mail_smtp_login_plain(struct mail *mail, struct reply *reply)
{
    char command[sizeof "AUTH PLAIN " + SASL_TEXT] = "AUTH PLAIN ";
    char *message = command + strlen(command);
    bool received;

    if (!sasl_plain(mail->job->user, mail->job->password, message))
        return mail_fail(mail, PROBE_FAIL, "user or password is too long for this login");
    received = mail_smtp_ask(mail, command, reply) &&
               (reply->code != 334 || mail_smtp_ask(mail, message, reply));
    OPENSSL_cleanse(command, sizeof command);
    return received;
}

static bool mail_smtp_login_word(struct mail *mail, const char *text, struct reply *reply)
{
    char word[SASL_TEXT];
    bool sent;

    if (!sasl_word(text, word))
        return mail_fail(mail, PROBE_FAIL, "user or password is too long for this login");
    sent = mail_smtp_ask(mail, word, reply);
    OPENSSL_cleanse(word, sizeof word);
    return sent;
}

static bool login_login(struct mail *mail, struct reply *reply)
{
    if (!mail_smtp_ask(mail, "AUTH LOGIN", reply))
        return false;
    if (reply->code == 334 && !mail_smtp_login_word(mail, mail->job->user, reply))
        return false;
    return reply->code != 334 || mail_smtp_login_word(mail, mail->job->password, reply);
}

static bool mail_smtp_login(struct mail *mail)
{
    struct reply reply;

    if (mail->can.sasl.plain ? !mail_smtp_login_plain(mail, &reply) : !login_login(mail, &reply))
        return false;
    /* RFC 4954 4: 504 is of the mechanism, not of user and password */
    if (reply.code == 504 && mail->can.sasl.plain && mail->can.sasl.login &&
        !login_login(mail, &reply))
        return false;
    return mail_smtp_judge(mail, &reply);
}

static bool mail_smtp_leave(struct mail *mail)
{
    struct reply reply;

    return mail_smtp_ask(mail, "QUIT", &reply) && reply.code == 250 &&
           mail_smtp_receive(mail, tr("the goodbye"), &reply, NULL) && reply.code == 221;
}

const struct mail_protocol smtp_protocol = {
    .name = "SMTP",
    .start_word = "STARTTLS",
    .injected = "NOOP\r\n",
    .greet = mail_smtp_greet,
    .able = mail_smtp_able,
    .start = mail_smtp_start,
    .login = mail_smtp_login,
    .leave = mail_smtp_leave,
    .insists = insists,
};
