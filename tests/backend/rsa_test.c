/* rsa_test.c - public keys that are none. */
#include "backend/pki/rsa.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include "backend/pki/ossl.h"
#include "tests/test.h"

static EVP_PKEY *key_of(const BIGNUM *n, unsigned long exponent)
{
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
    AUTO_BN BIGNUM *e = BN_new();
    EVP_PKEY *key = NULL;

    assert_true(BN_set_word(e, exponent));
    assert_true(OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, n));
    assert_true(OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, e));
    OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(build);
    assert_int_equal(EVP_PKEY_fromdata_init(context), 1);
    assert_int_equal(EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, params), 1);
    OSSL_PARAM_free(params);
    OSSL_PARAM_BLD_free(build);
    EVP_PKEY_CTX_free(context);
    return key;
}

static bool sane(const BIGNUM *n, unsigned long exponent)
{
    EVP_PKEY *key = key_of(n, exponent);
    bool ok = rsa_public(key);

    EVP_PKEY_free(key);
    return ok;
}

static BIGNUM *prime(int bits)
{
    BIGNUM *p = BN_new();

    assert_int_equal(BN_generate_prime_ex(p, bits, 0, NULL, NULL, NULL), 1);
    return p;
}

static void real_keys_pass(void **state)
{
    (void)state;
    for (unsigned bits = 1024; bits <= 2048; bits += 1024) {
        EVP_PKEY *key = EVP_RSA_gen(bits);
        assert_true(rsa_public(key));
        EVP_PKEY_free(key);
    }
}

static void other_kinds_do_not(void **state)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");

    (void)state;
    assert_false(rsa_public(key));
    EVP_PKEY_free(key);
}

/* What is no product of two large primes, and exponents that keep nothing secret. */
static void what_is_no_key_is_found(void **state)
{
    AUTO_BN BIGNUM *p = prime(512);
    AUTO_BN BIGNUM *q = prime(512);
    AUTO_BN BIGNUM *n = BN_new();
    BN_CTX *context = BN_CTX_new();

    (void)state;
    assert_true(BN_mul(n, p, q, context));
    assert_true(sane(n, 65537) && sane(n, 3));
    assert_false(sane(n, 1) || sane(n, 65536));
    assert_false(sane(p, 65537)); /* a prime */
    assert_true(BN_sqr(n, p, context));
    assert_false(sane(n, 65537)); /* its square */
    assert_true(BN_mul(n, n, p, context));
    assert_false(sane(n, 65537)); /* its cube */
    for (BN_ULONG small = 2; small < 752; small += small == 2 ? 1 : 2) {
        assert_true(BN_mul(n, p, q, context) && BN_mul_word(n, small));
        assert_false(sane(n, 65537));
    }
    BN_CTX_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_keys_pass),
        cmocka_unit_test(other_kinds_do_not),
        cmocka_unit_test(what_is_no_key_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
