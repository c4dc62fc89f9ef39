/* examine_key.c - is a key strong enough, and does it make sense? */
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <stdio.h>

#include "backend/pki/examine/examine_inside.h"
#include "backend/pki/key.h"
#include "backend/pki/pbe.h"
#include "backend/pki/rsa.h"

enum {
    RSA_LEAST = 2048,  /* SP 800-131A; Baseline Requirements 6.1.5 */
    CURVE_LEAST = 224, /* RFC 9325, 4.5 */
    RSA_MOST = 16384,  /* OpenSSL's own limit */
    RSA_USUAL = 4096,  /* beyond, all numbers are not checked: it takes many seconds */
};

static bool examine_key_is_rsa(const EVP_PKEY *key)
{
    return EVP_PKEY_is_a(key, "RSA") || EVP_PKEY_is_a(key, "RSA-PSS");
}

static bool is_common_curve(const EVP_PKEY *key)
{
    static const int curves[] = { NID_X9_62_prime256v1, NID_secp384r1, NID_secp521r1 };
    char group[64] = "";

    EVP_PKEY_get_group_name(key, group, sizeof group, NULL);
    for (size_t i = 0; i < sizeof curves / sizeof *curves; i++)
        if (OBJ_txt2nid(group) == curves[i])
            return true;
    return false;
}

/* Each: FLAWS if nothing is wrong. */
static enum problem rsa_strength(const EVP_PKEY *key)
{
    int bits = EVP_PKEY_get_bits(key);

    if (bits < RSA_LEAST)
        return PROBLEM_WEAK_KEY;
    if (bits > RSA_MOST)
        return PROBLEM_HUGE_KEY;
    if (bits > RSA_USUAL)
        return PROBLEM_LARGE_KEY;
    return EVP_PKEY_is_a(key, "RSA-PSS") ? PROBLEM_RARE_KEY : PROBLEMS;
}

static enum problem curve_strength(const EVP_PKEY *key)
{
    int numbers = 0, bits = EVP_PKEY_get_bits(key);

    EVP_PKEY_get_int_param(key, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS, &numbers);
    if (numbers)
        return PROBLEM_EXPLICIT_CURVE;
    if (bits < CURVE_LEAST)
        return PROBLEM_WEAK_KEY;
    return !is_common_curve(key) ? PROBLEM_CURVE : bits > 384 ? PROBLEM_P521 : PROBLEMS;
}

static enum problem strength(const EVP_PKEY *key)
{
    if (examine_key_is_rsa(key))
        return rsa_strength(key);
    if (EVP_PKEY_is_a(key, "EC"))
        return curve_strength(key);
    return EVP_PKEY_is_a(key, "ED25519") || EVP_PKEY_is_a(key, "ED448") ? PROBLEM_RARE_KEY
                                                                        : PROBLEM_FOREIGN_KEY;
}

/* An even one or 1 breaks RSA; a small one is sound and invites mistakes of others. */
static void judge_exponent(const EVP_PKEY *key, const char *where, struct problems *problems)
{
    AUTO_BN BIGNUM *e = NULL;
    char text[32] = "a number of more than 64 bits";

    if (!EVP_PKEY_is_a(key, "RSA") || !EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &e))
        return;
    if (BN_num_bits(e) <= 64)
        snprintf(text, sizeof text, "%llu", (unsigned long long)BN_get_word(e));
    if (!BN_is_odd(e) || BN_is_one(e))
        problem_add(problems, PROBLEM_EXPONENT, where, text);
    else if (BN_num_bits(e) < 17 || BN_num_bits(e) > 32) /* Windows keeps it in 32 bits */
        problem_add(problems, PROBLEM_SMALL_EXPONENT, where, text);
}

typedef int test(EVP_PKEY_CTX *context);

static int examine_key_sense_known(EVP_PKEY_CTX *context)
{
    (void)context;
    return 1;
}

static bool examine_key_passes(const EVP_PKEY *key, test *run)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, (EVP_PKEY *)key, NULL);
    bool ok = context && run(context) == 1;

    EVP_PKEY_CTX_free(context);
    ERR_clear_error();
    return ok;
}

