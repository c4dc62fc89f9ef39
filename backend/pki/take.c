#include "backend/pki/take.h"
#include "backend/base/language.h"

#include <openssl/err.h>
#include <openssl/provider.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/pki/take_inside.h"

enum { TAKE_ASKED = 256 }; /* far more keys than anyone has in a file */

void take_problem(struct taking *taking, enum problem problem, const char *about)
{
    problem_add(taking->problems, problem, taking->source->name, about);
}

/* ------------------------------------------------ what is kept */

static bool has_cert(const struct taken *taken, const X509 *cert)
{
    for (size_t i = 0; i < taken->cert_count; i++)
        if (X509_cmp(taken->certs[i].cert, cert) == 0)
            return true;
    return false;
}

static bool has_key(const struct taken *taken, const EVP_PKEY *key)
{
    for (size_t i = 0; i < taken->key_count; i++)
        if (EVP_PKEY_eq(taken->keys[i].key, key) == 1)
            return true;
    return false;
}

static void too_many(struct taking *taking, int most)
{
    char text[16];

    snprintf(text, sizeof text, "%d", most);
    take_problem(taking, PROBLEM_MANY, text);
}

void take_cert(struct taking *taking, X509 *cert)
{
    struct taken *taken = taking->taken;

    taking->found++;
    taken->cert_met++;
    if (has_cert(taken, cert) || taken->cert_count == TAKE_CERTS) {
        if (!has_cert(taken, cert))
            too_many(taking, TAKE_CERTS);
        X509_free(cert);
        return;
    }
    taken->certs[taken->cert_count++] =
        (struct taken_cert){ cert, taking->source->name, taking->list };
}

void take_key(struct taking *taking, EVP_PKEY *key)
{
    struct taken *taken = taking->taken;

    taking->found++;
    if (has_key(taken, key) || taken->key_count == TAKE_KEYS) {
        if (!has_key(taken, key))
            too_many(taking, TAKE_KEYS);
        EVP_PKEY_free(key);
        return;
    }
    taken->keys[taken->key_count++] = (struct taken_key){ key, taking->source->name };
}

bool take_may_ask(struct taking *taking)
{
    if (taking->keys++ < TAKE_ASKED)
        return true;
    too_many(taking, TAKE_ASKED);
    return false;
}

void take_pkcs8(struct taking *taking, const PKCS8_PRIV_KEY_INFO *plain)
{
    const ASN1_OBJECT *kind = NULL;
    char name[64];

    if (!take_may_ask(taking)) {
        taking->found++;
        return;
    }
    EVP_PKEY *key = EVP_PKCS82PKEY(plain);
    ERR_clear_error();
    if (key) {
        take_key(taking, key);
        return;
    }
    taking->found++;
    PKCS8_pkey_get0(&kind, NULL, NULL, NULL, plain);
    pbe_name(kind, name);
    int nid = OBJ_obj2nid(kind);
    bool usual = nid == NID_rsaEncryption || nid == NID_X9_62_id_ecPublicKey;
    take_problem(taking, usual ? PROBLEM_BAD_KEY : PROBLEM_FOREIGN_KEY, name);
}

void take_free(struct taken *taken)
{
    for (size_t i = 0; i < taken->cert_count; i++)
        X509_free(taken->certs[i].cert);
    for (size_t i = 0; i < taken->key_count; i++)
        EVP_PKEY_free(taken->keys[i].key);
    taken->cert_count = taken->key_count = 0; /* all that says what there is */
}

/* ------------------------------------------------ DER */

/* In this order: a structure is never mistaken for one that comes after it. */
static take_structure *const structures[] = {
    take_pkcs12,     take_certificate, take_pkcs7,   take_cms,        take_crl,        take_request,
    take_sealed_key, take_plain_key,   take_old_key, take_public_key, take_old_public, take_ocsp,
};

bool take_one(struct taking *taking, const unsigned char **at, size_t size)
{
    if (take_skip(taking, at, size))
        return true;
    for (size_t i = 0; i < sizeof structures / sizeof *structures; i++) {
        bool known = structures[i](taking, at, (long)size);

        ERR_clear_error();
        if (known)
            return true;
    }
    return false;
}

