/* tls_warm.c - a handshake with nobody, so that those that follow find everything made. */
#include <openssl/err.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include "backend/base/mem.h"
#include "backend/pki/ossl.h"
#include "backend/probe/tls/tls_inside.h"

/* Of no use to anyone, and as short as a signature of TLS 1.3 allows, so that it is made in an
 * instant. */
enum { WARM_BITS = 768, WARM_TURNS = 32 };

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
    AUTO_KEY EVP_PKEY *key = EVP_RSA_gen(WARM_BITS);

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
