/* path_more.c - the ways beside the best one: what else is served for them. */
#include "backend/pki/examine/examine_inside.h"

/* One with a malformed extension is trusted by nobody, and that is what is said of it. */
int path_trust(const struct taken *trusted, const X509 *cert)
{
    X509 *known = path_find(trusted, cert);
    bool broken = known && X509_get_extension_flags(known) & EXFLAG_INVALID;

    if (broken && chain_is_root(known))
        return X509_TRUST_TRUSTED;
    return known ? X509_check_trust(known, X509_TRUST_SSL_SERVER, 0) : X509_TRUST_UNTRUSTED;
}

static bool path_has(X509 *const certs[], size_t count, const X509 *cert)
{
    for (size_t i = 0; i < count; i++)
        if (X509_cmp(certs[i], cert) == 0)
            return true;
    return false;
}

/* Was cert, too, signed by who signed link i? A root may follow one of the same name. */
static bool path_same_issuer(struct exam *exam, size_t i, X509 *cert)
{
    const struct chain *chain = &exam->chain;
    const X509 *link = chain->certs[i];
    const X509 *issuer = chain_is_root(link)    ? link
                         : i + 1 < chain->count ? chain->certs[i + 1]
                                                : NULL;

    return X509_NAME_cmp(X509_get_issuer_name(link), X509_get_issuer_name(cert)) == 0 &&
           (!issuer || !X509_get0_pubkey(issuer) || examine_is_signed(exam, cert, issuer));
}

/* One that the same issuer made for the same key again takes nobody further. */
static bool path_replaces(struct exam *exam, X509 *cert)
{
    const struct chain *chain = &exam->chain;

    for (size_t i = 0; i < chain->count; i++)
        if (path_twins(chain->certs[i], cert) && path_same_issuer(exam, i, cert))
            return true;
    return false;
}

void path_more(struct exam *exam, const struct chain fine[], size_t count)
{
    struct chain *chain = &exam->chain;

    for (size_t k = 0; k < count; k++) {
        if (fine[k].trust == TRUST_MISSING)
            continue;
        for (size_t i = 1; i < fine[k].count && chain->more_count < CHAIN_MORE; i++) {
            X509 *cert = fine[k].certs[i];
            if (!chain_is_root(cert) && path_find(exam->given, cert) &&
                !path_has(chain->certs, chain->count, cert) &&
                !path_has(chain->more, chain->more_count, cert) && !path_replaces(exam, cert))
                chain->more[chain->more_count++] = cert;
        }
    }
}
