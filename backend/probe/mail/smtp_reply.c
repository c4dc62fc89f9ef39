#include "backend/probe/mail/smtp_reply.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "backend/base/language.h"

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

static void take_status(struct smtp_reply *reply)
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
static void mail_smtp_join(struct smtp_reply *reply, const char *text)
{
    size_t used = strlen(reply->text), room = sizeof reply->text - used;
    size_t status = strspn(text, "0123456789.");

    text += status >= 5 && text[status] == ' ' ? status + 1 : 0;
    if (reply->code >= 400 && room > 2)
        snprintf(reply->text + used, room, " %.*s", (int)room - 2, text);
}

bool smtp_receive(struct mail *mail, const char *what, struct smtp_reply *reply,
                  struct mail_can *can)
{
    char line[MAIL_LINE];
    const char *text;
    bool last = false;
    int code;

    *reply = (struct smtp_reply){ 0 };
    for (int n = 0; !last; n++) {
        if (n == MAIL_LINES)
            return mail_fail(mail, PROBE_FAIL, "%s never ends", what);
        if (!peer_line(&mail->peer, line, sizeof line))
            return mail_broke(mail, what);
        if (!mail_smtp_cut(line, &code, &last, &text) || (n && code != reply->code))
            return mail_fail(mail, PROBE_FAIL, "this is not an SMTP server: %s is %s", what,
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

bool smtp_ask(struct mail *mail, const char *what, const char *command, struct smtp_reply *reply)
{
    if (!peer_print(&mail->peer, "%s\r\n", command))
        return mail_broke(mail, what);
    return smtp_receive(mail, what, reply, NULL);
}

/* Greylisting, above all, which has the status of a policy (X.7.1) with many servers. */
static bool smtp_reply_says_later(const char *text)
{
    static const char *const phrases[] = { "greylist",  "graylist",  "grey-list", "gray-list",
                                           "try again", "try later", "retry",     "again later" };

    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (strcasestr(text, phrases[i]))
            return true;
    return false;
}

bool smtp_refused(struct mail *mail, const char *what, const struct smtp_reply *reply)
{
    bool crowded =
        reply->code == 421 && strcmp(reply->status, "4.7.0") == 0; /* too many connections */
    bool policy =
        strncmp(reply->status, "4.7.", 4) == 0 && !crowded && !smtp_reply_says_later(reply->text);
    bool later = reply->code / 100 == 4 && !policy;

    return mail_fail(mail, later ? PROBE_WARN : PROBE_FAIL, "the server %s: %d %s",
                     later ? tr("asks to come back later") : what, reply->code,
                     mail_quote(mail, reply->text));
}
