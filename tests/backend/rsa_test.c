/* rsa_test.c - public keys that are none. */
#include "backend/pki/rsa.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include "backend/pki/inventory/read_key.h"
#include "backend/pki/ossl.h"
#include "tests/minted.h"

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

/* But for what its owner has shown by using it. */
static bool sane_if_used(const BIGNUM *n, unsigned long exponent)
{
    EVP_PKEY *key = key_of(n, exponent);
    bool ok = rsa_public_used(key);

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
        assert_true(rsa_public(key) && rsa_public_used(key));
        EVP_PKEY_free(key);
    }
}

static void other_kinds_do_not(void **state)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");

    (void)state;
    assert_false(rsa_public(key) || rsa_public_used(key));
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
    assert_true(sane_if_used(n, 65537) && sane_if_used(p, 65537));
    assert_false(sane_if_used(n, 1) || sane_if_used(n, 65536));
    assert_false(sane(p, 65537)); /* a prime */
    assert_true(BN_sqr(n, p, context));
    assert_false(sane(n, 65537)); /* its square */
    assert_true(BN_mul(n, n, p, context));
    assert_false(sane(n, 65537)); /* its cube */
    for (BN_ULONG small = 2; small < 752; small += small == 2 ? 1 : 2) {
        assert_true(BN_mul(n, p, q, context) && BN_mul_word(n, small));
        assert_false(sane(n, 65537) || sane_if_used(n, 65537));
    }
    BN_CTX_free(context);
}

/* ------------------------------------------------ private keys */

static const char *const parts[] = {
    OSSL_PKEY_PARAM_RSA_N,         OSSL_PKEY_PARAM_RSA_E,           OSSL_PKEY_PARAM_RSA_D,
    OSSL_PKEY_PARAM_RSA_FACTOR1,   OSSL_PKEY_PARAM_RSA_FACTOR2,     OSSL_PKEY_PARAM_RSA_EXPONENT1,
    OSSL_PKEY_PARAM_RSA_EXPONENT2, OSSL_PKEY_PARAM_RSA_COEFFICIENT1
};

enum { PARTS = sizeof parts / sizeof *parts };

/* The key with one of its numbers 2 larger; PARTS: with none. */
static EVP_PKEY *spoiled(const EVP_PKEY *key, size_t part)
{
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
    BIGNUM *numbers[PARTS] = { NULL };
    EVP_PKEY *made = NULL;

    for (size_t i = 0; i < PARTS; i++) {
        assert_true(EVP_PKEY_get_bn_param(key, parts[i], &numbers[i]));
        assert_true(i != part || BN_add_word(numbers[i], 2));
        assert_true(OSSL_PARAM_BLD_push_BN(build, parts[i], numbers[i]));
    }
    OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(build);
    assert_int_equal(EVP_PKEY_fromdata_init(context), 1);
    assert_int_equal(EVP_PKEY_fromdata(context, &made, EVP_PKEY_KEYPAIR, params), 1);
    for (size_t i = 0; i < PARTS; i++)
        BN_clear_free(numbers[i]);
    OSSL_PARAM_free(params);
    OSSL_PARAM_BLD_free(build);
    EVP_PKEY_CTX_free(context);
    return made;
}

/* What is said of it beside that certificate; PROBLEMS: nothing. */
static enum problem judged(const EVP_PKEY *key, X509 *cert)
{
    struct problems problems = { 0 };
    unsigned char *der = NULL;
    int size = key ? i2d_PrivateKey(key, &der) : 0;

    read_key_judge((struct span){ (char *)der, (size_t)size }, cert, &problems);
    OPENSSL_free(der);
    assert_true(problems.count <= 1);
    return problems.count ? problems.list[0].problem : PROBLEMS;
}

/* Nothing is signed for it: the numbers alone tell. */
static void numbers_that_do_not_fit_are_found(void **state)
{
    EVP_PKEY *key = EVP_RSA_gen(1024), *other = EVP_RSA_gen(1024);
    AUTO_X509 X509 *cert =
        mint(&(struct mint){ .subject = "a.example.com", .key = key, .until = 10 });

    (void)state;
    for (size_t i = 0; i <= PARTS; i++) {
        EVP_PKEY *now = spoiled(key, i);
        bool public = i < 2; /* then it is another certificate's key */
        assert_int_equal(rsa_private(now), i == PARTS);
        assert_int_equal(judged(now, cert), i == PARTS ? PROBLEMS
                                            : public   ? PROBLEM_MISMATCH
                                                       : PROBLEM_BAD_KEY);
        EVP_PKEY_free(now);
    }
    assert_int_equal(judged(other, cert), PROBLEM_MISMATCH);
    assert_int_equal(judged(NULL, cert), PROBLEM_NO_KEY);
    EVP_PKEY_free(key);
    EVP_PKEY_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_keys_pass),
        cmocka_unit_test(other_kinds_do_not),
        cmocka_unit_test(what_is_no_key_is_found),
        cmocka_unit_test(numbers_that_do_not_fit_are_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
