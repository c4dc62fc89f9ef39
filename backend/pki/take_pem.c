/* take_pem.c - the blocks of a PEM file (RFC 7468), and keys in OpenSSL's old encrypted form. */
#include <openssl/err.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <string.h>

#include "backend/pki/take_inside.h"
#include "backend/secret/secret.h"

struct block {
    char *name, *header;
    unsigned char *bytes;
    long size;
};

static void free_block(struct block *block)
{
    OPENSSL_free(block->name);
    OPENSSL_free(block->header);
    OPENSSL_clear_free(block->bytes, block->size > 0 ? (size_t)block->size : 0);
}

/* By the name behind BEGIN. A block without a function is of no use here; without words, too, it is
 * passed over in silence. */
static const struct label {
    const char *name;
    take_structure *take;
    const char *useless;
} labels[] = {
    { "CERTIFICATE", take_certificate, NULL },
    { "X509 CERTIFICATE", take_certificate, NULL },
    { "TRUSTED CERTIFICATE", take_certificate, NULL },
    { "PKCS7", take_pkcs7, NULL },
    { "PKCS #7 SIGNED DATA", take_pkcs7, NULL },
    { "CMS", take_pkcs7, NULL },
    { "PKCS12", take_pkcs12, NULL },
    { "PRIVATE KEY", take_plain_key, NULL },
    { "ENCRYPTED PRIVATE KEY", take_sealed_key, NULL },
    { "RSA PRIVATE KEY", take_old_key, NULL },
    { "EC PRIVATE KEY", take_old_key, NULL },
    { "DSA PRIVATE KEY", take_old_key, NULL },
    { "CERTIFICATE REQUEST", take_request, NULL },
    { "NEW CERTIFICATE REQUEST", take_request, NULL },
    { "X509 CRL", take_crl, NULL },
    { "PUBLIC KEY", take_public_key, NULL },
    { "EC PARAMETERS", NULL, NULL }, /* openssl writes them before a key, which has them, too */
    { "DSA PARAMETERS", NULL, NULL },
    { "DH PARAMETERS", NULL, "parameters of Diffie-Hellman" },
    { "RSA PUBLIC KEY", NULL, "a public key" },
    { "ATTRIBUTE CERTIFICATE", NULL, "an attribute certificate" },
};

/* ------------------------------------------------ encrypted in the old form */

struct way {
    const char *password;
};

static int take_pem_give(char *room, int size, int writing, void *data)
{
    const struct way *way = data;
    size_t length = way->password ? strlen(way->password) : 0;

    (void)writing;
    if (!way->password || length > (size_t)size)
        return -1;
    memcpy(room, way->password, length); /* NOLINT(bugprone-not-null-terminated-result): counted */
    return (int)length;
}

/* The names as they stand in DEK-Info (RFC 1421, 4.6.1.3). */
static enum pbe_kind take_pem_kind_of(const char *cipher)
{
    if (strncmp(cipher, "DES-EDE", 7) == 0)
        return PBE_OLD;
    if (strncmp(cipher, "AES-", 4) == 0 || strncmp(cipher, "CAMELLIA-", 9) == 0)
        return PBE_MODERN;
    return strncmp(cipher, "DES-", 4) == 0 || strncmp(cipher, "RC2-", 4) == 0 ? PBE_LEGACY
                                                                              : PBE_FOREIGN;
}

/* NULL and a flaw. */
static EVP_CIPHER *find_cipher(struct taking *taking, const char *name)
{
    enum pbe_kind kind = take_pem_kind_of(name);
    OSSL_LIB_CTX *context = kind == PBE_LEGACY ? take_legacy(taking) : NULL;
    EVP_CIPHER *cipher = NULL;

    if (kind == PBE_LEGACY && !context)
        return take_problem(taking, PROBLEM_LEGACY_MISSING, name), NULL;
    if (kind != PBE_FOREIGN)
        cipher = EVP_CIPHER_fetch(context, name, NULL);
    if (!cipher)
        take_problem(taking, PROBLEM_FOREIGN_CIPHER, name);
    else if (kind != PBE_MODERN)
        take_problem(taking, PROBLEM_LEGACY, name);
    return cipher;
}

