/* take_pem.c - the blocks of a PEM file (RFC 7468), and keys in OpenSSL's old encrypted form. */
#include <openssl/err.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/pki/armour.h"
#include "backend/pki/take_inside.h"
#include "backend/secret/secret.h"

/* Blocks whose name says more than what they hold. What all others hold, their content says: many a
 * program writes the wrong name. */
static const struct label {
    const char *name;
    bool silent; /* passed over */
    enum problem problem;
    const char *about;
} labels[] = {
#define USELESS(name, about)                                                                       \
    {                                                                                              \
        name, false, PROBLEM_USELESS, about                                                        \
    }
    { "EC PARAMETERS", .silent = true }, /* openssl writes them before a key, which has them, too */
    { "DSA PARAMETERS", .silent = true },
    { "SSL SESSION PARAMETERS", .silent = true }, /* "openssl s_client" prints them */
    { "OPENSSH PRIVATE KEY", false, PROBLEM_OPENSSH, NULL },
    { "TSS2 PRIVATE KEY", false, PROBLEM_TPM, NULL },
    { "AGE ENCRYPTED FILE", false, PROBLEM_SEALED_TEXT, "age" },
    USELESS("DH PARAMETERS", "Diffie-Hellman parameters"),
    USELESS("X9.42 DH PARAMETERS", "Diffie-Hellman parameters"),
    USELESS("ATTRIBUTE CERTIFICATE", "an attribute certificate"),
    USELESS("PGP PUBLIC KEY BLOCK", "a PGP key"),
    USELESS("PGP PRIVATE KEY BLOCK", "a PGP key"),
    USELESS("PGP MESSAGE", "a PGP message"),
    USELESS("PGP SIGNED MESSAGE", "a PGP message"),
    USELESS("PGP SIGNATURE", "a PGP signature"),
    USELESS("SSH2 PUBLIC KEY", "an SSH public key"),
    { .name = "OpenVPN Static key V1", .problem = PROBLEM_USELESS, .about = "a key of OpenVPN" },
#undef USELESS
};

/* ------------------------------------------------ encrypted in the old form */

static int take_pem_give(char *room, int size, int writing, void *data)
{
    const struct way *way = data;

    (void)writing;
    if (!way->bytes || way->size > (size_t)size)
        return -1;
    memcpy(room, way->bytes, way->size);
    return (int)way->size;
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

static bool take_pem_open_with(const struct armour *block, EVP_CIPHER_INFO *method,
                               const struct way *from, struct taking *taking)
{
    struct way way = *from;
    unsigned char *copy = OPENSSL_memdup(block->bytes, block->size);
    long size = (long)block->size;
    bool ok = false;

    if (copy && PEM_do_header(method, copy, &size, take_pem_give, &way) && size > 0) {
        const unsigned char *at = copy;
        ok = take_old_key(taking, &at, size) || take_plain_key(taking, &at, size);
    }
    OPENSSL_clear_free(copy, block->size);
    ERR_clear_error();
    return ok;
}

static void take_pem_open_block(struct taking *taking, struct armour *block)
{
    static const char take_pem_method[] = "Proc-Type: 4,ENCRYPTED\nDEK-Info: "; /* no sentence */
    EVP_CIPHER_INFO method;
    char name[64], header[256];

    taking->found++;
    snprintf(name, sizeof name, "%.*s", (int)strcspn(block->method, ",\n"), block->method);
    snprintf(header, sizeof header, "%s%s\n", take_pem_method, block->method);
    EVP_CIPHER *cipher = find_cipher(taking, name);
    if (!cipher)
        return;
    bool read = PEM_get_EVP_CIPHER_INFO(header, &method);
    bool ok = false;
    method.cipher = cipher;
    for (size_t i = 0; read && !ok && i < taking->variant->count; i++)
        ok = take_pem_open_with(block, &method, &taking->variant->ways[i], taking);
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

/* What OpenSSL steps over, and GnuTLS and Go refuse. */
static void take_pem_behind(struct taking *taking, const unsigned char *at,
                            const struct armour *block)
{
    const unsigned char *end = block->bytes + block->size;

    while (at < end && !*at)
        at++;
    if (at < end)
        take_problem(taking, PROBLEM_TRAILING, NULL);
}

/* By what it holds; only notes on trust need the name, for in DER anything may follow. */
static bool take_pem_structure(struct taking *taking, const struct armour *block)
{
    const unsigned char *at = block->bytes;
    const char *text = (const char *)at; /* base64 of base64 */
    bool trusted = strcmp(block->name, "TRUSTED CERTIFICATE") == 0;

    if (!block->size)
        return false;
    if (trusted && take_trusted(taking, &at, (long)block->size))
        return true;
    if (!take_one(taking, &at, block->size))
        return take_text_between(taking, text, text + block->size);
    take_pem_behind(taking, at, block);
    return true;
}

static void take_pem_block(struct taking *taking, struct armour *block)
{
    const struct label *label = find_label(block->name);
    char text[PROBLEM_ABOUT];

    if (label) {
        taking->found++;
        if (!label->silent)
            take_problem(taking, label->problem, label->about);
    } else if (!block->proper && block->ended) {
        take_problem(taking, PROBLEM_BROKEN, "its lines are not base64");
    } else if (*block->method) {
        take_pem_open_block(taking, block);
    } else if (take_pem_structure(taking, block)) {
        return; /* whole, even if the line that ends it is missing */
    } else if (take_kind(taking, block->bytes, block->size)) {
        taking->found++;
    } else if (!block->ended) {
        take_problem(taking, PROBLEM_CUT, "a block in it has no end");
    } else {
        snprintf(text, sizeof text, tr("its block \"%.50s\" cannot be read"), block->name);
        take_problem(taking, PROBLEM_BROKEN, text);
    }
}

/* Between two blocks of one text: in XML, JSON, YAML and configurations that hold several, no order
 * has a meaning. */
static bool take_pem_is_apart(const char *at, size_t size)
{
    return memchr(at, '"', size) || memchr(at, '<', size) || memmem(at, size, ": |", 3) ||
           memmem(at, size, ": >", 3);
}

bool take_pem(struct taking *taking, const char **at, size_t size)
{
    const char *end = *at + size;
    unsigned outer = taking->list;
    bool any = false;
    struct armour block;

    for (bool other = false; !other && armour_next(at, end, &block);) {
        take_text_between(taking, block.before.at, block.before.end);
        if (!any ||
            take_pem_is_apart(block.before.at, (size_t)(block.before.end - block.before.at)))
            taking->list = ++taking->lists;
        any = true;
        if (block.size || block.ended || *at == end) /* else BEGIN stands there twice */
            take_pem_block(taking, &block);
        armour_free(&block);
        other = take_is_other((const unsigned char *)*at, (const unsigned char *)end);
    }
    taking->list = outer;
    return any;
}
