/* take.h - certificates and keys out of files that somebody brings, in any form and any order: PEM
 * or DER, PFX (PKCS#12), PKCS#7, PKCS#8, traditional keys. What a file is, its content says, never
 * its name.
 *
 * Parses what a stranger sent: belongs into a worker.
 */
#ifndef BACKEND_PKI_TAKE_H
#define BACKEND_PKI_TAKE_H

#include "backend/pki/ossl.h"
#include "backend/pki/problem.h"
#include "backend/pki/variant.h"

enum { TAKE_CERTS = 512, TAKE_KEYS = 16 };

struct take_source {
    const char *name; /* how findings call it */
    const unsigned char *bytes;
    size_t size;
    bool large; /* there was more than may be read: bytes are none */
    bool (*wanted)(const X509_NAME *subject, const void *who); /* certificates; NULL: all are */
    const void *who;
};

/* Each certificate and each key once. Starts as { 0 }. */
struct taken {
    struct taken_cert {
        X509 *cert;
        const char *file;
        unsigned list; /* of a PEM file, whose order means something; 0: none */
    } certs[TAKE_CERTS];
    size_t cert_count, cert_met; /* met: also those that are there already */
    struct taken_key {
        EVP_PKEY *key;
        const char *file;
    } keys[TAKE_KEYS];
    size_t key_count;
    long long spent; /* steps of computing on passwords, for all files */
};

/* Adds what the file holds, and to flaws what is wrong with it.
 */
void take_file(struct taken *taken, const struct take_source *source, const struct variant *variant,
               struct problems *problems);
void take_free(struct taken *taken); /* what is in it */

#endif
