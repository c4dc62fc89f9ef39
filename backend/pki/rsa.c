#include "backend/pki/rsa.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>

#include "backend/pki/ossl.h"

enum { SMALL = 752 }; /* the largest prime below is 751: SP 800-89 5.3.3 */

/* By all odd numbers, for those that are no primes divide only what a smaller one divides. Three at
 * a time: their product is less than 2^32, and n is long. */
static bool has_small_factor(const BIGNUM *n)
{
    for (BN_ULONG i = 3; i < SMALL; i += 6) {
        BN_ULONG rest = BN_mod_word(n, i * (i + 2) * (i + 4));
        if (rest % i == 0 || rest % (i + 2) == 0 || rest % (i + 4) == 0)
            return true;
    }
    return false;
}

/* With x = 2^(n-1) - 1 mod n: x is 0 for a prime (Fermat), and shares p with n for a power of p.
 * For the product of two primes it has an inverse, but for one in more keys than there are. */
static bool is_product(const BIGNUM *n, BN_CTX *context)
{
    AUTO_BN BIGNUM *x = BN_dup(n);
    AUTO_BN BIGNUM *two = BN_new();
    AUTO_BN BIGNUM *inverse = NULL;

    if (!x || !two || !BN_set_word(two, 2) || !BN_sub_word(x, 1) ||
        !BN_mod_exp(x, two, x, n, context) || BN_is_zero(x) || !BN_sub_word(x, 1) || BN_is_zero(x))
        return false;
    inverse = BN_mod_inverse(NULL, x, n, context);
    return inverse;
}

bool rsa_public_used(const EVP_PKEY *key)
{
    AUTO_BN BIGNUM *n = NULL;
    AUTO_BN BIGNUM *e = NULL;
    bool ok = EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &n) &&
              EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &e) && BN_is_odd(e) &&
              !BN_is_one(e) && BN_is_odd(n) && !has_small_factor(n);

    ERR_clear_error();
    return ok;
}

bool rsa_public(const EVP_PKEY *key)
{
    AUTO_BN BIGNUM *n = NULL;
    BN_CTX *context = BN_CTX_new();
    bool ok = context && rsa_public_used(key) &&
              EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &n) && is_product(n, context);

    BN_CTX_free(context);
    ERR_clear_error();
    return ok;
}

/* d e = 1 for this factor of n: then what is encrypted comes back. */
static bool rsa_inverts(const BIGNUM *d, const BIGNUM *e, const BIGNUM *factor, BN_CTX *context)
{
    AUTO_BN BIGNUM *less = BN_dup(factor);
    AUTO_BN BIGNUM *product = BN_new();

    return less && product && BN_sub_word(less, 1) && !BN_is_zero(less) &&
           BN_mod_mul(product, d, e, less, context) && BN_is_one(product);
}

bool rsa_private(const EVP_PKEY *key)
{
    static const char *const names[] = {
        OSSL_PKEY_PARAM_RSA_N,         OSSL_PKEY_PARAM_RSA_E,
        OSSL_PKEY_PARAM_RSA_D,         OSSL_PKEY_PARAM_RSA_FACTOR1,
        OSSL_PKEY_PARAM_RSA_FACTOR2,   OSSL_PKEY_PARAM_RSA_EXPONENT1,
        OSSL_PKEY_PARAM_RSA_EXPONENT2, OSSL_PKEY_PARAM_RSA_COEFFICIENT1
    };
    enum { N, E, D, P, Q, DP, DQ, INVERSE, COUNT };
    BIGNUM *numbers[COUNT] = { 0 }, *product = BN_new();
    BN_CTX *context = BN_CTX_new();
    bool ok = product && context;

    for (int i = 0; i < COUNT; i++)
        ok = EVP_PKEY_get_bn_param(key, names[i], &numbers[i]) && ok;
    ok = ok && BN_mul(product, numbers[P], numbers[Q], context) &&
         BN_cmp(product, numbers[N]) == 0 &&
         rsa_inverts(numbers[D], numbers[E], numbers[P], context) &&
         rsa_inverts(numbers[D], numbers[E], numbers[Q], context) &&
         rsa_inverts(numbers[DP], numbers[E], numbers[P], context) &&
         rsa_inverts(numbers[DQ], numbers[E], numbers[Q], context) &&
         BN_mod_mul(product, numbers[Q], numbers[INVERSE], numbers[P], context) &&
         BN_is_one(product);
    for (int i = 0; i < COUNT; i++)
        BN_clear_free(numbers[i]);
    BN_clear_free(product);
    BN_CTX_free(context);
    ERR_clear_error();
    return ok;
}
