#include "backend/probe/snmp/snmp_key.h"

#include <string.h>

#include "backend/base/wiped.h"
#include "backend/secret/crypto.h"
#include "backend/secret/libcrypto.h"

enum {
    STRETCHED = 1 << 20,
    SHORTEST = 8, /* RFC 3414 11.2 */
    LONGEST = 1024,
    PIECE = 8192, /* at least, before it ends with a whole password */
};

static const char *const digests[][2] = {
    { "md5", "MD5" },         { "sha1", "SHA1" },       { "sha224", "SHA2-224" },
    { "sha256", "SHA2-256" }, { "sha384", "SHA2-384" }, { "sha512", "SHA2-512" },
};

const char *snmp_key_digest(const char *choice)
{
    for (size_t i = 0; i < sizeof digests / sizeof *digests; i++)
        if (!strcmp(digests[i][0], choice))
            return digests[i][1];
    return NULL;
}

/* Whole passwords, one behind the other: what begins anew after each piece is the same as what goes
 * on. */
static size_t snmp_key_repeat(unsigned char piece[PIECE + LONGEST], const char *password)
{
    size_t length = strlen(password), size = 0;

    for (; size < PIECE; size += length)
        /* NOLINTNEXTLINE(bugprone-not-null-terminated-result): bytes, no text */
        memcpy(piece + size, password, length);
    return size;
}

static bool snmp_key_hash(const struct libcrypto *lib, EVP_MD_CTX *hash, const char *password)
{
    unsigned char piece[PIECE + LONGEST];
    size_t size = snmp_key_repeat(piece, password);
    bool ok = true;

    for (size_t left = STRETCHED; ok && left;) {
        size_t some = left < size ? left : size;
        ok = lib->EVP_DigestUpdate(hash, piece, some) == 1;
        left -= some;
    }
    wipe(piece, sizeof piece);
    return ok;
}

bool snmp_key(const char *digest, const char *password, unsigned char *key, size_t *size)
{
    size_t length = strlen(password);
    struct err err;
    const struct libcrypto *lib = libcrypto(&err);
    EVP_MD *kind = lib ? lib->EVP_MD_fetch(NULL, digest, NULL) : NULL;
    EVP_MD_CTX *hash = kind ? lib->EVP_MD_CTX_new() : NULL;
    unsigned made = 0;

    bool ok = hash && length >= SHORTEST && length <= LONGEST &&
              (size_t)lib->EVP_MD_get_size(kind) <= *size &&
              lib->EVP_DigestInit_ex2(hash, kind, NULL) == 1 &&
              snmp_key_hash(lib, hash, password) && lib->EVP_DigestFinal_ex(hash, key, &made) == 1;
    if (hash)
        lib->EVP_MD_CTX_free(hash);
    if (kind)
        lib->EVP_MD_free(kind);
    crypto_burn();
    *size = made;
    return ok;
}
