/* wire.h - questions as bytes, from names as c-ares writes them: \DDD for a byte that does not
 * print, \X for one that means something (RFC 1035 5.1). Its own writer of questions has not always
 * taken those back.
 */
#ifndef BACKEND_DISCOVER_DNS_WIRE_H
#define BACKEND_DISCOVER_DNS_WIRE_H

#include "backend/discover/questions.h"

enum {
    WIRE_HEAD = 12,  /* bytes before the question (RFC 1035 4.1.1) */
    WIRE_IN = 1,     /* the class of all that is asked (RFC 1035 3.2.4) */
    WIRE_LABEL = 63, /* RFC 1035 2.3.4 */
    WIRE_QUERY = WIRE_HEAD + 255 + 4,
};

/* A question with one name. RD is set, and AD: it asks for the AD bit of the answer, without all of
 * DNSSEC (RFC 6840 5.7). Returns the bytes; 0: that is no name. */
size_t wire_query(const char *name, enum dns_type type, unsigned id,
                  unsigned char query[WIRE_QUERY]);

/* The first label as people read it; tame. "": it is none. */
void wire_label(const char *name, char label[WIRE_LABEL + 1]);

#endif
