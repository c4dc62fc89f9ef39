#include "backend/pki/rsa.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>

#include "backend/pki/ossl.h"

/* Odd primes up to 751: SP 800-89 5.3.3. */
static const unsigned short primes[] = {
    3,   5,   7,   11,  13,  17,  19,  23,  29,  31,  37,  41,  43,  47,  53,  59,  61,  67,  71,
    73,  79,  83,  89,  97,  101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
    173, 179, 181, 191, 193, 197, 199, 211, 223, 227, 229, 233, 239, 241, 251, 257, 263, 269, 271,
    277, 281, 283, 293, 307, 311, 313, 317, 331, 337, 347, 349, 353, 359, 367, 373, 379, 383, 389,
    397, 401, 409, 419, 421, 431, 433, 439, 443, 449, 457, 461, 463, 467, 479, 487, 491, 499, 503,
    509, 521, 523, 541, 547, 557, 563, 569, 571, 577, 587, 593, 599, 601, 607, 613, 617, 619, 631,
    641, 643, 647, 653, 659, 661, 673, 677, 683, 691, 701, 709, 719, 727, 733, 739, 743, 751,
};
enum { PRIMES = sizeof primes / sizeof *primes };

/* Several at a time, as long as their product is one that is divided by fast: n is long. */
static bool has_small_factor(const BIGNUM *n)
{
    for (size_t next = 0; next < PRIMES;) {
        size_t first = next;
        BN_ULONG product = 1;
        while (next < PRIMES && product * primes[next] <= UINT32_MAX)
            product *= primes[next++];
        BN_ULONG rest = BN_mod_word(n, product);
        for (size_t i = first; i < next; i++)
            if (rest % primes[i] == 0)
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
