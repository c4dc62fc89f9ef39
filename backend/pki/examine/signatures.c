/* signatures.c - whether one signed the other, worked out once, however often it is asked. */
#include <openssl/err.h>
#include <stdlib.h>

#include "backend/base/mem.h"
#include "backend/pki/examine/examine_inside.h"

struct signatures *signatures_new(void)
{
    struct signatures *all = must(malloc(sizeof *all));

    all->count = 0;
    return all;
}

/* Each key once: of two that are twins the answer is the same. */
static const struct signature *signatures_find(const struct signatures *all, const X509 *cert,
                                               const X509 *issuer)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->list[i].cert == cert &&
            (all->list[i].issuer == issuer || path_twins(all->list[i].issuer, issuer)))
            return &all->list[i];
    return NULL;
}

const struct signature *signature_of(struct signatures *all, X509 *cert, const X509 *issuer)
{
    const struct signature *known = signatures_find(all, cert, issuer);
    EVP_PKEY *key = X509_get0_pubkey(issuer);

    if (known || all->count == SIGNATURES)
        return known;
    struct signature *made = &all->list[all->count++];
    *made = (struct signature){ cert, issuer, key && X509_verify(cert, key) == 1 };
    ERR_clear_error();
    return made;
}

bool examine_is_signed(struct exam *exam, X509 *cert, const X509 *issuer)
{
    const struct signature *known = signature_of(exam->signatures, cert, issuer);

    return known ? known->fits : X509_verify(cert, X509_get0_pubkey(issuer)) == 1;
}
