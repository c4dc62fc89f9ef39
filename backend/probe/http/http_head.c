#include "backend/probe/http/http_head.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "backend/probe/http/header.h"

const char http_two_alone[] = "speaks HTTP/2 alone: devices and programs that know no more than "
                              "HTTP/1.1 get no answer";

enum {
    LINE = 4096,
    LINES = 100,
    FINAL = 200 /* RFC 9110 15.2: what is below says that one follows */
};

/* "HTTP/1.1 301 Moved": what stands behind the number is for people. */
static bool read_status(struct http_head *head, const char *line)
{
    static const char form[] = "HTTP/0.0 000";

    for (size_t i = 0; i < sizeof form - 1; i++)
        if (form[i] == '0' ? !isdigit((unsigned char)line[i]) : line[i] != form[i])
            return false;
    long status = strtol(line + sizeof "HTTP/0.0", NULL, 10);
    if (status < 100 || status > 599)
        return false;
    head->status = (int)status;
    return true;
}

static void http_head_keep(const char *line, const char *name, char room[], size_t size)
{
    size_t length = strlen(name);

    if (strncasecmp(line, name, length) != 0 || line[length] != ':')
        return;
    line += length + 1;
    line += strspn(line, " \t");
    snprintf(room, size, "%s", line);
}

bool http_head_line(struct http_head *head, const char *line)
{
    char refresh[sizeof head->refresh] = "", length[64] = "";

    if (!head->status)
        return read_status(head, line);
    http_head_keep(line, "location", head->location, sizeof head->location);
    http_head_keep(line, "server", head->server, sizeof head->server);
    http_head_keep(line, "refresh", refresh, sizeof refresh);
    http_head_keep(line, "content-length", length, sizeof length);
    if (*refresh)
        head->wait = header_refresh(refresh, head->refresh, sizeof head->refresh);
    if (*length)
        head->length = header_length(head->length, length);
    return true;
}

bool http_head_get(struct peer *peer, const char *host, struct http_head *head)
{
    char line[LINE];
    bool six = strchr(host, ':');

    *head = (struct http_head){ .length = HEADER_NO_LENGTH };
    if (!peer_print(peer,
                    "GET / HTTP/1.1\r\nHost: %s%s%s\r\nUser-Agent: printseal\r\nAccept: */*\r\n"
                    "Connection: close\r\n\r\n",
                    six ? "[" : "", host, six ? "]" : ""))
        return false;
    for (int i = 0; i < LINES && peer_line(peer, line, sizeof line); i++) {
        if (!*line && head->status >= FINAL)
            return true;
        if (!*line && head->status)
            *head = (struct http_head){ .length = HEADER_NO_LENGTH };
        else if (!http_head_line(head, line))
            return false;
    }
    return false;
}

bool http_head_moves(const struct http_head *head)
{
    return *head->location && (head->status == 301 || head->status == 302 || head->status == 303 ||
                               head->status == 307 || head->status == 308);
}

const char *http_head_target(const struct http_head *head)
{
    return http_head_moves(head) ? head->location : head->refresh;
}

bool http_head_moves_to(const struct http_head *head, const char *scheme)
{
    const char *target = http_head_target(head);
    size_t length = strlen(scheme);

    return strncasecmp(target, scheme, length) == 0 && target[length] == ':';
}
