/* pbe.h - what something is encrypted with under a password (RFC 8018, RFC 7292 appendix C), read
 * before anything is tried: OpenSSL says "wrong password" to whatever it does not know, and
 * computes for as long as a file asks. */
#ifndef BACKEND_PKI_PBE_H
#define BACKEND_PKI_PBE_H

#include "backend/pki/ossl.h"
#include "backend/pki/problem.h"
#include "backend/pki/variant.h"

/* What opening something may cost, in repetitions of SHA-256: about a second. People use up to
 * about a million for each of three things in a file. */
enum { PBE_COST_MAX = 4000000 };

enum pbe_kind {
    PBE_MODERN,
    PBE_OLD,    /* weak, but in OpenSSL's default provider: 3DES */
    PBE_LEGACY, /* in its legacy provider: RC2, RC4, DES */
    PBE_FOREIGN,
};

struct pbe {
    enum pbe_kind kind;
    char name[64];   /* of the cipher, the hash or the key stretching, whichever decides; tame */
    long long steps; /* repetitions of a hash, or for scrypt its blocks; -1: nonsense */
    long long cost;  /* of them all, in repetitions of SHA-256 */
};

/* An algorithm of encryption with its parameters; nonsense in them is told by steps. */
void pbe_read(const X509_ALGOR *algorithm, struct pbe *pbe);

/* Adds what is wrong with it, if anything is; false: do not try to open it. */
bool pbe_judge(const struct pbe *pbe, const char *where, struct problems *problems);

/* Decrypts; what comes out is the caller's (OPENSSL_clear_free). False: it does not open.
 * OpenSSL's own way refuses scrypt above 32 MiB of memory as if the password were wrong. */
bool pbe_decrypt(const X509_ALGOR *algorithm, const struct way *way, const ASN1_OCTET_STRING *bytes,
                 OSSL_LIB_CTX *context, unsigned char **out, int *size);

/* The same for steps alone, of a MAC. */
bool pbe_judge_steps(long long steps, const char *where, struct problems *problems);

/* A whole number that is not negative, and -1 for all others. */
long long pbe_number(const ASN1_INTEGER *number);

/* The name of an algorithm as OpenSSL knows it, else its number: "1.2.643.7.1.1.2.2". */
void pbe_name(const ASN1_OBJECT *object, char name[64]);

#endif
