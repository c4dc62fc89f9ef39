/* ossl.h - OpenSSL's types that free themselves, and its error queue as one sentence.
 *
 * Clear the queue before a call whose failure will be told; ossl_fail() reads and clears it after.
 */
#ifndef BACKEND_PKI_OSSL_H
#define BACKEND_PKI_OSSL_H

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <time.h>

#include "backend/base/err.h"

/* AUTO_X509 X509 *cert = ...; freed when the block ends. */
#define AUTO_KEY __attribute__((cleanup(ossl_free_key)))
#define AUTO_X509 __attribute__((cleanup(ossl_free_x509)))
#define AUTO_CHAIN __attribute__((cleanup(ossl_free_chain))) /* and what is in it */
#define AUTO_NAME __attribute__((cleanup(ossl_free_name)))
#define AUTO_NAMES __attribute__((cleanup(ossl_free_names)))
#define AUTO_LIMITS __attribute__((cleanup(ossl_free_limits)))
#define AUTO_BIO __attribute__((cleanup(ossl_free_bio)))
#define AUTO_PKCS12 __attribute__((cleanup(ossl_free_pkcs12)))
#define AUTO_BN __attribute__((cleanup(ossl_free_bn)))
void ossl_free_key(EVP_PKEY **key);
void ossl_free_x509(X509 **cert);
void ossl_free_chain(STACK_OF(X509) * *chain);
void ossl_free_name(X509_NAME **name);
void ossl_free_names(GENERAL_NAMES **names);
void ossl_free_limits(NAME_CONSTRAINTS **limits);
void ossl_free_bio(BIO **bio);
void ossl_free_pkcs12(PKCS12 **pkcs12);
void ossl_free_bn(BIGNUM **number);

/* As fail(), with ": " and the first reason in the queue behind the sentence. Always false. */
bool ossl_fail(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A memory BIO that reads these bytes where they are. */
BIO *ossl_reader(const void *bytes, size_t size);

/* The bytes written to a memory BIO so far; they stay the BIO's. */
const void *ossl_bytes(BIO *bio, size_t *size);

/* Random bytes; where there are none the program ends (mem_end()), for zeros would be guessed. */
void ossl_random(void *bytes, size_t size);

/* The first extension of that kind, decoded: the caller frees it. NULL: there is none, or it cannot
 * be read; X509_get_ext_d2i() also gives NULL where there are two. */
void *ossl_extension(const X509 *cert, int nid);

/* Seconds since 1970; 0 for what is no time. */
time_t ossl_time(const ASN1_TIME *time);

#endif
