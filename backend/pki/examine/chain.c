#include "backend/pki/examine/chain.h"

#include <openssl/err.h>
#include <stdio.h>
#include <string.h>

#include "backend/pki/show.h"
#include "backend/pki/verify.h"

void chain_where(size_t i, char where[32])
{
    if (i)
        snprintf(where, 32, "chain %zu", i);
    else
        snprintf(where, 32, "leaf");
}

bool chain_is_root(const X509 *cert)
{
    return X509_self_signed((X509 *)cert, 0) == 1;
}

static bool names(const X509 *cert, const X509 *issuer)
{
    return X509_NAME_cmp(X509_get_issuer_name(cert), X509_get_subject_name(issuer)) == 0;
}

static bool signed_by(X509 *cert, X509 *issuer)
{
    EVP_PKEY *key = X509_get0_pubkey(issuer);
    bool ok = names(cert, issuer) && key && X509_verify(cert, key) == 1;

    ERR_clear_error();
    return ok;
}

/* ------------------------------------------------ the server's certificate */

static EVP_PKEY *chain_key_of(const struct taken *taken, const X509 *cert)
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
        if (taken->certs[i].cert != cert && names(taken->certs[i].cert, cert))
            return true;
    return false;
}

/* Of two signs the heavier decides. */
static int likeness(const struct taken *taken, X509 *cert, const char *host)
{
    return (chain_key_of(taken, cert) ? 8 : 0) + (issued_another(taken, cert) ? 0 : 4) +
           (X509_check_ca(cert) ? 0 : 2) + (*host && verify_host(cert, host) ? 1 : 0);
}

/* Of two alike the one that lasts longer: the other is what it replaced. */
X509 *chain_leaf(const struct taken *taken, const char *host)
{
    X509 *best = NULL;
    int most = -1;

    for (size_t i = 0; i < taken->cert_count; i++) {
        X509 *cert = taken->certs[i].cert;
        int like = likeness(taken, cert, host);
        if (like < most || (like == most && ASN1_TIME_compare(X509_get0_notAfter(cert),
                                                              X509_get0_notAfter(best)) <= 0))
            continue;
        best = cert;
        most = like;
    }
    ERR_clear_error();
    return best;
}

static size_t count_fitting(const struct taken *taken)
{
    size_t count = 0;

    for (size_t i = 0; i < taken->key_count; i++)
        for (size_t k = 0; k < taken->cert_count; k++) {
            const EVP_PKEY *public = X509_get0_pubkey(taken->certs[k].cert);
            if (public && EVP_PKEY_eq(public, taken->keys[i].key) == 1) {
                count++;
                break;
            }
        }
    ERR_clear_error();
    return count;
}

void chain_keys(const struct taken *taken, struct problems *problems)
{
    size_t fitting = count_fitting(taken);

    if (!taken->cert_count)
        return;
    if (taken->key_count > 1)
        problem_add(problems, fitting == 1 ? PROBLEM_KEYS_FIT : PROBLEM_KEYS, "key", NULL);
    if (!taken->key_count)
        problem_add(problems, PROBLEM_NO_KEY, "key", NULL);
    else if (!fitting)
        problem_add(problems, PROBLEM_MISMATCH, "key", NULL);
}

/* ------------------------------------------------ upwards */

static bool chain_is_in(const struct chain *chain, const X509 *cert)
{
    for (size_t i = 0; i < chain->count; i++)
        if (X509_cmp(chain->certs[i], cert) == 0)
            return true;
    return false;
}

static X509 *trusted_issuer(X509 *cert, const struct taken *trusted)
{
    for (size_t i = 0; i < trusted->cert_count; i++)
        if (signed_by(cert, trusted->certs[i].cert))
            return trusted->certs[i].cert;
    return NULL;
}

static bool is_trusted(const X509 *cert, const struct taken *trusted)
{
    for (size_t i = 0; i < trusted->cert_count; i++)
        if (X509_cmp(trusted->certs[i].cert, cert) == 0)
            return true;
    return false;
}

