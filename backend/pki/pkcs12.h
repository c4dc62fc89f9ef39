/* pkcs12.h - key, certificate and chain in one file, as Windows and devices take them (RFC 7292).
 */
#ifndef BACKEND_PKI_PKCS12_H
#define BACKEND_PKI_PKCS12_H

#include "backend/pki/ossl.h"
#include "backend/pki/stretch.h"

struct bundle {
    EVP_PKEY *key;
    X509 *cert;
    STACK_OF(X509) * chain;
};

/* name: how stores list it, ASCII. legacy: 3DES and SHA-1, all that Windows Server 2016 and older
 * can open, always with 2,048 steps; else AES-256 and SHA-256. */
bool pkcs12_write(BIO *out, const struct bundle *bundle, const char *name,
                  const struct stretched *with, bool legacy, struct err *err);

/* Opens it as a stranger would, in a library context of its own, and compares what is in it. */
bool pkcs12_check(const void *bytes, size_t size, const struct bundle *bundle, const char *password,
                  struct err *err);

#endif
