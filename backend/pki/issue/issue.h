/* issue.h - a certificate, signed. */
#ifndef BACKEND_PKI_ISSUE_ISSUE_H
#define BACKEND_PKI_ISSUE_ISSUE_H

#include <time.h>

#include "backend/pki/issue/profile.h"

/* Everything stays the caller's. */
struct issue_order {
    enum profile_kind kind;
    EVP_PKEY *key; /* whose certificate it is; its public half is enough */
    const X509_NAME *subject;
    GENERAL_NAMES *names;     /* NULL: none */
    NAME_CONSTRAINTS *limits; /* CAs only; NULL: none */
    const char *crl_url;      /* "" or NULL: no distribution point (RFC 5280, 4.2.1.13) */
    time_t now;
    long days;
    bool trial; /* only to be looked at: it may outlive its issuer */
};

/* Signed by issuer with his key; issuer NULL: by itself. Ends no later than its issuer. NULL and
 * err. */
X509 *issue(const struct issue_order *order, X509 *issuer, EVP_PKEY *issuer_key, struct err *err);

#endif