static bool take_pem_open_with(const struct block *block, EVP_CIPHER_INFO *method,
                               const char *password, struct taking *taking)
{
    struct way way = { password };
    unsigned char *copy = OPENSSL_memdup(block->bytes, (size_t)block->size);
    long size = block->size;
    bool ok = false;

    if (copy && PEM_do_header(method, copy, &size, take_pem_give, &way) && size > 0) {
        const unsigned char *at = copy;
        ok = take_old_key(taking, &at, size);
    }
    OPENSSL_clear_free(copy, (size_t)block->size);
    ERR_clear_error();
    return ok;
}

static void take_pem_open_block(struct taking *taking, struct block *block)
{
    EVP_CIPHER_INFO method;
    static const char word[] = "DEK-Info: ";
    char name[64] = "?";
    const char *info = strstr(block->header, word);

    taking->found++;
    if (info) {
        info += sizeof word - 1;
        snprintf(name, sizeof name, "%.*s", (int)strcspn(info, ",\n"), info);
    }
    EVP_CIPHER *cipher = find_cipher(taking, name);
    if (!cipher)
        return;
    bool read = PEM_get_EVP_CIPHER_INFO(block->header, &method);
    bool ok = false;
    method.cipher = cipher;
    for (size_t i = 0; read && !ok && i < taking->variant->count; i++)
        ok = take_pem_open_with(block, &method, taking->variant->ways[i], taking);
    EVP_CIPHER_free(cipher);
    if (!read)
        take_problem(taking, PROBLEM_BROKEN, "how its key is encrypted cannot be read");
    else if (!ok)
        take_wrong_password(taking, "the private key");
}

/* ------------------------------------------------ blocks */

static const struct label *find_label(const char *name)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strcmp(labels[i].name, name) == 0)
            return &labels[i];
    return NULL;
}

static void take_unknown(struct taking *taking, const struct block *block)
{
    char text[PROBLEM_ABOUT];

    taking->found++;
    if (strcmp(block->name, "OPENSSH PRIVATE KEY") == 0) {
        take_problem(taking, PROBLEM_OPENSSH, NULL);
        return;
    }
    snprintf(text, sizeof text, "a block \"%.100s\"", block->name);
    take_problem(taking, PROBLEM_USELESS, text);
}

static void take_pem_take_block(struct taking *taking, struct block *block)
{
    const struct label *label = find_label(block->name);
    const unsigned char *at = block->bytes;
    char text[64];

    if (!label) {
        take_unknown(taking, block);
    } else if (!label->take) {
        taking->found++;
        if (label->useless)
            take_problem(taking, PROBLEM_USELESS, label->useless);
    } else if (strstr(block->header, "ENCRYPTED")) {
        take_pem_open_block(taking, block);
    } else if (!label->take(taking, &at, block->size)) {
        snprintf(text, sizeof text, "its block \"%s\" cannot be read", label->name);
        take_problem(taking, PROBLEM_BROKEN, text);
    }
}

/* Where the word stands for the last time; NULL: nowhere. */
static const unsigned char *last(const struct source *source, const char *word)
{
    const unsigned char *at = source->bytes, *end = at + source->size, *found = NULL;

    while ((at = memmem(at, (size_t)(end - at), word, strlen(word))))
        found = at++;
    return found;
}

/* The last block has a beginning and no end. */
static bool is_cut(const struct source *source)
{
    const unsigned char *begin = last(source, "-----BEGIN "), *end = last(source, "-----END ");

    return begin && (!end || end < begin);
}

static bool take_pem_next(BIO *in, struct block *block)
{
    *block = (struct block){ 0 };
    ERR_clear_error();
    return PEM_read_bio(in, &block->name, &block->header, &block->bytes, &block->size) == 1;
}

bool take_pem(struct taking *taking)
{
    const struct source *source = taking->source;
    size_t skip = source->size >= 3 && memcmp(source->bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    AUTO_BIO BIO *in = ossl_reader(source->bytes + skip, source->size - skip);
    struct block block;

    taking->ordered = true;
    while (take_pem_next(in, &block)) {
        take_pem_take_block(taking, &block);
        free_block(&block);
    }
    /* It always ends with an error; only this one means that nothing more begins. */
    bool ended = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    if (is_cut(source))
        take_problem(taking, PROBLEM_CUT, "its last block has no end");
    else if (!ended)
        take_problem(taking, PROBLEM_BROKEN, "its lines are no base64");
    return taking->found || !ended || is_cut(source);
}
