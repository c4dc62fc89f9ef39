/* slot.h - the data key of a vault, sealed for one of those who may open it. */
#ifndef BACKEND_SECRET_SLOT_H
#define BACKEND_SECRET_SLOT_H

#include "backend/secret/crypto.h"
#include "backend/secret/vault.h"

enum { SALT_SIZE = 32, SLOTS = SLOT_RECOVERY + 1 };

/* As it lies in the file. */
struct sealed_key {
    unsigned char used; /* 1, else 0 and the rest is zeros */
    unsigned char salt[SALT_SIZE];
    unsigned char sealed[KEY_SIZE + TAG_SIZE];
};

/* Seals key for anyone who has the secret. A secret that somebody may have thought of (a
 * passphrase, a short credential) is stretched; one of random bits cannot be guessed and need not
 * be. */
void slot_seal(struct sealed_key *slot, enum slot kind, struct span secret,
               const unsigned char key[KEY_SIZE]);

/* False: this secret is not the one, or the slot is damaged. */
bool slot_open(const struct sealed_key *slot, enum slot kind, struct span secret,
               unsigned char key[KEY_SIZE]);

#endif
