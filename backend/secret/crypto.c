#include "backend/secret/crypto.h"

#include <endian.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/core_names.h>
#include <openssl/params.h>

#include "backend/base/mem.h"
#include "backend/base/mem_end.h"
#include "backend/secret/libcrypto.h"
#include "backend/secret/secret.h"

bool crypto_ready(struct err *err)
{
    return libcrypto(err);
}

/* Anyone who works with secrets has asked crypto_ready(); one who has not ends here, with the
 * sentence and the status of whatever could not be done. */
static const struct libcrypto *crypto_lib(void)
{
    struct err err;
    const struct libcrypto *lib = libcrypto(&err);

    if (lib)
        return lib;
    dprintf(STDERR_FILENO, "printseal: %s\n", err.text);
    _exit(3);
}

static void free_cipher(EVP_CIPHER_CTX **context)
{
    crypto_lib()->EVP_CIPHER_CTX_free(*context);
}

static void free_mac(EVP_MAC_CTX **context)
{
    crypto_lib()->EVP_MAC_CTX_free(*context);
}

static void free_kdf(EVP_KDF_CTX **context)
{
    crypto_lib()->EVP_KDF_CTX_free(*context);
}

/* Wipes the stack below the caller: OpenSSL wipes what it frees, but BLAKE2s leaves the words of
 * its message on the stack (3.0.19), and SHA-256 its schedule. */
__attribute__((noinline)) void crypto_burn(void)
{
    unsigned char stack[4096];

    wipe(stack, sizeof stack);
}

#define AUTO_CIPHER __attribute__((cleanup(free_cipher)))
#define AUTO_MAC __attribute__((cleanup(free_mac)))
#define AUTO_KDF __attribute__((cleanup(free_kdf)))

void crypto_start(void)
{
    crypto_lib();
}

static void must_work(int done)
{
    if (done <= 0)
        mem_end("libcrypto does not work, or gets no random numbers");
}

/* ------------------------------------------------ AES-256-GCM */

/* Fetching costs more than sealing a password, so it is done once. */
static const EVP_CIPHER *gcm(void)
{
    static EVP_CIPHER *cipher;

    if (!cipher)
        cipher = must(crypto_lib()->EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL));
    return cipher;
}

static EVP_CIPHER_CTX *crypto_turn(const struct crypto_use *lock, int sealing)
{
    const uint64_t number = htole64(lock->number);
    unsigned char nonce[12] = { 0 };
    EVP_CIPHER_CTX *context = must(crypto_lib()->EVP_CIPHER_CTX_new());
    int done;

    memcpy(nonce, &number, sizeof number);
    must_work(crypto_lib()->EVP_CipherInit_ex2(context, gcm(), lock->key, nonce, sealing, NULL));
    if (lock->about_size > INT_MAX)
        abort();
    if (lock->about_size)
        must_work(crypto_lib()->EVP_CipherUpdate(context, NULL, &done, lock->about,
                                                 (int)lock->about_size));
    return context;
}

static void crypto_run(EVP_CIPHER_CTX *context, const void *from, size_t size, void *to)
{
    int done;

    if (size > INT_MAX)
        abort();
    if (size)
        must_work(crypto_lib()->EVP_CipherUpdate(context, to, &done, from, (int)size));
}

void crypto_seal(const struct crypto_use *lock, const void *plain, size_t size,
                 unsigned char *sealed)
{
    AUTO_CIPHER EVP_CIPHER_CTX *context = crypto_turn(lock, 1);
    unsigned char rest[EVP_MAX_BLOCK_LENGTH];
    int done;

    crypto_run(context, plain, size, sealed);
    must_work(crypto_lib()->EVP_CipherFinal_ex(context, rest, &done));
    must_work(
        crypto_lib()->EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, TAG_SIZE, sealed + size));
    crypto_burn();
}

bool crypto_open(const struct crypto_use *lock, const unsigned char *sealed, size_t size,
                 void *plain)
{
    AUTO_CIPHER EVP_CIPHER_CTX *context = crypto_turn(lock, 0);
    unsigned char rest[EVP_MAX_BLOCK_LENGTH], tag[TAG_SIZE];
    int done;

    memcpy(tag, sealed + size, sizeof tag);
    crypto_run(context, sealed, size, plain);
    must_work(crypto_lib()->EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, TAG_SIZE, tag));
    bool whole = crypto_lib()->EVP_CipherFinal_ex(context, rest, &done) > 0;
    if (!whole)
        wipe(plain, size);
    crypto_burn();
    return whole;
}

/* ------------------------------------------------ chance */

void crypto_random(void *bytes, size_t size)
{
    if (size > INT_MAX)
        abort();
    must_work(crypto_lib()->RAND_priv_bytes(bytes, (int)size));
}

