/* vault.h - the sealed file of secrets: the only place that knows AES-GCM on disk and who may open
 * it.
 *
 * All secrets of a generation (or of the draft) are sealed with AES-256-GCM under one random data
 * key. Several slots in the file's head can open that key: master.key (a file of 32 random bytes,
 * 0400), a passphrase (scrypt, N=2^15 r=8 p=1), a systemd credential
 * ($CREDENTIALS_DIRECTORY/printseal.key), and a recovery code that is shown once. The file shows no
 * name and no value; its size tells little, for the body is padded. Any changed byte, and a vault
 * of another generation, is told.
 *
 * In the file: a head (head.h) with the slots (slot.h), then blocks of 4 KiB (body.h), each sealed
 * under a key made for this one writing from the data key, the purpose and a fresh salt.
 */
#ifndef BACKEND_SECRET_VAULT_H
#define BACKEND_SECRET_VAULT_H

#include "backend/base/limits.h"
#include "backend/base/mem.h"
#include "backend/secret/crypto.h"
#include "backend/secret/secret.h"

struct vault; /* a data key (in locked memory) and its slots */

enum slot { SLOT_MACHINE, SLOT_PASSPHRASE, SLOT_CREDENTIAL, SLOT_RECOVERY };

/* Why a vault did not open; each has its own sentence in err. */
enum vault_error {
    VAULT_FINE,
    VAULT_NO_KEY,    /* nothing here to try: master.key gone or not fit for use, no credential */
    VAULT_WRONG_KEY, /* a key or passphrase was tried and is not the one */
    VAULT_DAMAGED,   /* changed bytes, cut, or not a vault at all */
    VAULT_OTHER,     /* whole, but sealed for another generation: an older one was put back */
    VAULT_NEWER,     /* written by a newer version of the program */
    VAULT_UNREADABLE /* for anyone who reads the file: open, read, permission, too large */
};

/* Recovery code: 8 groups of 4 of Crockford's base32 without I L O U; 160 bits. */
enum { RECOVERY_SIZE = 40 };

/* A new vault: random data key, a slot for master.key in the folder dir (made if absent) and one
 * for a fresh recovery code, which the caller shows once and wipes. */
struct vault *vault_new(int dir, char recovery[RECOVERY_SIZE], struct err *err);
void vault_free(struct vault *vault); /* wipes; NULL is fine */

/* Opens a vault's head with whatever needs no person: master.key, then the credential. On NULL,
 * *trouble says why; VAULT_NO_KEY and VAULT_WRONG_KEY may be tried again with vault_unlock(). */
struct vault *vault_open(int dir, const char *bytes, size_t size, enum vault_error *error,
                         struct err *err);
/* The same with what somebody typed: tried as recovery code and as passphrase. */
struct vault *vault_unlock(const char *typed, const char *bytes, size_t size,
                           enum vault_error *error, struct err *err);

/* Adds or replaces a slot: SLOT_PASSPHRASE takes the passphrase, SLOT_MACHINE the key file of dir
 * (made if absent), SLOT_CREDENTIAL the credential, SLOT_RECOVERY writes a fresh code. vault_drop()
 * takes one away, but never the last that can open without the recovery code. */
bool vault_add(struct vault *vault, enum slot slot, int dir, const char *passphrase,
               char recovery[RECOVERY_SIZE], struct err *err);
bool vault_drop(struct vault *vault, enum slot slot, struct err *err);
bool vault_has(const struct vault *vault, enum slot slot);

/* What a vault holds: secrets under their paths, and any text that must be sealed with them (a
 * draft's changes). */
struct vault_entry {
    char path[PATH_SIZE];
    struct secret *secret; /* never NULL */
};
struct contents {
    struct vault_entry *entries;
    size_t count, room; /* room: see grow() */
    struct buf extra;
};
void body_contents_free(
    struct contents *contents); /* frees the secrets, wipes extra; { 0 } is fine */

/* Appends to out a whole file, sealed for one purpose: "generation 7", "draft of 7" (shorter than
 * 64 bytes, not secret). The purpose is bound in, so that a file put elsewhere does not open. */
void vault_seal(const struct vault *vault, const char *purpose, const struct contents *contents,
                struct buf *out);

/* A keyed digest under the data key, for what lies unencrypted beside the vault: who does not have
 * that key cannot make it. use (at most 64 bytes) says what for, so that none serves elsewhere. */
void vault_mac(const struct vault *vault, const char *use, const char *bytes, size_t size,
               unsigned char mac[KEY_SIZE]);

/* Opens what vault_seal() made, with the same purpose and the same data key (else VAULT_WRONG_KEY).
 * contents is untouched unless VAULT_FINE; free it with body_contents_free(). */
enum vault_error vault_unseal(const struct vault *vault, const char *purpose, const char *bytes,
                              size_t size, struct contents *contents, struct err *err);

#endif
