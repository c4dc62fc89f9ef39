#include "backend/probe/radius/radius_packet.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

#include "backend/base/language.h"

enum { AT_ID = 1, AT_LENGTH = 2, AT_RANDOM = 4, BLOCK = 16 };

void radius_begin(struct radius_packet *packet, enum radius_code code, const unsigned char *random,
                  bool sign)
{
    *packet = (struct radius_packet){ .size = RADIUS_HEAD };
    packet->bytes[0] = (unsigned char)code;
    memcpy(packet->bytes + AT_RANDOM, random, RADIUS_RANDOM);
    if (!sign)
        return;
    packet->bytes[packet->size] = RADIUS_SIGNATURE;
    packet->bytes[packet->size + 1] = 2 + BLOCK;
    packet->signature = packet->size + 2;
    packet->size += 2 + BLOCK;
}

static bool radius_packet_add(struct radius_packet *packet, enum radius_attribute type,
                              const void *value, size_t size)
{
    unsigned char *end = packet->bytes + packet->size;

    if (!size || size > RADIUS_VALUE || size + 2 > RADIUS_SIZE - packet->size)
        return false;
    end[0] = (unsigned char)type;
    end[1] = (unsigned char)(size + 2);
    memcpy(end + 2, value, size);
    packet->size += size + 2;
    return true;
}

bool radius_add(struct radius_packet *packet, enum radius_attribute type, const char *value)
{
    return radius_packet_add(packet, type, value, strlen(value));
}

/* MD5(secret, block): RFC 2865 5.2. */
static bool radius_packet_digest(const char *secret, const unsigned char *block,
                                 unsigned char out[BLOCK])
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool ok = context && EVP_DigestInit_ex(context, EVP_md5(), NULL) &&
              EVP_DigestUpdate(context, secret, strlen(secret)) &&
              EVP_DigestUpdate(context, block, BLOCK) && EVP_DigestFinal_ex(context, out, NULL);

    EVP_MD_CTX_free(context);
    return ok;
}

bool radius_add_password(struct radius_packet *packet, const char *password, const char *secret)
{
    unsigned char hidden[RADIUS_PASSWORD] = { 0 }, mask[BLOCK];
    size_t size = strlen(password), padded = (size + BLOCK - 1) / BLOCK * BLOCK;
    const unsigned char *before = packet->bytes + AT_RANDOM;
    bool ok = size && size <= RADIUS_PASSWORD;

    for (size_t at = 0; ok && at < padded; at += BLOCK) {
        ok = radius_packet_digest(secret, before, mask);
        for (size_t i = 0; ok && i < BLOCK; i++) /* padded with zeros */
            hidden[at + i] = (unsigned char)(mask[i] ^ (at + i < size ? password[at + i] : 0));
        before = hidden + at;
    }
    ok = ok && radius_packet_add(packet, RADIUS_USER_PASSWORD, hidden, padded);
    OPENSSL_cleanse(mask, sizeof mask);
    return ok;
}

static void sign(const unsigned char *bytes, size_t size, const char *secret,
                 unsigned char out[BLOCK])
{
    unsigned length = 0;

    if (!HMAC(EVP_md5(), secret, (int)strlen(secret), bytes, size, out, &length))
        memset(out, 0, BLOCK);
}

void radius_end(struct radius_packet *packet, unsigned char id, const char *secret)
{
    unsigned char *bytes = packet->bytes;

    bytes[AT_ID] = id;
    bytes[AT_LENGTH] = (unsigned char)(packet->size >> 8);
    bytes[AT_LENGTH + 1] = (unsigned char)packet->size;
    if (!packet->signature)
        return;
    unsigned char code[BLOCK];
    memset(bytes + packet->signature, 0, BLOCK); /* signed over zeros: RFC 3579 3.2 */
    sign(bytes, packet->size, secret, code);
    memcpy(bytes + packet->signature, code, BLOCK);
}

bool radius_next(const unsigned char *bytes, size_t size, size_t *at, struct radius_value *value)
{
    if (size - *at < 2 || bytes[*at + 1] < 2 || bytes[*at + 1] > size - *at)
        return false;
    *value = (struct radius_value){ bytes[*at], *at + 2, bytes[*at + 1] - (size_t)2 };
    *at += bytes[*at + 1];
    return true;
}

/* What the attributes hold that we look at. */
struct found {
    struct radius_value signature;
    unsigned signatures;
    bool eap;
    unsigned cause;
};

/* Four bytes: RFC 5176 3.5. */
static unsigned radius_packet_number(const unsigned char *bytes, const struct radius_value *value)
{
    unsigned number = 0;

    for (size_t i = 0; value->size == 4 && i < value->size; i++)
        number = number << 8 | bytes[value->at + i];
    return number;
}

static bool radius_packet_look(const unsigned char *bytes, size_t size, struct found *found)
{
    struct radius_value value;
    size_t at = RADIUS_HEAD;

    while (radius_next(bytes, size, &at, &value)) {
        if (value.type == RADIUS_SIGNATURE) {
            found->signature = value;
            found->signatures++;
        }
        found->eap = found->eap || value.type == RADIUS_EAP;
        if (value.type == RADIUS_CAUSE && !found->cause)
            found->cause = radius_packet_number(bytes, &value);
    }
    return at == size;
}

