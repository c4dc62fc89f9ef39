#include "backend/pki/import/present.h"

#include <openssl/err.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/pki/verify.h"

static const char present_file[] = "what is in force";

void present_open(struct present *present, const char *chain, const char *root)
{
    present->certs = must(sk_X509_new_null());
    if (*chain && verify_load_all(chain, strlen(chain), present->certs, NULL) && *root)
        verify_load_all(root, strlen(root), present->certs, NULL);
}

void present_free(struct present *present)
{
    ossl_free_chain(&present->certs);
}

static X509 *present_at(const struct present *present, size_t i)
{
    return i < (size_t)sk_X509_num(present->certs) ? sk_X509_value(present->certs, (int)i) : NULL;
}

static bool present_issued(const X509 *issuer, const X509 *cert)
{
    return X509_NAME_cmp(X509_get_issuer_name(cert), X509_get_subject_name(issuer)) == 0;
}

/* Did its key, under its name, sign one of what is in force? */
static bool present_is_above(const struct present *present, const X509 *cert)
{
    EVP_PKEY *key = X509_get0_pubkey(cert);
    bool above = false;
    X509 *link;

    for (size_t i = 0; key && (link = present_at(present, i)); i++)
        above = above || (present_issued(cert, link) && X509_verify(link, key) == 1);
    ERR_clear_error();
    return above;
}

bool present_fits(const struct taken *given, const EVP_PKEY *key)
{
    bool fits = false;

    for (size_t i = 0; i < given->cert_count; i++) {
        const EVP_PKEY *public = X509_get0_pubkey(given->certs[i].cert);
        fits = fits || (public && EVP_PKEY_eq(public, key) == 1);
    }
    ERR_clear_error();
    return fits;
}

bool present_only_above(const struct present *present, const struct taken *given)
{
    X509 *ours = present_at(present, 0);

    if (!ours || !given->cert_count || !X509_get0_pubkey(ours) ||
        present_fits(given, X509_get0_pubkey(ours)))
        return false;
    for (size_t i = 0; i < given->cert_count; i++)
        if (!present_is_above(present, given->certs[i].cert))
            return false;
    return true;
}

static void present_add(struct taken *given, X509 *cert)
{
    if (given->cert_count == TAKE_CERTS)
        return;
    X509_up_ref(cert);
    given->certs[given->cert_count++] = (struct taken_cert){ .cert = cert, .file = present_file };
}

void present_add_ours(const struct present *present, struct taken *given)
{
    present_add(given, present_at(present, 0));
}

static bool present_is_there(const struct taken *taken, const X509 *cert)
{
    for (size_t i = 0; i < taken->cert_count; i++)
        if (X509_NAME_cmp(X509_get_subject_name(taken->certs[i].cert),
                          X509_get_subject_name(cert)) == 0)
            return true;
    return false;
}

static bool present_is_needed(const struct taken *given, const struct taken *trusted,
                              const X509 *cert)
{
    if (present_is_there(given, cert) || present_is_there(trusted, cert))
        return false;
    for (size_t i = 0; i < given->cert_count; i++)
        if (present_issued(cert, given->certs[i].cert))
            return true;
    return false;
}

/* They lie nearest first, so that each is looked at when those below it are there. */
void present_add_above(const struct present *present, struct taken *given,
                       const struct taken *trusted)
{
    X509 *cert;

    for (size_t i = 1; (cert = present_at(present, i)); i++)
        if (present_is_needed(given, trusted, cert))
            present_add(given, cert);
}
