#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "backend/base/language.h"
#include "backend/check/check.h"
#include "backend/probe/mail/smtp_reply.h"

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

/* What a refused EHLO is about. Servers put its name into the text, or say what a name must be; an
 * argument that is refused (501, 504) is the name. */
static bool mail_smtp_no_hello(struct mail *mail, const char *own, const struct smtp_reply *reply)
{
    static const char *const phrases[] = { "HELO", "EHLO", "hostname", "domain name" };
    bool name = reply->code == 501 || reply->code == 504;

    if (reply->code == 500 || reply->code == 502)
        return mail_fail(mail, PROBE_FAIL,
                         "the server knows no EHLO, so it has neither STARTTLS nor a login: %d %s",
                         reply->code, mail_quote(mail, reply->text));
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        name = name || strcasestr(reply->text, phrases[i]);
    if (name && reply->code != 421 && reply->code != 503)
        return mail_fail(mail, PROBE_FAIL,
                         "the server refuses the name that this one gives itself, %s (EHLO): %d %s",
                         own, reply->code, mail_quote(mail, reply->text));
    return smtp_refused(mail, tr("refuses to talk to us"), reply);
}

static bool mail_smtp_able(struct mail *mail)
{
    struct smtp_reply reply;
    char own[PROBE_HOST];

    mail->can = (struct mail_can){ .initial = true }; /* RFC 4954 4 */
    mail_smtp_self(mail, own);
    if (!peer_print(&mail->peer, "EHLO %s\r\n", own))
        return mail_broke(mail, tr("the conversation"));
    if (!smtp_receive(mail, tr("the answer to EHLO"), &reply, &mail->can))
        return false;
    return reply.code == 250 || mail_smtp_no_hello(mail, own, &reply);
}

static bool mail_smtp_greet(struct mail *mail)
{
    struct smtp_reply reply;

    if (!smtp_receive(mail, tr("the greeting"), &reply, NULL))
        return false;
    snprintf(mail->greeting, sizeof mail->greeting, "%s", reply.text);
    if (reply.code != 220)
        return smtp_refused(mail, tr("refuses to serve us"), &reply);
    return mail_smtp_able(mail);
}

/* RFC 3207 4. */
static bool mail_smtp_start(struct mail *mail, const char *behind)
{
    struct smtp_reply reply;

    if (!peer_print(&mail->peer, "STARTTLS\r\n%s", behind))
        return mail_broke(mail, tr("the conversation"));
    if (!smtp_receive(mail, tr("the answer to STARTTLS"), &reply, NULL))
        return false;
    if (reply.code == 220)
        return true;
    if (reply.code == 421) /* of the session, not of TLS */
        return smtp_refused(mail, tr("refuses to serve us"), &reply);
    return mail_fail(mail, PROBE_FAIL, "the server offers STARTTLS but refuses it: %d %s",
                     reply.code, mail_quote(mail, reply.text));
}

/* A refusal that speaks of encryption (RFC 5248: X.7.10), or 530 (RFC 3207 4), which a server that
 * demands a login says as well (RFC 4954 6): others say nothing of what would be taken. */
static bool mail_smtp_demands_tls(const struct smtp_reply *reply)
{
    const char *status = reply->status;
    bool login = strcasestr(reply->text, "authenti") || strcasestr(reply->text, "log in") ||
                 strcasestr(reply->text, "login");

    return (reply->code == 530 && !login) || (*status && strcmp(status + 1, ".7.10") == 0) ||
           strcasestr(reply->text, "TLS") || strcasestr(reply->text, "encrypt");
}

/* The empty sender is that of every notice of failure: it names nobody. */
static bool insists(struct mail *mail)
{
    struct smtp_reply reply;

    if (!smtp_ask(mail, tr("the answer to MAIL FROM"), "MAIL FROM:<>", &reply))
        return false;
    if (reply.code / 100 == 2) {
        smtp_ask(mail, tr("the answer to RSET"), "RSET", &reply);
        return mail_fail(mail, PROBE_FAIL, "takes mail without encryption");
    }
    if (reply.code == 421) { /* and the channel is closed: RFC 5321 4.2.2 */
        mail->peer.error = PEER_CLOSED;
        return smtp_refused(mail, "", &reply);
    }
    if (mail_smtp_demands_tls(&reply))
        return true;
    return mail_fail(mail, PROBE_WARN,
                     "not found out: whether mail is taken without STARTTLS; the server refuses "
                     "this sender anyway: %d %s",
                     reply.code, mail_quote(mail, reply.text));
}

static bool mail_smtp_leave(struct mail *mail)
{
    struct smtp_reply reply;

    return smtp_ask(mail, tr("the goodbye"), "QUIT", &reply) && reply.code == 250 &&
           smtp_receive(mail, tr("the goodbye"), &reply, NULL) && reply.code == 221;
}

const struct mail_protocol smtp_protocol = {
    .name = "SMTP",
    .start_word = "STARTTLS",
    .injected = "NOOP\r\n",
    .greet = mail_smtp_greet,
    .able = mail_smtp_able,
    .start = mail_smtp_start,
    .login = smtp_login,
    .leave = mail_smtp_leave,
    .insists = insists,
};
