/* own_key.c - what somebody brings, brought for what: a server's certificate, or a CA with its key?
 */
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "backend/pki/examine/examine_inside.h"

static EVP_PKEY *own_key_of(const struct taken *given, X509 *cert)
{
    const EVP_PKEY *public = X509_get0_pubkey(cert);

    for (size_t i = 0; public && i < given->key_count; i++)
        if (EVP_PKEY_eq(public, given->keys[i].key) == 1)
            return given->keys[i].key;
    ERR_clear_error();
    return NULL;
}

/* One that a root signed is better than the root, which it makes needless here; among equals the
 * one that is valid longest. */
static bool own_key_better(const X509 *was, const X509 *is)
{
    if (!was || chain_is_root(was) != chain_is_root(is))
        return !was || chain_is_root(was);
    int days = 0, seconds = 0;
    return ASN1_TIME_diff(&days, &seconds, X509_get0_notAfter(was), X509_get0_notAfter(is)) == 1 &&
           (days > 0 || seconds > 0);
}

X509 *chain_own_ca(const struct taken *given, EVP_PKEY **key)
{
    X509 *best = NULL;

    *key = NULL;
    for (size_t i = 0; i < given->cert_count; i++) {
        X509 *cert = given->certs[i].cert;
        EVP_PKEY *its = examine_is_ca(cert) ? own_key_of(given, cert) : NULL;

        if (!its || !own_key_better(best, cert))
            continue;
        best = cert;
        *key = its;
    }
    return best;
}
