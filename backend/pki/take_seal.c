/* take_seal.c - what is sealed under a password: may it be opened, and does it. */
#include <openssl/err.h>
#include <openssl/provider.h>
#include <stdio.h>
#include <stdlib.h>

#include "backend/base/mem.h"
#include "backend/pki/take_inside.h"

/* Steps for a file, over all passwords: well below two seconds; and after how many no further one
 * is opened. */
enum { TAKE_SPEND = 4000000, TAKE_SPEND_ALL = 2 * TAKE_SPEND };

/* RC2 and its like are opened in a library context of their own, so that nothing else ever meets
 * them. An environment variable must not say where the code of a root's tool comes from. */
OSSL_LIB_CTX *take_legacy(struct taking *taking)
{
    if (taking->context)
        return taking->legacy ? taking->context : NULL;
    unsetenv("OPENSSL_MODULES");
    taking->context = must(OSSL_LIB_CTX_new());
    taking->plain = OSSL_PROVIDER_load(taking->context, "default");
    taking->legacy = OSSL_PROVIDER_load(taking->context, "legacy");
    return taking->legacy ? taking->context : NULL;
}

void take_drop_context(struct taking *taking)
{
    if (taking->legacy)
        OSSL_PROVIDER_unload(taking->legacy);
    if (taking->plain)
        OSSL_PROVIDER_unload(taking->plain);
    OSSL_LIB_CTX_free(taking->context);
}

/* Many pieces that are each just allowed are hostile together. */
static bool affordable(struct taking *taking, long long steps)
{
    char text[32];

    taking->steps += steps;
    if (taking->steps <= PBE_COST_MAX)
        return true;
    snprintf(text, sizeof text, "%lld", taking->steps);
    take_problem(taking, PROBLEM_HOSTILE, text);
    return false;
}

void take_spend(struct taking *taking, long long steps)
{
    taking->spent += steps;
    taking->taken->spent += steps;
}

bool take_affords(struct taking *taking, long long steps)
{
    if (taking->spent && taking->spent + steps > TAKE_SPEND)
        return false;
    take_spend(taking, steps);
    return true;
}

bool take_has_spent(struct taking *taking)
{
    bool all = !taking->spent && taking->taken->spent >= TAKE_SPEND_ALL;

    if (all)
        take_problem(taking, PROBLEM_SPENT, NULL);
    return all;
}

long long take_cost(const X509_ALGOR *algorithm)
{
    struct pbe pbe;

    pbe_read(algorithm, &pbe);
    return pbe.cost;
}

bool take_may_open(struct taking *taking, const X509_ALGOR *algorithm, OSSL_LIB_CTX **context)
{
    struct pbe pbe;

    *context = NULL;
    if (take_has_spent(taking))
        return false;
    pbe_read(algorithm, &pbe);
    if (!pbe_judge(&pbe, taking->source->name, taking->problems) || !affordable(taking, pbe.cost))
        return false;
    if (pbe.kind == PBE_LEGACY && !(*context = take_legacy(taking))) {
        take_problem(taking, PROBLEM_LEGACY_MISSING, pbe.name);
        return false;
    }
    if (pbe.kind != PBE_MODERN)
        take_problem(taking, PROBLEM_LEGACY, pbe.name);
    return true;
}

void take_wrong_password(struct taking *taking, const char *what)
{
    bool given = taking->variant->given && taking->variant->ways[0].size; /* an empty one is none */

    take_problem(taking, given ? PROBLEM_PASSWORD : PROBLEM_NO_PASSWORD, what);
}

void take_note_empty(struct taking *taking, const struct way *way)
{
    if (!way->size && taking->variant->given && taking->variant->ways[0].size)
        take_problem(taking, PROBLEM_EMPTY_PASSWORD, NULL);
}

void *take_unseal(const X509_ALGOR *algorithm, const struct way *way, const ASN1_ITEM *item,
                  const ASN1_OCTET_STRING *bytes, OSSL_LIB_CTX *context)
{
    unsigned char *plain;
    int size;

    if (!pbe_decrypt(algorithm, way, bytes, context, &plain, &size))
        return NULL;
    const unsigned char *at = plain;
    void *found = ASN1_item_d2i(NULL, &at, size, item);
    OPENSSL_clear_free(plain, (size_t)size);
    ERR_clear_error();
    return found;
}

PKCS8_PRIV_KEY_INFO *take_open_key(struct taking *taking, const X509_SIG *sealed)
{
    const X509_ALGOR *algorithm;
    const ASN1_OCTET_STRING *bytes;
    OSSL_LIB_CTX *context;

    X509_SIG_get0(sealed, &algorithm, &bytes);
    if (!take_may_open(taking, algorithm, &context))
        return NULL;
    long long cost = take_cost(algorithm);
    for (size_t i = 0; i < taking->variant->count && take_affords(taking, cost); i++) {
        const struct way *way = &taking->variant->ways[i];
        PKCS8_PRIV_KEY_INFO *key =
            take_unseal(algorithm, way, ASN1_ITEM_rptr(PKCS8_PRIV_KEY_INFO), bytes, context);
        if (key) {
            take_note_empty(taking, way);
            return key;
        }
    }
    take_wrong_password(taking, "the private key");
    return NULL;
}
