/* minted.h - certificates made in the test's own process: a row says what one is like. */
#ifndef TESTS_MINTED_H
#define TESTS_MINTED_H

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <time.h>

#include "tests/test.h"

enum { MINT_DAY = 24 * 60 * 60 };

struct mint {
    const char *subject; /* its common name; a server's is its host, too */
    EVP_PKEY *key;
    X509 *issuer;     /* NULL: itself */
    EVP_PKEY *by;     /* the issuer's key; NULL: its own */
    long from, until; /* days from now */
    bool ca;
    bool plain; /* without key identifiers */
};

static inline void mint_extension(X509 *cert, X509 *issuer, int nid, const char *text)
{
    X509V3_CTX context;

    X509V3_set_ctx(&context, issuer, cert, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, text);
    if (!extension)
        fail_msg("extension %s", text);
    assert_true(X509_add_ext(cert, extension, -1));
    X509_EXTENSION_free(extension);
}

static inline void mint_extensions(X509 *cert, const struct mint *how)
{
    X509 *issuer = how->issuer ? how->issuer : cert;
    char san[300];

    snprintf(san, sizeof san, "DNS:%s", how->subject);
    mint_extension(cert, issuer, NID_basic_constraints,
                   how->ca ? "critical,CA:TRUE" : "critical,CA:FALSE");
    mint_extension(cert, issuer, NID_key_usage,
                   how->ca ? "critical,keyCertSign,cRLSign" : "critical,digitalSignature");
    if (!how->ca) {
        mint_extension(cert, issuer, NID_ext_key_usage, "serverAuth");
        mint_extension(cert, issuer, NID_subject_alt_name, san);
    }
    if (!how->plain) {
        mint_extension(cert, issuer, NID_subject_key_identifier, "hash");
        mint_extension(cert, issuer, NID_authority_key_identifier, "keyid");
    }
}

/* All but the signature; the caller's. */
static inline X509 *mint_unsigned(const struct mint *how)
{
    static long serial = 4710;
    X509 *cert = X509_new();
    X509_NAME *name = X509_get_subject_name(cert);

    assert_true(X509_set_version(cert, X509_VERSION_3));
    ASN1_INTEGER_set(X509_get_serialNumber(cert), ++serial);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, (const unsigned char *)how->subject, -1,
                               -1, 0);
    X509_set_issuer_name(cert, how->issuer ? X509_get_subject_name(how->issuer) : name);
    X509_gmtime_adj(X509_getm_notBefore(cert), how->from * MINT_DAY);
    X509_gmtime_adj(X509_getm_notAfter(cert), how->until * MINT_DAY);
    X509_set_pubkey(cert, how->key);
    mint_extensions(cert, how);
    return cert;
}

static inline X509 *mint(const struct mint *how)
{
    X509 *cert = mint_unsigned(how);

    assert_true(X509_sign(cert, how->by ? how->by : how->key, EVP_sha256()) > 0);
    return cert;
}

#endif
