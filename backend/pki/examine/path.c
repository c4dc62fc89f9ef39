/* path.c - all ways from a certificate up to a root, and the best of them: the one that a client
 * would find valid, whatever the order of the files (RFC 4158). */
#include <openssl/err.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/pki/examine/examine_inside.h"
#include "backend/pki/show.h"

/* Ways, and issuers of one, that are looked at at most. */
enum { PATHS = 24, ISSUERS = 8 };

struct paths {
    const struct exam *exam;
    struct chain now, best;
    struct chain fine[PATHS]; /* those without anything that is refused */
    long best_rank;
    bool best_refused;
    size_t count, fine_count;
    bool missed; /* there was more than may be looked at */
};

static bool path_names(const X509 *cert, const X509 *issuer)
{
    return X509_NAME_cmp(X509_get_issuer_name(cert), X509_get_subject_name(issuer)) == 0;
}

bool path_twins(const X509 *a, const X509 *b)
{
    const EVP_PKEY *one = X509_get0_pubkey(a), *other = X509_get0_pubkey(b);
    bool same = X509_NAME_cmp(X509_get_subject_name(a), X509_get_subject_name(b)) == 0 && one &&
                other && EVP_PKEY_eq(one, other) == 1;

    ERR_clear_error();
    return same;
}

X509 *path_find(const struct taken *taken, const X509 *cert)
{
    for (size_t i = 0; i < taken->cert_count; i++)
        if (X509_cmp(taken->certs[i].cert, cert) == 0)
            return taken->certs[i].cert;
    return NULL;
}

/* Also not once more in another form: two roots that sign each other are a circle. */
static bool path_is_new(const struct chain *chain, const X509 *cert)
{
    for (size_t i = 0; i < chain->count; i++)
        if (X509_cmp(chain->certs[i], cert) == 0 || (i && path_twins(chain->certs[i], cert)))
            return false;
    return true;
}

/* ------------------------------------------------ who may have signed it */

enum path_fit {
    FITS_NOT,
    FITS_NAME,   /* is only called so */
    FITS_UNSEEN, /* is called so; whether it signed it was not looked at */
    FITS_SIGNED, /* signed it */
    FITS_WHOLLY  /* signed it, and is the one that it names */
};

static enum path_fit path_fits(struct paths *paths, X509 *cert, X509 *issuer)
{
    if (!path_names(cert, issuer) || !path_is_new(&paths->now, issuer))
        return FITS_NOT;
    const struct signature *signature = signature_of(paths->exam->signatures, cert, issuer);
    paths->missed = paths->missed || !signature;
    if (!signature)
        return FITS_UNSEEN;
    bool named = X509_check_issued(issuer, cert) == X509_V_OK;
    return !signature->fits ? FITS_NAME : named ? FITS_WHOLLY : FITS_SIGNED;
}

/* Is it trusted, or may it be signed by one who is? By the name alone. */
enum path_near { FAR, NEAR, TRUSTED };

static enum path_near path_near(const struct taken *trusted, const X509 *cert)
{
    for (size_t i = 0; i < trusted->cert_count; i++)
        if (path_names(cert, trusted->certs[i].cert))
            return NEAR;
    return FAR;
}

struct path_issuer {
    X509 *cert;
    enum path_near near;
    enum path_fit fits;
};

struct path_issuers {
    struct path_issuer list[ISSUERS + 1]; /* the best first; the last has no room */
    size_t count;
};

int path_newer(const X509 *a, const X509 *b)
{
    unsigned char one[EVP_MAX_MD_SIZE] = { 0 }, other[EVP_MAX_MD_SIZE] = { 0 };
    int order = ASN1_TIME_compare(X509_get0_notAfter(a), X509_get0_notAfter(b));

    if (order)
        return order;
    X509_digest(a, EVP_sha256(), one, NULL);
    X509_digest(b, EVP_sha256(), other, NULL);
    return memcmp(one, other, sizeof one);
}

/* Where there are more than can be tried, their order in the files must not choose. */
static bool path_before(const struct path_issuer *a, const struct path_issuer *b, time_t now)
{
    int one = chain_holds(a->cert, now), other = chain_holds(b->cert, now);

    if (a->fits != b->fits)
        return a->fits > b->fits;
    if (a->near != b->near)
        return a->near > b->near;
    return one != other ? one > other : path_newer(a->cert, b->cert) > 0;
}

static void path_offer(struct path_issuers *best, const struct path_issuer *offer, time_t now)
{
    size_t at = best->count;

    while (at > 0 && path_before(offer, &best->list[at - 1], now))
        at--;
    if (at > ISSUERS)
        return;
    size_t kept = best->count <= ISSUERS ? best->count : ISSUERS;
    memmove(&best->list[at + 1], &best->list[at], (kept - at) * sizeof best->list[0]);
    best->list[at] = *offer;
    best->count = kept + 1;
}

