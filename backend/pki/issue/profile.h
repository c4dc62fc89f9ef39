/* profile.h - what stands in each kind of certificate. */
#ifndef BACKEND_PKI_ISSUE_PROFILE_H
#define BACKEND_PKI_ISSUE_PROFILE_H

#include "backend/pki/ossl.h"

enum profile_kind {
    KIND_ROOT,    /* the built-in CA: signs itself and servers */
    KIND_ISSUING, /* one that the company's CA signed */
    KIND_SERVER,
    KIND_CLIENT,
};

/* Adds the kind's extensions; cert has its key and names already. A root is its own issuer. */
bool profile_add(X509 *cert, enum profile_kind kind, X509 *issuer, struct err *err);

#endif
