/* http_head.h - the first lines of an HTTP answer: RFC 9112 4, of which little is needed to say
 * whether a web page is there and where it sends people. */
#ifndef BACKEND_PROBE_HTTP_HTTP_HEAD_H
#define BACKEND_PROBE_HTTP_HTTP_HEAD_H

#include "backend/probe/http/header.h"
#include "backend/probe/net/peer.h"

struct http_head {
    int status;         /* 100 to 599 */
    char location[256]; /* as it came, cut if it is longer; "": none */
    char server[128];
    char refresh[256]; /* where the Refresh header leads, or the page (http_page.h); "": nowhere */
    long wait;         /* seconds until it does */
    long length;       /* bytes of the page, or HEADER_... */
    bool asks;         /* the page has fields to type into */
};

/* Takes one line, first the status line, then headers, unfolded. False: it is no HTTP. Starts with
 * *head as { .length = HEADER_NO_LENGTH }. */
bool http_head_line(struct http_head *head, const char *line);

/* Asks for "/" of that host and reads up to the empty line. False: talk_why() says why, or, if
 * nothing went wrong there, it was no HTTP. */
bool http_head_get(struct peer *peer, const char *host, struct http_head *head);

/* Does it send people to another place, by one of the codes of RFC 9110 15.4? */
bool http_head_moves(const struct http_head *head);

/* To where, by such a code or by refreshing; "": nowhere. */
const char *http_head_target(const struct http_head *head);

/* By that scheme ("https")? */
bool http_head_moves_to(const struct http_head *head, const char *scheme);

extern const char http_two_alone[]; /* "speaks HTTP/2 alone: ..." */

#endif