static int examine_key_check_public(EVP_PKEY_CTX *context, bool numbers(const EVP_PKEY *key))
{
    const EVP_PKEY *key = EVP_PKEY_CTX_get0_pkey(context);

    if (examine_key_is_rsa(key))
        return EVP_PKEY_get_bits(key) > RSA_USUAL || numbers(key);
    return EVP_PKEY_public_check_quick(context);
}

static int check_public(EVP_PKEY_CTX *context)
{
    return examine_key_check_public(context, rsa_public);
}

static int examine_key_check_used(EVP_PKEY_CTX *context)
{
    return examine_key_check_public(context, rsa_public_used);
}

/* OpenSSL looks whether the factors are primes, which takes seconds for the largest. */
static int check_private(EVP_PKEY_CTX *context)
{
    const EVP_PKEY *key = EVP_PKEY_CTX_get0_pkey(context);

    return examine_key_is_rsa(key) && EVP_PKEY_get_bits(key) > RSA_USUAL ? rsa_private(key)
                                                                         : EVP_PKEY_check(context);
}

/* A signature of a CA is looked at by other rules than a TLS handshake. */
static enum problem examine_key_of_ca(enum problem problem)
{
    return problem == PROBLEM_CURVE || problem == PROBLEM_P521 ? PROBLEM_RARE_KEY : problem;
}

static void examine_key_judge(const EVP_PKEY *key, bool ca, test *run, const char *where,
                              struct problems *problems)
{
    enum problem problem = ca ? examine_key_of_ca(strength(key)) : strength(key);
    char shown[32];

    key_shown(key, shown);
    if (problem != PROBLEMS)
        problem_add(problems, problem, where, shown);
    judge_exponent(key, where, problems);
    if (problem != PROBLEM_HUGE_KEY && problem != PROBLEM_FOREIGN_KEY &&
        !examine_key_passes(key, run))
        problem_add(problems, PROBLEM_BAD_KEY, where, NULL);
    ERR_clear_error();
}

static void judge_bits(struct exam *exam, const EVP_PKEY *key, const char *where)
{
    char shown[32];

    key_shown(key, shown);
    if (exam->job->public_ca && examine_key_is_rsa(key) && EVP_PKEY_get_bits(key) % 8)
        problem_add(exam->problems, PROBLEM_BITS, where, shown);
}

/* Who trusts a root has decided on its key (RFC 5280 6.1.1 d): where many tests trust the same one,
 * none of them works on that again, which takes as long as a handshake. */
static test *examine_key_test(const struct exam *exam, size_t i)
{
    X509 *cert = exam->chain.certs[i];
    bool known = exam->job->roots_known && chain_is_root(cert) && path_find(exam->trusted, cert);

    if (i == 0 && exam->job->leaf_used)
        return examine_key_check_used;
    return known ? examine_key_sense_known : check_public;
}

void examine_key(struct exam *exam, size_t i, const char *where)
{
    X509 *cert = exam->chain.certs[i];
    const EVP_PKEY *key = X509_get0_pubkey(cert);
    ASN1_OBJECT *kind = NULL;
    char name[64];

    if (key) {
        examine_key_judge(key, i > 0, examine_key_test(exam, i), where, exam->problems);
        judge_bits(exam, key, where);
        return;
    }
    X509_PUBKEY_get0_param(&kind, NULL, NULL, NULL, X509_get_X509_PUBKEY(cert));
    int nid = OBJ_obj2nid(kind);
    bool usual = nid == NID_rsaEncryption || nid == NID_X9_62_id_ecPublicKey;
    pbe_name(kind, name);
    problem_add(exam->problems, usual ? PROBLEM_BAD_KEY : PROBLEM_FOREIGN_KEY, where, name);
    ERR_clear_error();
}

void examine_private(const EVP_PKEY *key, struct problems *problems)
{
    examine_key_judge(key, false, check_private, "key", problems);
}
