/* answer.h - a DNS message from a stranger, read into records.
 *
 * Names are expanded by c-ares, which bounds loops of compression; chains of aliases, the number of
 * records and all sizes are bounded here.
 */
#ifndef BACKEND_DISCOVER_DNS_ANSWER_H
#define BACKEND_DISCOVER_DNS_ANSWER_H

#include "backend/discover/questions.h"

enum {
    ANSWER_RECORDS = 64, /* that are kept; what is beyond is counted */
    ANSWER_LOOKED = 512, /* records that are looked at */
    ANSWER_ALIASES = 8,  /* CNAMEs one after the other */
};

struct answer_record {
    unsigned priority, weight, port; /* SRV; MX: its preference is the priority */
    unsigned long ttl;               /* seconds */
    char name[DNS_TEXT]; /* the target, or the address as text; "." : no such service. TXT: what a
                            printer says that it is, tame */
};
struct answer {
    struct answer_record records[ANSWER_RECORDS];
    size_t count, beyond;
    size_t refused; /* records whose name is no host name */
    bool authentic; /* the AD bit: the resolver says that DNSSEC holds (RFC 4035 3.2.3) */
    bool aliased;   /* the name asked for is an alias (CNAME) of another one */
    unsigned code;  /* RCODE; 3: there is no such name */
};

/* PTR: of a service ("_ipp._tcp.corp.example.com") the names are one label in front of it, which
 * may be any bytes, with \DDD for what does not print (RFC 6763 4.1); else they are hosts. TXT: the
 * value of ty, or that of product, of a printer (RFC 6763 6; Apple's Bonjour Printing 9.2.6); a
 * record without either is refused.
 *
 * False: it is not an answer to that question, or is broken. What is in a broken one is not used.
 */
bool answer_read(const unsigned char *bytes, size_t size, const char *name, enum dns_type type,
                 struct answer *answer);

#endif