/* Only the best are followed, and none of which nobody knows whether it is one. */
static void path_cut(struct paths *paths, struct path_issuers *best)
{
    while (best->count > 1 && best->list[best->count - 1].fits < best->list[0].fits)
        best->count--;
    if (best->count && best->list[0].fits == FITS_UNSEEN)
        best->count = 0;
    if (best->count > ISSUERS) {
        best->count = ISSUERS;
        paths->missed = true;
    }
}

/* The issuers that fit best. A client that has found a trusted certificate asks only those it
 * trusts from there on. */
static void path_issuers(struct paths *paths, struct path_issuers *best)
{
    X509 *cert = paths->now.certs[paths->now.count - 1];
    bool found = paths->now.count > 1 && path_find(paths->exam->trusted, cert);
    const struct taken *sides[] = { paths->exam->trusted, found ? NULL : paths->exam->given };

    best->count = 0;
    for (size_t side = 0; side < 2 && sides[side]; side++)
        for (size_t i = 0; i < sides[side]->cert_count; i++) {
            X509 *issuer = sides[side]->certs[i].cert;
            enum path_fit fits = path_fits(paths, cert, issuer);
            if (!fits || (side && path_find(paths->exam->trusted, issuer)))
                continue;
            const struct path_issuer offer = {
                issuer, side ? path_near(paths->exam->trusted, issuer) : TRUSTED, fits
            };
            path_offer(best, &offer, paths->exam->job->now);
        }
    path_cut(paths, best);
}

/* ------------------------------------------------ how good a way is */

static int path_compare_end(const struct chain *a, const struct chain *b)
{
    int order = 0;

    for (size_t i = 0; !order && i < a->count && i < b->count; i++)
        order = ASN1_TIME_compare(X509_get0_notAfter(a->certs[i]), X509_get0_notAfter(b->certs[i]));
    for (size_t i = 0; !order && i < a->count && i < b->count; i++)
        order = path_newer(a->certs[i], b->certs[i]);
    return order;
}

/* Trust, then what is refused, then warnings, then length; more is better. */
static long path_rank(const struct paths *paths, struct problems *found)
{
    struct exam exam = *paths->exam;
    long refused = 0, unusual = 0;

    exam.chain = paths->now;
    exam.problems = found;
    examine_look(&exam);
    for (size_t i = 0; i < found->count; i++) {
        enum severity weight = problem_severity(found->list[i].problem);
        refused += weight == REFUSED;
        unusual += weight == UNUSUAL;
    }
    return (paths->now.trust == TRUST_FOUND ? 1000000L : 0) - 10000 * refused - 100 * unusual -
           (long)paths->now.count;
}

/* Where the way ends: at a root, at one whose issuer is not here, or because it is too long. */
static void path_end(struct paths *paths)
{
    const X509 *last = paths->now.certs[paths->now.count - 1];
    bool trusted = path_trust(paths->exam->trusted, last) == X509_TRUST_TRUSTED;
    AUTO_FREE struct problems *found = problems_new();

    paths->now.trust = !paths->exam->trusted->cert_count ? TRUST_UNASKED
                       : trusted                         ? TRUST_FOUND
                                                         : TRUST_MISSING;
    long rank = path_rank(paths, found);
    bool better = !paths->count++ || rank > paths->best_rank ||
                  (rank == paths->best_rank && path_compare_end(&paths->now, &paths->best) > 0);
    if (better) {
        paths->best = paths->now;
        paths->best_rank = rank;
        paths->best_refused = found->worst == REFUSED;
    }
    if (found->worst != REFUSED)
        paths->fine[paths->fine_count++] = paths->now;
}

/* The server's own file says nothing of whom it is signed by. */
static bool path_ends(const struct paths *paths, const X509 *cert)
{
    return chain_is_root(cert) ||
           (paths->now.count > 1 && path_trust(paths->exam->trusted, cert) != X509_TRUST_UNTRUSTED);
}

/* NOLINTNEXTLINE(misc-no-recursion): EXAMINE_CHAIN */
static void path_walk(struct paths *paths)
{
    struct chain *chain = &paths->now;
    struct path_issuers issuers = { .count = 0 };

    if (chain->count <= EXAMINE_CHAIN && !path_ends(paths, chain->certs[chain->count - 1]))
        path_issuers(paths, &issuers);
    if (!issuers.count)
        path_end(paths);
    for (size_t i = 0; i < issuers.count; i++) {
        if (paths->count == PATHS) {
            paths->missed = true;
            return;
        }
        chain->certs[chain->count++] = issuers.list[i].cert;
        path_walk(paths);
        chain->count--;
    }
}

long path_best(struct exam *exam, X509 *leaf)
{
    AUTO_FREE struct paths *paths = must(calloc(1, sizeof *paths));

    paths->exam = exam;
    paths->now = (struct chain){ .certs = { leaf }, .count = 1 };
    path_walk(paths);
    exam->chain = paths->best;
    exam->chain.missed = paths->missed && (paths->best_refused || paths->best.count == 1 ||
                                           paths->best.trust == TRUST_MISSING);
    path_more(exam, paths->fine, paths->fine_count);
    ERR_clear_error();
    return paths->best_rank;
}
