/* name.h - who a certificate speaks of: subject, alternative names, and the names a CA may
 * certify. Built as structures, never from text: OpenSSL's text form takes "a,DNS:evil" as two
 * names. Host names come in their A-label form (host_to_ascii()). */
#ifndef BACKEND_PKI_NAME_H
#define BACKEND_PKI_NAME_H

#include "backend/pki/ossl.h"

enum { COMMON_NAME_MAX = 64, ORGANIZATION_MAX = 64 }; /* characters: RFC 5280, appendix A.1 */

/* O and CN; either is left out if it is "" or, a common name only, too long. */
X509_NAME *name_subject(const char *organization, const char *common, struct err *err);

/* fqdn and every item of the LIST aliases, each once: a dNSName, or an iPAddress for a literal. */
GENERAL_NAMES *name_alternatives(const char *fqdn, const char *aliases, struct err *err);

/* One address of mail: an rfc822Name. */
GENERAL_NAMES *name_mail(const char *address);

/* Permitted DNS suffixes (RFC 5280, 4.2.1.10); NULL without err if the LIST is empty. */
NAME_CONSTRAINTS *name_limits(const char *suffixes);

/* The domains that a CA's certificate may sign for, as a LIST value; "": it does not say. */
void name_limited(X509 *own_ca, char suffixes[], size_t size);

/* Is the name, or is it below, one of the suffixes? An empty LIST permits all, a list permits every
 * IP address: it speaks of DNS names only. */
bool name_permitted(const char *name, const char *suffixes);

#endif