/* MD5(code, id, length, Request Authenticator, attributes, secret): RFC 2865 3. */
static bool proven(const struct radius_packet *request, const char *secret,
                   const unsigned char *bytes, size_t size)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    unsigned char out[BLOCK];
    bool ok = context && EVP_DigestInit_ex(context, EVP_md5(), NULL) &&
              EVP_DigestUpdate(context, bytes, AT_RANDOM) &&
              EVP_DigestUpdate(context, request->bytes + AT_RANDOM, RADIUS_RANDOM) &&
              EVP_DigestUpdate(context, bytes + RADIUS_HEAD, size - RADIUS_HEAD) &&
              EVP_DigestUpdate(context, secret, strlen(secret)) &&
              EVP_DigestFinal_ex(context, out, NULL);

    EVP_MD_CTX_free(context);
    return ok && CRYPTO_memcmp(out, bytes + AT_RANDOM, BLOCK) == 0;
}

/* Over the packet with the Request Authenticator in its place, and zeros for itself: RFC 3579 3.2.
 */
static bool signature_fits(const struct radius_packet *request, const char *secret,
                           const unsigned char *bytes, size_t size, const struct found *found)
{
    unsigned char copy[RADIUS_SIZE], out[BLOCK];

    if (found->signatures != 1 || found->signature.size != BLOCK)
        return false;
    memcpy(copy, bytes, size);
    memcpy(copy + AT_RANDOM, request->bytes + AT_RANDOM, RADIUS_RANDOM);
    memset(copy + found->signature.at, 0, BLOCK);
    sign(copy, size, secret, out);
    return CRYPTO_memcmp(out, bytes + found->signature.at, BLOCK) == 0;
}

static bool answers(const struct radius_packet *request, unsigned char code)
{
    if (request->bytes[0] == RADIUS_STATUS) /* an accounting port says so: RFC 5997 4.1 */
        return code == RADIUS_ACCEPT || code == RADIUS_ACCOUNTING;
    return code == RADIUS_ACCEPT || code == RADIUS_REJECT || code == RADIUS_CHALLENGE;
}

/* All of its messages, in their order (RFC 2865 5.18), as far as there is room. */
static void radius_packet_messages(const unsigned char *bytes, size_t size, char out[], size_t room)
{
    struct radius_value value;
    size_t at = RADIUS_HEAD, used = 0;

    while (radius_next(bytes, size, &at, &value))
        for (size_t i = 0; value.type == RADIUS_REPLY_MESSAGE && i < value.size; i++) {
            unsigned char c = bytes[value.at + i];
            if (used + 1 < room)
                out[used++] = (char)(c ? c : '?');
        }
    out[used] = '\0';
}

static void radius_packet_fill(struct radius_answer *answer, const unsigned char *bytes,
                               size_t size, const struct found *found)
{
    *answer = (struct radius_answer){ .code = (enum radius_code)bytes[0],
                                      .signature = found->signatures == 1 };
    answer->eap = found->eap;
    answer->cause = found->cause;
    radius_packet_messages(bytes, size, answer->message, sizeof answer->message);
}

enum radius_problem radius_read(const struct radius_packet *request, const char *secret,
                                const unsigned char *bytes, size_t size,
                                struct radius_answer *answer)
{
    struct found found = { 0 };

    if (size < RADIUS_HEAD)
        return RADIUS_SHORT;
    size_t length = (size_t)bytes[AT_LENGTH] << 8 | bytes[AT_LENGTH + 1];
    if (length < RADIUS_HEAD || length > RADIUS_SIZE)
        return RADIUS_LENGTH;
    if (length > size)
        return RADIUS_SHORT;
    if (!radius_packet_look(bytes, length, &found))
        return RADIUS_ATTRIBUTES;
    if (bytes[AT_ID] != request->bytes[AT_ID])
        return RADIUS_OTHER_ID;
    if (!proven(request, secret, bytes, length))
        return RADIUS_OTHER_SECRET;
    if (found.signatures && !signature_fits(request, secret, bytes, length, &found))
        return RADIUS_BAD_SIGNATURE;
    bool fine = answers(request, bytes[0]);
    if (!fine && bytes[0] != RADIUS_ERROR)
        return RADIUS_OTHER_CODE;
    radius_packet_fill(answer, bytes, length, &found);
    return fine ? RADIUS_FINE : RADIUS_NOT_TAKEN;
}

const char *radius_problem_text(enum radius_problem problem)
{
    static const char *const texts[RADIUS_PROBLEMS] = {
        [RADIUS_FINE] = "is right",
        [RADIUS_SHORT] = "was cut off",
        [RADIUS_LENGTH] = "lies about its length",
        [RADIUS_ATTRIBUTES] = "has broken attributes",
        [RADIUS_OTHER_ID] = "is for another request",
        [RADIUS_OTHER_SECRET] = "was made with another secret, or forged",
        [RADIUS_BAD_SIGNATURE] = "has a wrong signature",
        [RADIUS_OTHER_CODE] = "answers something else",
        [RADIUS_NOT_TAKEN] = "calls the request one it cannot process (Protocol-Error, RFC 7930)",
    };

    return tr(texts[problem]);
}
