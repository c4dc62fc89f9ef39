#include "backend/pki/pkcs12.h"

#include <openssl/err.h>
#include <openssl/provider.h>

#include "backend/base/mem.h"

enum {
    LEGACY_ITERATIONS = 2048,
    NO_MAC = -1,
};

/* Choosing 3DES alone would leave the MAC at SHA-256, which the same old systems cannot check. */
static PKCS12 *make_legacy(const struct bundle *bundle, const char *name,
                           const struct stretched *with)
{
    const int method = NID_pbe_WithSHA1And3_Key_TripleDES_CBC;
    PKCS12 *pkcs12 = PKCS12_create(with->password, name, bundle->key, bundle->cert, bundle->chain,
                                   method, method, LEGACY_ITERATIONS, NO_MAC, 0);

    if (pkcs12 &&
        !PKCS12_set_mac(pkcs12, with->password, -1, NULL, 0, LEGACY_ITERATIONS, EVP_sha1())) {
        PKCS12_free(pkcs12);
        return NULL;
    }
    return pkcs12;
}

static PKCS12 *make_modern(const struct bundle *bundle, const char *name,
                           const struct stretched *with)
{
    return PKCS12_create(with->password, name, bundle->key, bundle->cert, bundle->chain,
                         NID_aes_256_cbc, NID_aes_256_cbc, with->steps, with->steps, 0);
}

bool pkcs12_write(BIO *out, const struct bundle *bundle, const char *name,
                  const struct stretched *with, bool legacy, struct err *err)
{
    ERR_clear_error();
    AUTO_PKCS12 PKCS12 *pkcs12 = (legacy ? make_legacy : make_modern)(bundle, name, with);
    if (!pkcs12 || !i2d_PKCS12_bio(out, pkcs12))
        return ossl_fail(err, "cannot write a PFX file");
    return true;
}

/* The order of the chain is not promised. */
static bool pkcs12_has(const STACK_OF(X509) * chain, const X509 *cert)
{
    for (int i = 0; i < sk_X509_num(chain); i++)
        if (X509_cmp(sk_X509_value(chain, i), cert) == 0)
            return true;
    return false;
}

static bool same_chain(const STACK_OF(X509) * a, const STACK_OF(X509) * b)
{
    int count = a ? sk_X509_num(a) : 0;

    if (count != (b ? sk_X509_num(b) : 0))
        return false;
    for (int i = 0; i < count; i++)
        if (!pkcs12_has(b, sk_X509_value(a, i)))
            return false;
    return true;
}

static bool pkcs12_compare(PKCS12 *pkcs12, const struct bundle *bundle, const char *password,
                           struct err *err)
{
    AUTO_KEY EVP_PKEY *key = NULL;
    AUTO_X509 X509 *cert = NULL;
    AUTO_CHAIN STACK_OF(X509) *chain = NULL;

    if (!PKCS12_parse(pkcs12, password, &key, &cert, &chain))
        return ossl_fail(err, "the PFX file does not open with its password");
    if (!key || !cert || EVP_PKEY_eq(key, bundle->key) != 1 || X509_cmp(cert, bundle->cert) != 0 ||
        !same_chain(chain, bundle->chain))
        return fail(err, "the PFX file does not hold what was put in");
    return true;
}

bool pkcs12_check(const void *bytes, size_t size, const struct bundle *bundle, const char *password,
                  struct err *err)
{
    OSSL_LIB_CTX *context = must(OSSL_LIB_CTX_new());
    OSSL_PROVIDER *provider = OSSL_PROVIDER_load(context, "default");
    PKCS12 *pkcs12 = must(PKCS12_init_ex(NID_pkcs7_data, context, NULL));
    AUTO_BIO BIO *in = ossl_reader(bytes, size);

    ERR_clear_error();
    bool ok = provider && d2i_PKCS12_bio(in, &pkcs12)
                  ? pkcs12_compare(pkcs12, bundle, password, err)
                  : ossl_fail(err, "the PFX file cannot be read back");
    PKCS12_free(pkcs12);
    OSSL_PROVIDER_unload(provider);
    OSSL_LIB_CTX_free(context);
    return ok;
}
