/* http_page.h - the page behind an HTTP answer, as far as it sends people on by itself: <meta
 * http-equiv="refresh"> (HTML 4.2.5.3). */
#ifndef BACKEND_PROBE_HTTP_HTTP_PAGE_H
#define BACKEND_PROBE_HTTP_HTTP_PAGE_H

#include <stdbool.h>

#include "backend/probe/http/http_head.h"
#include "backend/probe/net/peer.h"

/* The first such element that leads somewhere, as header_refresh() has it, and its seconds; "" and
 * -1: there is none. What is in a comment or a script does not count. */
long http_page_refresh(const char *page, size_t size, char target[], size_t room);

/* Does it ask for anything that can be typed? */
bool http_page_asks(const char *page, size_t size);

/* What people read there: its title, or else its first words, blanks as one; "": nothing. Tame it.
 */
void http_page_text(const char *page, size_t size, char out[], size_t room);

/* Reads the start of the page behind a head that was just read, for a second at most, and takes
 * what it says into the head where the Refresh header says nothing. */
void http_page_look(struct peer *peer, struct http_head *head);

#endif
