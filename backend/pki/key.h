/* key.h - private keys: made, written, read. */
#ifndef BACKEND_PKI_KEY_H
#define BACKEND_PKI_KEY_H

#include "backend/pki/ossl.h"
#include "backend/pki/stretch.h"

struct key_type {
    const char *name;  /* as the setting writes it: "rsa-3072" */
    const char *shown; /* as people read it: "RSA 3072" */
    unsigned bits;     /* RSA; 0: an elliptic curve */
    const char *curve;
    const char *own_ca; /* name of the type a CA over such keys has: never weaker, and
                              not below RSA 3072 or P-384, for it lives ten years (SP 800-57) */
};

const struct key_type *key_type_find(const char *name); /* NULL: none */

EVP_PKEY *key_new(const struct key_type *type, struct err *err);

/* "RSA 3072", "P-256", "ED25519". */
void key_shown(const EVP_PKEY *key, char shown[32]);

/* What this key signs certificates with: as strong as itself; NULL for keys that bring their own.
 */
const EVP_MD *key_digest(const EVP_PKEY *key);

/* PKCS#8 as PEM; under the password, unless with is NULL, with AES-256-CBC and PBKDF2-HMAC-SHA-256.
 */
bool key_write(BIO *out, const EVP_PKEY *key, const struct stretched *with, struct err *err);

/* NULL and err. Never asks anybody for a password: one that is missing is a failure. */
EVP_PKEY *key_read(const void *pem, size_t size, const char *password, struct err *err);

#endif
