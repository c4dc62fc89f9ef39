/* verify.h - does a chain hold, as a strict client would judge it (RFC 5280, 6.1; RFC 9525)? */
#ifndef BACKEND_PKI_VERIFY_H
#define BACKEND_PKI_VERIFY_H

#include <time.h>

#include "backend/pki/ossl.h"

/* The first certificate of a file, PEM or DER; NULL and err. */
X509 *verify_load(const void *bytes, size_t size, struct err *err);

/* Adds all certificates of a file, PEM or DER, to list, in their order. False and err if there is
 * none, or one cannot be read. */
bool verify_load_all(const void *bytes, size_t size, STACK_OF(X509) * list, struct err *err);

/* Clocks of machines that are set differ no more: what begins within that is not refused. */
enum { VERIFY_SKEW = 15 * 60 };

struct verify {
    X509 *cert;
    STACK_OF(X509) * between; /* CAs between cert and root, in any order; NULL: none */
    X509 *root;               /* the only one that is trusted: never the system's store */
    const char *host;         /* DNS name or IP literal that must be named; NULL: any */
    time_t now;
    bool client;  /* judged as a server judges a client, rather than a client a server */
    bool lenient; /* as clients that are not strict: for what others have signed, and examined */
};

/* Strict unless told otherwise, at security level 2 (112 bits: no SHA-1, no RSA below 2048), for a
 * TLS server or client. CRLs are not looked at. Says what is wrong with whose certificate. */
bool verify_chain(const struct verify *verify, struct err *err);

/* Does cert name the host in its alternative names? "*.x" asks for the wildcard itself. */
bool verify_host(X509 *cert, const char *host);

#endif
