#include "backend/pki/key.h"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <stdio.h>
#include <string.h>

#include "backend/base/mem.h"

static const struct key_type key_types[] = {
    { .name = "rsa-2048", .shown = "RSA 2048", .bits = 2048, .own_ca = "rsa-3072" },
    { .name = "rsa-3072", .shown = "RSA 3072", .bits = 3072, .own_ca = "rsa-3072" },
    { .name = "rsa-4096", .shown = "RSA 4096", .bits = 4096, .own_ca = "rsa-4096" },
    { .name = "p256", .shown = "P-256", .curve = "P-256", .own_ca = "p384" },
    { .name = "p384", .shown = "P-384", .curve = "P-384", .own_ca = "p384" },
};

const struct key_type *key_type_find(const char *name)
{
    for (size_t i = 0; i < sizeof key_types / sizeof *key_types; i++)
        if (strcmp(key_types[i].name, name) == 0)
            return &key_types[i];
    return NULL;
}

EVP_PKEY *key_new(const struct key_type *type, struct err *err)
{
    ERR_clear_error();
    EVP_PKEY *key = type->bits ? EVP_RSA_gen(type->bits) : EVP_EC_gen(type->curve);
    if (!key)
        ossl_fail(err, "cannot make a key (%s)", type->shown);
    return key;
}

/* The name NIST gave a curve, or OpenSSL's. */
static void show_curve(const EVP_PKEY *key, char shown[32])
{
    char group[32] = "EC";

    EVP_PKEY_get_group_name(key, group, sizeof group, NULL);
    const char *nist = EC_curve_nid2nist(OBJ_txt2nid(group));
    snprintf(shown, 32, "%s", nist ? nist : group);
}

void key_shown(const EVP_PKEY *key, char shown[32])
{
    const char *type = EVP_PKEY_get0_type_name(key);

    if (EVP_PKEY_is_a(key, "EC"))
        show_curve(key, shown);
    else if (EVP_PKEY_is_a(key, "RSA") || EVP_PKEY_is_a(key, "DSA"))
        snprintf(shown, 32, "%s %d", type, EVP_PKEY_get_bits(key));
    else
        snprintf(shown, 32, "%s", type ? type : "?");
}

const EVP_MD *key_digest(const EVP_PKEY *key)
{
    if (EVP_PKEY_is_a(key, "ED25519") || EVP_PKEY_is_a(key, "ED448"))
        return NULL;
    return EVP_PKEY_is_a(key, "EC") && EVP_PKEY_get_bits(key) > 256 ? EVP_sha384() : EVP_sha256();
}

static bool encrypt(BIO *out, PKCS8_PRIV_KEY_INFO *plain, const struct stretched *with)
{
    X509_ALGOR *method =
        PKCS5_pbe2_set_iv(EVP_aes_256_cbc(), with->steps, NULL, 0, NULL, NID_hmacWithSHA256);
    X509_SIG *sealed =
        method ? PKCS8_set0_pbe(with->password, (int)strlen(with->password), plain, method) : NULL;
    bool ok = sealed && PEM_write_bio_PKCS8(out, sealed);

    if (!sealed)
        X509_ALGOR_free(method); /* else it is part of the sealed one */
    X509_SIG_free(sealed);
    return ok;
}

bool key_write(BIO *out, const EVP_PKEY *key, const struct stretched *with, struct err *err)
{
    ERR_clear_error();
    PKCS8_PRIV_KEY_INFO *plain = EVP_PKEY2PKCS8(key);
    bool ok = plain && (with ? encrypt(out, plain, with)
                             : PEM_write_bio_PKCS8_PRIV_KEY_INFO(out, plain) == 1);

    PKCS8_PRIV_KEY_INFO_free(plain);
    return ok || ossl_fail(err, "cannot write a private key");
}

/* Without a callback OpenSSL would ask the terminal, right through the screen. */
static int give_password(char *room, int size, int writing, void *data)
{
    const char *password = data;
    size_t length = password ? strlen(password) : 0;

    (void)writing;
    if (!password || length > (size_t)size)
        return -1;
    memcpy(room, password, length); /* NOLINT(bugprone-not-null-terminated-result): counted */
    return (int)length;
}

EVP_PKEY *key_read(const void *pem, size_t size, const char *password, struct err *err)
{
    AUTO_BIO BIO *in = ossl_reader(pem, size);

    ERR_clear_error();
    EVP_PKEY *key = PEM_read_bio_PrivateKey(in, NULL, give_password, (void *)password);
    if (!key)
        ossl_fail(err, "cannot read the private key");
    ERR_clear_error();
    return key;
}