/* One that signed it, rather than one that has the right name only. */
static X509 *given_issuer(const struct chain *chain, const struct taken *taken)
{
    X509 *cert = chain->certs[chain->count - 1], *named = NULL;

    for (size_t i = 0; i < taken->cert_count; i++) {
        X509 *other = taken->certs[i].cert;
        if (!names(cert, other) || chain_is_in(chain, other))
            continue;
        if (signed_by(cert, other))
            return other;
        named = named ? named : other;
    }
    return named;
}

static void walk(struct chain *chain, const struct taken *taken, const struct taken *trusted)
{
    chain->trust = trusted->cert_count ? TRUST_MISSING : TRUST_UNASKED;
    while (chain->count <= EXAMINE_CHAIN) {
        X509 *cert = chain->certs[chain->count - 1];
        X509 *trust = trusted_issuer(cert, trusted);
        X509 *next = trust ? trust : given_issuer(chain, taken);

        if (is_trusted(cert, trusted) || trust)
            chain->trust = TRUST_FOUND;
        if (is_trusted(cert, trusted) || (!trust && chain_is_root(cert)) || !next)
            return;
        chain->given = trust ? chain->given : chain->count + 1;
        chain->certs[chain->count++] = next;
        if (trust)
            return;
    }
}

static void chain_judge_end(const struct chain *chain, struct problems *problems)
{
    const X509 *last = chain->certs[chain->count - 1];
    bool root = chain_is_root(last);
    char where[32], name[PROBLEM_ABOUT];

    chain_where(chain->count - 1, where);
    show_name(root ? X509_get_subject_name(last) : X509_get_issuer_name(last), name, sizeof name);
    if (chain->count == 1 && root)
        problem_add(problems,
                    chain->trust == TRUST_FOUND ? PROBLEM_SELF_SIGNED_TRUSTED : PROBLEM_SELF_SIGNED,
                    where, NULL);
    if (chain->trust == TRUST_FOUND)
        return;
    /* A chain up to a CA whose own is not there is how public ones are served. */
    if (!root && (chain->count == 1 || chain->trust == TRUST_MISSING))
        problem_add(problems, PROBLEM_INCOMPLETE, where, name);
    if (chain->trust == TRUST_MISSING && (root || chain->count > 1))
        problem_add(problems, PROBLEM_UNTRUSTED, where, name);
}

/* ------------------------------------------------ order and company */

static const struct taken_cert *chain_find(const struct taken *taken, const X509 *cert)
{
    for (size_t i = 0; i < taken->cert_count; i++)
        if (taken->certs[i].cert == cert)
            return &taken->certs[i];
    return NULL;
}

static void chain_judge_order(const struct chain *chain, const struct taken *taken,
                              struct problems *problems)
{
    for (size_t i = 0; i + 1 < chain->given; i++) {
        const struct taken_cert *below = chain_find(taken, chain->certs[i]),
                                *above = chain_find(taken, chain->certs[i + 1]);
        if (below && above && below->file == above->file && below->ordered && below > above)
            problem_add(problems, PROBLEM_DISORDER, below->file, NULL);
    }
}

/* One that signed something in the chain, too, is another way up, not a stranger. */
static bool belongs(const struct chain *chain, X509 *cert)
{
    if (chain_is_in(chain, cert))
        return true;
    for (size_t i = 0; i < chain->count; i++)
        if (signed_by(chain->certs[i], cert))
            return true;
    return false;
}

static void judge_company(const struct chain *chain, const struct taken *taken,
                          struct problems *problems)
{
    char name[PROBLEM_ABOUT];

    for (size_t i = 0; i < taken->cert_count; i++) {
        if (belongs(chain, taken->certs[i].cert))
            continue;
        show_name(X509_get_subject_name(taken->certs[i].cert), name, sizeof name);
        problem_add(problems, PROBLEM_STRANGER, taken->certs[i].file, name);
    }
}

void chain_build(struct chain *chain, X509 *leaf, const struct taken *taken,
                 const struct taken *trusted, struct problems *problems)
{
    *chain = (struct chain){ 0 };
    if (!leaf)
        return;
    chain->certs[0] = leaf;
    chain->count = chain->given = 1;
    chain->key = chain_key_of(taken, leaf);
    walk(chain, taken, trusted);
    chain_judge_end(chain, problems);
    chain_judge_order(chain, taken, problems);
    judge_company(chain, taken, problems);
    ERR_clear_error();
}
