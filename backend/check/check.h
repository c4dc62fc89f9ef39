/* check.h - is this text a host name, a network, a date? Each explains what would be right.
 *
 * All take text that is already UTF-8 without control characters; none accepts "" (an empty value
 * is decided by `required`). None asks the network.
 */
#ifndef BACKEND_CHECK_CHECK_H
#define BACKEND_CHECK_CHECK_H

#include <stddef.h>

#include "backend/base/err.h"

/* A record's name: A-Z a-z 0-9 - _, 1 to 32 of them. */
bool check_name(const char *text, struct err *err);

/* RFC 1123 2.1 syntax, after IDNA if it is not ASCII. IP literals and single labels pass:
 * host_judge() fails them. A trailing dot passes; setting_accept() drops it. */
bool check_host(const char *text, struct err *err);
bool check_host_port(const char *text, struct err *err); /* host, host:port, [v6]:port */
bool check_wildcard(const char *text, struct err *err);  /* host, or *.host (RFC 9525 6.3) */
bool check_domain(const char *text, struct err *err);    /* for name constraints: a suffix */

/* An IPv4 or IPv6 address, alone or with /prefix; the bits behind the prefix must be 0. */
bool check_network(const char *text, struct err *err);

bool check_date(const char *text, struct err *err); /* 2027-01-31 (ISO 8601), if it exists */
bool check_guid(const char *text, struct err *err); /* 8-4-4-4-12 hexadecimal digits */
bool check_dn(const char *text, struct err *err);   /* distinguished name, RFC 4514 */
/* A DN; or user@domain or DOMAIN\user, as Active Directory takes it (MS-ADTS 5.1.1.1.1) */
bool check_account(const char *text, struct err *err);
bool dn_is_account(const char *text);                /* rather than one of the other two */
bool check_path(const char *text, struct err *err);  /* absolute path of a file on this machine */
bool check_scope(const char *text, struct err *err); /* RFC 6749 scope-token without a comma */
bool check_web_address(const char *text, struct err *err); /* http://host[:port]/path, ASCII */

/* True if the whole text is an IPv4 or IPv6 literal (brackets and zone not accepted). */
bool host_is_ip(const char *text);

/* True for what no public CA may certify: one label, .local .internal .lan .corp home.arpa ..., and
 * addresses that are reserved for private use. Baseline Requirements 4.2.2, RFC 6890. */
bool host_is_internal(const char *text);
bool host_is_single(const char *text); /* one label */

/* The ending of a name that belongs to nobody in public; NULL: it has none. *meant: it was set
 * aside for networks like this one (RFC 8375, ICANN's .internal), so that it means nobody else's
 * machine. */
const char *host_internal_ending(const char *text, bool *meant);

/* The A-label form ("xn--...") in lower case; IDNA 2008 with UTS 46 through
 * libidn2. False if it cannot be converted. Plain ASCII never needs the library. */
bool host_to_ascii(const char *text, char ascii[], size_t size, struct err *err);

/* The other way to write a name that has two: "xn--bcher-kva.example" and its letters. False: it
 * has only one. */
bool host_other_form(const char *text, char other[], size_t size);

#endif
