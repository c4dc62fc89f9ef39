#include "backend/secret/slot.h"

#include <string.h>

#include "backend/secret/locked.h"

static const struct span uses[] = {
    [SLOT_MACHINE] = { "printseal slot machine", 22 },
    [SLOT_PASSPHRASE] = { "printseal slot passphrase", 25 },
    [SLOT_CREDENTIAL] = { "printseal slot credential", 25 },
    [SLOT_RECOVERY] = { "printseal slot recovery", 23 },
};

/* 256 bits of a key file, 160 of a recovery code: HKDF is enough, and opens without delay. */
static bool guessable(enum slot kind, struct span secret)
{
    return kind == SLOT_PASSPHRASE || (kind == SLOT_CREDENTIAL && secret.size < KEY_SIZE);
}

static void slot_key(const struct sealed_key *slot, enum slot kind, struct span secret,
                     unsigned char key[KEY_SIZE])
{
    const struct span salt = { slot->salt, sizeof slot->salt };

    if (guessable(kind, secret))
        crypto_stretch(secret, salt, key);
    else
        crypto_derive(secret, salt, uses[kind], key);
}

/* Each salt is fresh, so each key seals once and the number may stay 0. */
static struct crypto_use slot_lock_of(const unsigned char *key, enum slot kind)
{
    return (
        struct crypto_use){ .key = key, .about = uses[kind].bytes, .about_size = uses[kind].size };
}

void slot_seal(struct sealed_key *slot, enum slot kind, struct span secret,
               const unsigned char key[KEY_SIZE])
{
    AUTO_LOCKED unsigned char *own = locked_new(LOCKED_KEY);
    const struct crypto_use lock = slot_lock_of(own, kind);

    crypto_random(slot->salt, sizeof slot->salt);
    slot_key(slot, kind, secret, own);
    crypto_seal(&lock, key, KEY_SIZE, slot->sealed);
    slot->used = 1;
}

bool slot_open(const struct sealed_key *slot, enum slot kind, struct span secret,
               unsigned char key[KEY_SIZE])
{
    AUTO_LOCKED unsigned char *own = locked_new(LOCKED_KEY);
    const struct crypto_use lock = slot_lock_of(own, kind);

    slot_key(slot, kind, secret, own);
    return crypto_open(&lock, slot->sealed, KEY_SIZE, key);
}