/* What the first bytes of a structure promise, against what is there. */
static void take_explain(struct taking *taking, const unsigned char *at, size_t size)
{
    const unsigned char *inside = at;
    char text[64];
    long length;
    int tag, class;

    int header = ASN1_get_object(&inside, &length, &tag, &class, (long)size);
    bool whole = !(header & 0x80) || inside + length <= at + size;
    ERR_clear_error();
    if (whole) {
        take_problem(taking, PROBLEM_BROKEN, "its structure is not that of a certificate or key");
        return;
    }
    snprintf(text, sizeof text, tr("%zu of %zu bytes are there"), size,
             (size_t)(inside - at) + (size_t)length);
    take_problem(taking, PROBLEM_CUT, text);
}

/* One structure or several in a row; steps over them. False: there is none. */
static bool take_der(struct taking *taking, const unsigned char **at, const unsigned char *end)
{
    const unsigned char *start = *at;

    while (*at < end && take_one(taking, at, (size_t)(end - *at)))
        while (*at < end && (!**at || strchr("\r\n ", **at))) /* between what was joined */
            ++*at;
    return *at > start;
}

/* ------------------------------------------------ a file */

/* A SEQUENCE, as all of them are, and not text that begins with a zero. */
bool take_is_der(const unsigned char *at, size_t size)
{
    if (size < 2 || at[0] != 0x30)
        return false;
    if (at[1] & 0x80)
        return at[1] <= 0x84;
    for (size_t i = 1; i < size && i < 32; i++)
        if (at[i] < ' ' && !strchr("\t\r\n\f", at[i]))
            return true;
    return false;
}

/* What nobody can read, at the beginning of a file, or behind structures. */
static void take_strange(struct taking *taking, const unsigned char *at, const unsigned char *end)
{
    if (at > taking->source->bytes)
        take_problem(taking, PROBLEM_TRAILING, NULL);
    else if (take_is_der(at, (size_t)(end - at)))
        take_explain(taking, at, (size_t)(end - at));
    else
        take_kind_of_text(taking, at, (size_t)(end - at));
}

static const unsigned char *take_past_lines(const unsigned char *at, const unsigned char *end)
{
    while (at < end && (*at == '\r' || *at == '\n'))
        at++;
    return at;
}

bool take_is_other(const unsigned char *at, const unsigned char *end)
{
    at = take_past_lines(at, end);
    return at < end &&
           (take_is_der(at, (size_t)(end - at)) || take_text_is_wide(at, (size_t)(end - at)));
}

/* Structures and text, as somebody has joined files. What follows the last block of a text is text,
 * too, mostly, and of no meaning. */
static void take_pieces(struct taking *taking)
{
    const unsigned char *at = taking->source->bytes, *end = at + taking->source->size;
    bool text = false, known = true;

    while (known && at < end && (!text || take_is_other(at, end))) {
        const unsigned char *start = at;
        bool der = take_is_der(at, (size_t)(end - at));
        known = der ? take_der(taking, &at, end) : take_text(taking, &at, end);
        if (!known && (der || !text))
            take_strange(taking, start, end);
        text = !der;
        at = take_past_lines(at, end);
    }
}

static void take_look(struct taking *taking)
{
    const struct take_source *source = taking->source;

    if (source->large)
        take_problem(taking, PROBLEM_LARGE, NULL);
    else if (!source->size)
        take_problem(taking, PROBLEM_EMPTY, NULL);
    else if (!take_kind(taking, source->bytes, source->size))
        take_pieces(taking);
}

void take_file(struct taken *taken, const struct take_source *source, const struct variant *variant,
               struct problems *problems)
{
    struct taking taking = {
        .taken = taken, .source = source, .variant = variant, .problems = problems
    };

    ERR_clear_error();
    take_look(&taking);
    take_drop_context(&taking);
    ERR_clear_error();
}
