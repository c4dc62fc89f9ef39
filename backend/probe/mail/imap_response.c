#include "backend/probe/mail/imap_response.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LITERAL_MOST = 1 << 16 };

/* "{12}" or "{12+}" at the end of a line: as many bytes follow, then the rest of the line (RFC 9051
 * 4.3). -1: none. */
static long imap_response_literal(const char *line)
{
    const char *open = strrchr(line, '{');
    char *end;
    long size;

    if (!open || !isdigit((unsigned char)open[1]))
        return -1;
    size = strtol(open + 1, &end, 10);
    if (*end == '+')
        end++;
    return end[0] == '}' && !end[1] ? size : -1;
}

static bool imap_response_skip(struct mail *mail, long size)
{
    char room[256];

    for (size_t left = (size_t)size, piece; left; left -= piece) {
        piece = left < sizeof room ? left : sizeof room;
        if (!peer_bytes(&mail->peer, room, piece))
            return false;
    }
    return true;
}

/* Behind a literal the response goes on; what is there is nothing we look at. */
static bool pass_literals(struct mail *mail, const char *line, const char *what)
{
    char rest[MAIL_LINE];
    long size = imap_response_literal(line);

    for (int n = 0; size >= 0; n++) {
        if (size > LITERAL_MOST || n == MAIL_LINES)
            return mail_fail(mail, PROBE_FAIL, "%s never ends", what);
        if (!imap_response_skip(mail, size) || !peer_line(&mail->peer, rest, sizeof rest))
            return mail_broke(mail, what);
        size = imap_response_literal(rest);
    }
    return true;
}

static const char *own_tag(const struct mail *mail, char out[16])
{
    snprintf(out, 16, "p%d ", mail->tag);
    return out;
}

bool imap_receive(struct mail *mail, const char *what, struct imap_response *response)
{
    char tag[16];
    size_t size = strlen(own_tag(mail, tag));

    if (!peer_line(&mail->peer, response->line, sizeof response->line))
        return mail_broke(mail, what);
    if (strncmp(response->line, "* ", 2) == 0)
        response->kind = UNTAGGED;
    else if (response->line[0] == '+')
        response->kind = CONTINUED;
    else if (strncasecmp(response->line, tag, size) == 0)
        response->kind = TAGGED;
    else
        return mail_fail(mail, PROBE_FAIL, "this is not an IMAP server: %s is %s", what,
                         mail_quote(mail, response->line));
    response->text = response->line + (response->kind == UNTAGGED ? 2
                                       : response->kind == TAGGED ? size
                                                                  : 1);
    return pass_literals(mail, response->line, what);
}
