#include "backend/probe/mail/sasl.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { LONGEST = 255 };

static bool sasl_is(const char *word, size_t size, const char *name)
{
    return strlen(name) == size && strncasecmp(word, name, size) == 0;
}

static bool sasl_named(const char *names, const char *word, size_t size)
{
    for (const char *at = names; *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        if (length == size && strncasecmp(at, word, size) == 0)
            return true;
        at += length;
    }
    return false;
}

static void sasl_take(struct sasl_offer *offer, const char *word, size_t size)
{
    size_t used = strlen(offer->names);

    offer->plain |= sasl_is(word, size, "PLAIN");
    offer->login |= sasl_is(word, size, "LOGIN");
    offer->oauth |= sasl_is(word, size, "XOAUTH2") || sasl_is(word, size, "OAUTHBEARER");
    if (used + size + 2 > sizeof offer->names || sasl_named(offer->names, word, size))
        return;
    snprintf(offer->names + used, sizeof offer->names - used, "%s%.*s", used ? " " : "", (int)size,
             word);
}

void sasl_offer(struct sasl_offer *offer, const char *list)
{
    for (const char *at = list + strspn(list, " "); *at; at += strspn(at, " ")) {
        size_t size = strcspn(at, " ");
        sasl_take(offer, at, size);
        at += size;
    }
}

static void sasl_encode(const unsigned char *bytes, size_t size, char out[SASL_TEXT])
{
    EVP_EncodeBlock((unsigned char *)out, bytes, (int)size);
}

bool sasl_plain(const char *user, const char *password, char out[SASL_TEXT])
{
    char message[2 + 2 * LONGEST + 1] = "";
    size_t first = strlen(user), second = strlen(password);

    if (!first || !second || first > LONGEST || second > LONGEST)
        return false;
    snprintf(message + 1, first + 1, "%s", user);
    snprintf(message + 2 + first, second + 1, "%s", password);
    sasl_encode((const unsigned char *)message, 2 + first + second, out);
    OPENSSL_cleanse(message, sizeof message);
    return true;
}

bool sasl_word(const char *text, char out[SASL_TEXT])
{
    size_t size = strlen(text);

    if (!size || size > LONGEST)
        return false;
    sasl_encode((const unsigned char *)text, size, out);
    return true;
}
