/* scan_tls.c - as much of TLS as it takes to see a device's certificate. */
#include "backend/base/mem.h"
#include "backend/discover/network/scan_inside.h"
#include "backend/pki/ossl.h"
#include "backend/pki/show.h"

enum { CHAIN_BYTES = 32768 }; /* of certificates that a device may send */

/* No secret is sent, and nothing is believed: old versions and ciphers are fine. */
SSL_CTX *scan_tls_context(void)
{
    SSL_CTX *context = must(SSL_CTX_new(TLS_client_method()));

    SSL_CTX_set_security_level(context, 0);
    SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
    SSL_CTX_set_cipher_list(context, "ALL:!aNULL:!eNULL:!PSK:!SRP");
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL);
    SSL_CTX_set_options(context, SSL_OP_LEGACY_SERVER_CONNECT | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_max_cert_list(context, CHAIN_BYTES);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_RELEASE_BUFFERS);
    return context;
}

void scan_tls_certificate(const SSL *ssl, struct sighting_certificate *certificate)
{
    const X509 *cert = SSL_get0_peer_certificate(ssl);

    if (!cert)
        return;
    show_which(cert, certificate->subject, sizeof certificate->subject);
    show_name(X509_get_issuer_name(cert), certificate->issuer, sizeof certificate->issuer);
    certificate->expires = ossl_time(X509_get0_notAfter(cert));
}
