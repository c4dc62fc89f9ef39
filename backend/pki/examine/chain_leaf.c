/* chain_leaf.c - which of them is the server's certificate? */
#include <openssl/err.h>

#include "backend/pki/examine/examine_inside.h"
#include "backend/pki/verify.h"

EVP_PKEY *chain_key_of(const struct taken *taken, const X509 *cert)
{
    const EVP_PKEY *public = X509_get0_pubkey(cert);

    for (size_t i = 0; public && i < taken->key_count; i++)
        if (EVP_PKEY_eq(public, taken->keys[i].key) == 1)
            return taken->keys[i].key;
    return NULL;
}

static bool issued_another(const struct taken *taken, const X509 *cert)
{
    for (size_t i = 0; i < taken->cert_count; i++)
        if (taken->certs[i].cert != cert && !chain_is_root(taken->certs[i].cert) &&
            X509_NAME_cmp(X509_get_issuer_name(taken->certs[i].cert),
                          X509_get_subject_name(cert)) == 0)
            return true;
    return false;
}

int chain_holds(const X509 *cert, time_t now)
{
    return X509_cmp_time(X509_get0_notAfter(cert), &now) < 0    ? 0
           : X509_cmp_time(X509_get0_notBefore(cert), &now) > 0 ? 1
                                                                : 2;
}

/* Of two signs the heavier decides. With a key, of those that it fits the one that holds now, and
 * of these the one that holds longest: the others are what it replaced, or what will replace it. */
static int likeness(const struct taken *taken, X509 *cert, const char *host, time_t now)
{
    bool key = chain_key_of(taken, cert);

    return (key ? 64 : 0) + (issued_another(taken, cert) ? 0 : 32) +
           (X509_check_ca(cert) ? 0 : 16) + (*host && verify_host(cert, host) ? 8 : 0) +
           (key ? chain_holds(cert, now) : 0);
}

/* Without a key the first of them, as in a bundle, and of several keys too: which one is meant is
 * asked. */
static bool chain_beats(const struct taken *taken, const X509 *cert, const X509 *best)
{
    const EVP_PKEY *key = chain_key_of(taken, cert);

    return key && key == chain_key_of(taken, best) && path_newer(cert, best) > 0;
}

X509 *chain_leaf(const struct taken *taken, const char *host, time_t now)
{
    X509 *best = NULL;
    int most = -1;

    for (size_t i = 0; i < taken->cert_count; i++) {
        X509 *cert = taken->certs[i].cert;
        int like = likeness(taken, cert, host, now);
        if (like < most || (like == most && !chain_beats(taken, cert, best)))
            continue;
        best = cert;
        most = like;
    }
    ERR_clear_error();
    return best;
}

/* Was it chosen before the other by its dates alone? HOLDS is the part of likeness() that they are.
 */
static bool chain_rivals(const struct exam *exam, X509 *cert, X509 *leaf)
{
    enum { HOLDS = 7 };
    const struct examine_job *job = exam->job;

    return cert != leaf && chain_key_of(exam->given, cert) &&
           chain_key_of(exam->given, cert) == chain_key_of(exam->given, leaf) &&
           likeness(exam->given, cert, job->host, job->now) / (HOLDS + 1) ==
               likeness(exam->given, leaf, job->host, job->now) / (HOLDS + 1);
}

X509 *chain_best_leaf(struct exam *exam, X509 *leaf)
{
    enum { RIVALS = 8 }; /* that are looked at */
    long best = 0;
    size_t looked = 0;
    X509 *chosen = leaf;

    for (size_t i = 0; leaf && i < exam->given->cert_count && looked < RIVALS; i++) {
        X509 *cert = exam->given->certs[i].cert;
        if (!chain_rivals(exam, cert, leaf))
            continue;
        if (!looked++)
            best = path_best(exam, leaf);
        long rank = path_best(exam, cert);
        bool equal = rank == best && chosen != leaf;
        if (rank > best || (equal && path_newer(cert, chosen) > 0))
            chosen = cert;
        best = rank > best ? rank : best;
    }
    ERR_clear_error();
    return chosen;
}
