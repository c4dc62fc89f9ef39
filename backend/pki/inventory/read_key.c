#include "backend/pki/inventory/read_key.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <stdlib.h>

#include "backend/base/mem.h"
#include "backend/pki/key.h"
#include "backend/pki/rsa.h"
#include "backend/pki/take.h"

/* Signs something and verifies it: what every connection needs. */
static bool read_key_signs(EVP_PKEY *key, X509 *cert)
{
    static const unsigned char text[] = "printseal";
    EVP_MD_CTX *sign = must(EVP_MD_CTX_new()), *verify = must(EVP_MD_CTX_new());
    const EVP_MD *digest = key_digest(key);
    unsigned char made[2048];
    size_t size = sizeof made;

    bool ok = EVP_DigestSignInit(sign, NULL, digest, NULL, key) == 1 &&
              EVP_DigestSign(sign, made, &size, text, sizeof text) == 1 &&
              EVP_DigestVerifyInit(verify, NULL, digest, NULL, X509_get0_pubkey(cert)) == 1 &&
              EVP_DigestVerify(verify, made, size, text, sizeof text) == 1;
    EVP_MD_CTX_free(sign);
    EVP_MD_CTX_free(verify);
    return ok;
}

static bool read_key_has_two_primes(const EVP_PKEY *key)
{
    AUTO_BN BIGNUM *third = NULL;
    bool two = EVP_PKEY_is_a(key, "RSA") &&
               !EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_FACTOR3, &third);

    ERR_clear_error();
    return two;
}

/* That the numbers of an RSA key fit says more, for they hold the factors of the certificate's own
 * modulus, and takes a hundredth of the time: OpenSSL signs with wrong ones, too, by another way.
 * Its primes were tested when it was made or imported. */
static bool read_key_works(EVP_PKEY *key, X509 *cert)
{
    return read_key_has_two_primes(key) ? rsa_private(key) : read_key_signs(key, cert);
}

static enum problem read_key_problem(const struct taken *taken, X509 *cert)
{
    if (!taken->key_count)
        return PROBLEM_BAD_KEY;
    if (X509_check_private_key(cert, taken->keys[0].key) != 1)
        return PROBLEM_MISMATCH;
    return read_key_works(taken->keys[0].key, cert) ? PROBLEMS : PROBLEM_BAD_KEY;
}

void read_key_judge(struct span file, X509 *cert, struct problems *problems)
{
    const struct take_source source = { .name = "server.key",
                                        .bytes = file.bytes,
                                        .size = file.size };
    struct taken *taken = must(calloc(1, sizeof *taken));
    struct problems unheard = { 0 };
    struct variant none;

    variant_fill(&none, NULL);
    take_file(taken, &source, &none, &unheard);
    enum problem problem = file.size ? read_key_problem(taken, cert) : PROBLEM_NO_KEY;
    if (problem != PROBLEMS)
        problem_add(problems, problem, "key", NULL);
    ERR_clear_error();
    take_free(taken);
    free(taken);
}
