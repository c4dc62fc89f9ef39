#include "backend/probe/snmp/snmp_key.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>

enum {
    STRETCHED = 1 << 20,
    SHORTEST = 8, /* RFC 3414 11.2 */
    LONGEST = 1024,
    PIECE = 8192, /* at least, before it ends with a whole password */
};

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

static bool snmp_key_hash(EVP_MD_CTX *hash, const char *password)
{
    unsigned char piece[PIECE + LONGEST];
    size_t size = snmp_key_repeat(piece, password);
    bool ok = true;

    for (size_t left = STRETCHED; ok && left;) {
        size_t some = left < size ? left : size;
        ok = EVP_DigestUpdate(hash, piece, some) == 1;
        left -= some;
    }
    OPENSSL_cleanse(piece, sizeof piece);
    return ok;
}

bool snmp_key(const char *digest, const char *password, unsigned char *key, size_t *size)
{
    size_t length = strlen(password);
    EVP_MD *kind = EVP_MD_fetch(NULL, digest, NULL);
    EVP_MD_CTX *hash = EVP_MD_CTX_new();
    unsigned made = 0;

    bool ok = kind && hash && length >= SHORTEST && length <= LONGEST &&
              (size_t)EVP_MD_get_size(kind) <= *size && EVP_DigestInit_ex(hash, kind, NULL) == 1 &&
              snmp_key_hash(hash, password) && EVP_DigestFinal_ex(hash, key, &made) == 1;
    EVP_MD_CTX_free(hash);
    EVP_MD_free(kind);
    *size = made;
    return ok;
}
