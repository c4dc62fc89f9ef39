#include "backend/probe/mail/imap_command.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

bool imap_begins(const char *text, const char *word)
{
    size_t size = strlen(word);

    return strncasecmp(text, word, size) == 0 && (!text[size] || text[size] == ' ');
}

static void imap_command_take(struct mail_can *can, const char *word)
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
static void imap_command_able(struct mail *mail, const char *text)
{
    char word[64];

    mail->can = (struct mail_can){ .word_login = true };
    for (const char *at = text; *at && *at != ']'; at += strspn(at, " ")) {
        size_t size = strcspn(at, " ]");
        snprintf(word, sizeof word, "%.*s", (int)size, at);
        imap_command_take(&mail->can, word);
        at += size;
    }
}

bool imap_refuses(const struct imap_response *response)
{
    return imap_begins(response->text, "BYE") ||
           (response->kind == TAGGED && !imap_begins(response->text, "OK"));
}

bool imap_end(struct mail *mail, const char *what, struct imap_response *end)
{
    for (int n = 0; n < MAIL_LINES; n++) {
        if (!imap_receive(mail, what, end))
            return false;
        mail_keep(mail, imap_refuses(end), end->text);
        if (end->kind != UNTAGGED)
            return true;
        if (imap_begins(end->text, "CAPABILITY"))
            imap_command_able(mail, end->text);
        if (imap_begins(end->text, "BYE"))
            return mail_fail(mail, PROBE_WARN, "the server closed the session: %s",
                             mail_quote(mail, end->text));
    }
    return mail_fail(mail, PROBE_FAIL, "%s never ends", what);
}

bool imap_ask(struct mail *mail, const char *what, const char *command, struct imap_response *end)
{
    mail->tag++;
    if (!peer_print(&mail->peer, "p%d %s\r\n", mail->tag, command))
        return mail_broke(mail, what);
    return imap_end(mail, what, end);
}