void crypto_draw(const char *alphabet, char *text, size_t length)
{
    size_t letters = strlen(alphabet), made = 0;
    unsigned char pool[64];

    if (!letters || letters > 256)
        abort();
    const size_t fair = 256 - 256 % letters; /* a byte from here on would favour the first ones */

    while (made < length) {
        crypto_random(pool, sizeof pool);
        for (size_t i = 0; i < sizeof pool && made < length; i++)
            if (pool[i] < fair)
                text[made++] = alphabet[pool[i] % letters];
    }
    text[made] = '\0';
    wipe(pool, sizeof pool);
}

double crypto_guesses(const char *alphabet, size_t length)
{
    return (double)length * log10((double)strlen(alphabet));
}

/* ------------------------------------------------ digests */

static EVP_MAC *blake(void)
{
    static EVP_MAC *mac;

    if (!mac)
        mac = must(crypto_lib()->EVP_MAC_fetch(NULL, "BLAKE2SMAC", NULL));
    return mac;
}

void crypto_digest(const unsigned char key[KEY_SIZE], const void *bytes, size_t size,
                   unsigned char digest[TAG_SIZE])
{
    AUTO_MAC EVP_MAC_CTX *context = must(crypto_lib()->EVP_MAC_CTX_new(blake()));
    size_t length = TAG_SIZE;
    const OSSL_PARAM with[] = { OSSL_PARAM_size_t(OSSL_MAC_PARAM_SIZE, &length), OSSL_PARAM_END };

    must_work(crypto_lib()->EVP_MAC_init(context, key, KEY_SIZE, with));
    must_work(crypto_lib()->EVP_MAC_update(context, bytes, size));
    must_work(crypto_lib()->EVP_MAC_final(context, digest, &length, TAG_SIZE));
    crypto_burn();
}

void crypto_sha256(const void *bytes, size_t size, unsigned char digest[SHA256_SIZE])
{
    must_work(crypto_lib()->EVP_Q_digest(NULL, "SHA256", NULL, bytes, size, digest, NULL));
}

void crypto_sha256_text(const void *bytes, size_t size, char text[SHA256_TEXT])
{
    unsigned char digest[SHA256_SIZE];

    crypto_sha256(bytes, size, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        snprintf(text + 2 * i, 3, "%02x", digest[i]);
}

/* ------------------------------------------------ keys from keys */

static EVP_KDF_CTX *deriver(const char *name)
{
    EVP_KDF *kdf = must(crypto_lib()->EVP_KDF_fetch(NULL, name, NULL));
    EVP_KDF_CTX *context = must(crypto_lib()->EVP_KDF_CTX_new(kdf));

    crypto_lib()->EVP_KDF_free(kdf);
    return context;
}

static OSSL_PARAM octets(const char *name, struct span span)
{
    return (OSSL_PARAM)OSSL_PARAM_octet_string(name, (void *)(uintptr_t)span.bytes, span.size);
}

void crypto_derive(struct span secret, struct span salt, struct span use,
                   unsigned char key[KEY_SIZE])
{
    AUTO_KDF EVP_KDF_CTX *context = deriver("HKDF");
    char sha256[] = "SHA256";
    const OSSL_PARAM with[] = {
        OSSL_PARAM_utf8_string(OSSL_KDF_PARAM_DIGEST, sha256, sizeof sha256 - 1),
        octets(OSSL_KDF_PARAM_KEY, secret),
        octets(OSSL_KDF_PARAM_SALT, salt),
        octets(OSSL_KDF_PARAM_INFO, use),
        OSSL_PARAM_END,
    };

    must_work(crypto_lib()->EVP_KDF_derive(context, key, KEY_SIZE, with));
    crypto_burn();
}

void crypto_stretch(struct span secret, struct span salt, unsigned char key[KEY_SIZE])
{
    AUTO_KDF EVP_KDF_CTX *context = deriver("SCRYPT");
    uint64_t n = 1 << 15, most = 64 << 20; /* the library's own limit is just too small for 2^15 */
    unsigned r = 8, p = 1;
    const OSSL_PARAM with[] = {
        octets(OSSL_KDF_PARAM_PASSWORD, secret),
        octets(OSSL_KDF_PARAM_SALT, salt),
        OSSL_PARAM_uint64(OSSL_KDF_PARAM_SCRYPT_N, &n),
        OSSL_PARAM_uint(OSSL_KDF_PARAM_SCRYPT_R, &r),
        OSSL_PARAM_uint(OSSL_KDF_PARAM_SCRYPT_P, &p),
        OSSL_PARAM_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &most),
        OSSL_PARAM_END,
    };

    must_work(crypto_lib()->EVP_KDF_derive(context, key, KEY_SIZE, with));
    crypto_burn();
}
