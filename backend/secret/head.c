#include "backend/secret/head.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "backend/secret/locked.h"

static const unsigned char magic[16] = { 'p', 'r', 'i', 'n', 't', 's', 'e', 'a',
                                         'l', ' ', 'v', 'a', 'u', 'l', 't', '\n' };

_Static_assert(sizeof(struct head) == 16 + 4 + 64 + 16 + 32 + 4 * 81 + 32 + 16,
               "the struct is the layout: no gaps");

static const struct span id_use = { "printseal vault key id", 22 };
static const struct span head_use = { "printseal vault head", 20 };

static void key_id(const unsigned char key[KEY_SIZE], unsigned char id[KEY_ID_SIZE])
{
    AUTO_LOCKED unsigned char *derived = locked_new(LOCKED_KEY);

    crypto_derive((struct span){ key, KEY_SIZE }, (struct span){ "", 0 }, id_use, derived);
    memcpy(id, derived, KEY_ID_SIZE);
}

static void derive(const struct head *head, const unsigned char *key, struct span use,
                   unsigned char *derived)
{
    crypto_derive((struct span){ key, KEY_SIZE }, (struct span){ head->salt, sizeof head->salt },
                  use, derived);
}

void head_body_key(const struct head *head, const unsigned char key[KEY_SIZE],
                   unsigned char body_key[KEY_SIZE])
{
    derive(head, key, (struct span){ head->purpose, sizeof head->purpose }, body_key);
}

/* The key differs for every file, so the number may stay 0. */
static void tag_of(const struct head *head, const unsigned char *key, unsigned char tag[TAG_SIZE])
{
    AUTO_LOCKED unsigned char *own = locked_new(LOCKED_KEY);
    const struct crypto_use lock = { .key = own,
                                     .about = head,
                                     .about_size = offsetof(struct head, tag) };

    derive(head, key, head_use, own);
    crypto_seal(&lock, NULL, 0, tag);
}

static void digest_of(const struct head *head, unsigned char digest[SHA256_SIZE])
{
    crypto_sha256(head, offsetof(struct head, digest), digest);
}

void head_new(struct head *head, const unsigned char key[KEY_SIZE], const struct sealed_key *slots,
              const char *purpose)
{
    size_t length = strlen(purpose);

    if (length >= PURPOSE_SIZE)
        abort();
    *head = (struct head){ .version = { 0, 0, 0, VAULT_VERSION } };
    memcpy(head->magic, magic, sizeof magic);
    memcpy(head->purpose, purpose, length);
    key_id(key, head->key_id);
    crypto_random(head->salt, sizeof head->salt);
    memcpy(head->slots, slots, sizeof head->slots);
    digest_of(head, head->digest);
    tag_of(head, key, head->tag);
}

/* The version stands at its place in all versions, so it comes before all that may change. */
static enum vault_error read_version(const char *bytes, size_t size, struct err *err)
{
    static const unsigned char ours[4] = { 0, 0, 0, VAULT_VERSION };

    if (size < sizeof magic + sizeof ours || memcmp(bytes, magic, sizeof magic) != 0)
        return fail(err, "this is not a vault, or its beginning was changed"), VAULT_DAMAGED;
    int order = memcmp(bytes + sizeof magic, ours, sizeof ours);
    if (order > 0)
        return fail(err, "the vault was written by a newer version of this program; update it"),
               VAULT_NEWER;
    return order == 0 ? VAULT_FINE
                      : (fail(err, "the vault has a version that never was"), VAULT_DAMAGED);
}

enum vault_error head_read(struct head *head, const char *bytes, size_t size, struct err *err)
{
    unsigned char digest[SHA256_SIZE];
    enum vault_error error = read_version(bytes, size, err);

    if (error != VAULT_FINE)
        return error;
    if (size < sizeof *head)
        return fail(err, "the vault was cut short"), VAULT_DAMAGED;
    memcpy(head, bytes, sizeof *head);
    digest_of(head, digest);
    if (memcmp(digest, head->digest, sizeof digest) != 0)
        return fail(err, "the vault is damaged: its head was changed"), VAULT_DAMAGED;
    if (head->purpose[PURPOSE_SIZE - 1])
        return fail(err, "the vault is damaged: its purpose does not end"), VAULT_DAMAGED;
    return VAULT_FINE;
}

enum vault_error head_check(const struct head *head, const unsigned char key[KEY_SIZE],
                            struct err *err)
{
    unsigned char id[KEY_ID_SIZE], tag[TAG_SIZE];

    key_id(key, id);
    if (memcmp(id, head->key_id, sizeof id) != 0)
        return fail(err, "the vault is sealed under another key"), VAULT_WRONG_KEY;
    tag_of(head, key, tag);
    /* How many bytes agree shows in the time this takes, but to nobody who could try again. */
    if (memcmp(tag, head->tag, sizeof tag) != 0)
        return fail(err,
                    "the vault is damaged: somebody changed who may open it, or what it is for"),
               VAULT_DAMAGED;
    return VAULT_FINE;
}
