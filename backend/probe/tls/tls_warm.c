/* tls_warm.c - a handshake with nobody, so that those that follow find everything made. */
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include "backend/base/mem.h"
#include "backend/pki/ossl.h"
#include "backend/probe/tls/tls_inside.h"

enum { WARM_TURNS = 32, WARM_P = 127, WARM_Q = 521 };

/* 2^bits - 1 is a prime (Mersenne's) for those two: nothing has to be looked for, which would take
 * longer than all the rest, and there is nothing to keep secret. Their product is hardly longer
 * than a signature of TLS 1.3 needs (RFC 8017 9.1.1: two hashes and two bytes). */
static BIGNUM *tls_warm_prime(int bits)
{
    BIGNUM *prime = must(BN_new());

    must(BN_set_bit(prime, bits) && BN_sub_word(prime, 1) ? prime : NULL);
    return prime;
}

/* n = p q, d = 1 / e mod (p - 1)(q - 1); p and q come out less one. */
static bool tls_warm_multiply(BIGNUM *n, BIGNUM *d, const BIGNUM *e, BIGNUM *p, BIGNUM *q)
{
    BN_CTX *room = must(BN_CTX_new());
    bool ok = BN_mul(n, p, q, room) && BN_sub_word(p, 1) && BN_sub_word(q, 1) &&
              BN_mul(d, p, q, room) && BN_mod_inverse(d, e, d, room);

    BN_CTX_free(room);
    return ok;
}

static EVP_PKEY *tls_warm_make(const BIGNUM *n, const BIGNUM *e, const BIGNUM *d)
{
    OSSL_PARAM_BLD *build = must(OSSL_PARAM_BLD_new());
    EVP_PKEY_CTX *context = must(EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL));
    EVP_PKEY *key = NULL;

    OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, n);
    OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, e);
    OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_D, d);
    OSSL_PARAM *numbers = must(OSSL_PARAM_BLD_to_param(build));
    if (EVP_PKEY_fromdata_init(context) == 1)
        EVP_PKEY_fromdata(context, &key, EVP_PKEY_KEYPAIR, numbers);
    OSSL_PARAM_free(numbers);
    EVP_PKEY_CTX_free(context);
    OSSL_PARAM_BLD_free(build);
    return key;
}

/* A key of nobody. NULL: OpenSSL does not want it. */
static EVP_PKEY *tls_warm_key(void)
{
    AUTO_BN BIGNUM *p = tls_warm_prime(WARM_P), *q = tls_warm_prime(WARM_Q), *e = must(BN_new());
    AUTO_BN BIGNUM *n = must(BN_new()), *d = must(BN_new());
    bool ok = BN_set_word(e, RSA_F4) && tls_warm_multiply(n, d, e, p, q);

    return ok ? tls_warm_make(n, e, d) : NULL;
}

static X509 *tls_warm_certificate(EVP_PKEY *key)
{
    X509 *cert = must(X509_new());
    X509_NAME *name = X509_get_subject_name(cert);

    X509_set_version(cert, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(cert), 1);
    X509_gmtime_adj(X509_getm_notBefore(cert), 0);
    X509_gmtime_adj(X509_getm_notAfter(cert), 1);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"nobody", -1, -1,
                               0);
    X509_set_issuer_name(cert, name);
    X509_set_pubkey(cert, key);
    X509_sign(cert, key, EVP_sha256());
    return cert;
}

static SSL_CTX *tls_warm_server(EVP_PKEY *key, X509 *cert)
{
    SSL_CTX *context = must(SSL_CTX_new(TLS_server_method()));

    SSL_CTX_set_security_level(context, 0);
    SSL_CTX_use_certificate(context, cert);
    SSL_CTX_use_PrivateKey(context, key);
    return context;
}

/* Both ends in turn, until both are done, or will not be. */
static void tls_warm_turns(SSL *client, SSL *server)
{
    for (int turn = 0, done = 0; turn < WARM_TURNS && !done; turn++) {
        int ours = SSL_do_handshake(client), theirs = SSL_do_handshake(server);
        done = ours == 1 && theirs == 1;
    }
    SSL_shutdown(client);
}

static void tls_warm_shake(SSL_CTX *context, int version)
{
    SSL *client = tls_ssl(), *server = must(SSL_new(context));
    BIO *ours, *theirs;

    must(BIO_new_bio_pair(&ours, 0, &theirs, 0) ? client : NULL);
    SSL_set_bio(client, ours, ours);
    SSL_set_bio(server, theirs, theirs);
    SSL_set_connect_state(client);
    SSL_set_accept_state(server);
    SSL_set_max_proto_version(client, version);
    tls_warm_turns(client, server);
    SSL_free(client);
    SSL_free(server);
}

/* Not found out is not told: a test does what is missing itself. */
void tls_warm(void)
{
    AUTO_KEY EVP_PKEY *key = tls_warm_key();

    if (key) {
        X509 *cert = tls_warm_certificate(key);
        SSL_CTX *context = tls_warm_server(key, cert);
        X509_verify(cert, key);
        tls_warm_shake(context, TLS1_2_VERSION);
        tls_warm_shake(context, TLS1_3_VERSION);
        SSL_CTX_free(context);
        X509_free(cert);
    }
    ERR_clear_error();
}
