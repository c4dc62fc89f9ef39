#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "backend/base/language.h"
#include "backend/probe/mail/imap_command.h"

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
        return mail_fail(mail, PROBE_FAIL, "this is not an IMAP server: it greets with %s",
                         mail_quote(mail, first.line));
    if (imap_begins(first.text, "BYE"))
        return mail_fail(mail, PROBE_WARN, "the server refuses to serve us: %s",
                         mail_quote(mail, first.text));
    mail->known = imap_begins(first.text, "PREAUTH");
    if (!mail->known && !imap_begins(first.text, "OK"))
        return mail_fail(mail, PROBE_FAIL, "this is not an IMAP server: it greets with %s",
                         mail_quote(mail, first.line));
    return imap_able(mail);
}

static bool imap_start(struct mail *mail, const char *behind)
{
    struct imap_response end;

    mail->tag++;
    if (!peer_print(&mail->peer, "p%d STARTTLS\r\n%s", mail->tag, behind))
        return mail_broke(mail, tr("the answer to STARTTLS"));
    if (!imap_end(mail, tr("the answer to STARTTLS"), &end))
        return false;
    if (end.kind != TAGGED || !imap_begins(end.text, "OK"))
        return mail_fail(mail, PROBE_FAIL, "the server offers STARTTLS but refuses it: %s",
                         mail_quote(mail, end.text));
    return true;
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
