#include "backend/secret/vault.h"

#include <stdlib.h>
#include <string.h>

#include "backend/secret/attempt.h"
#include "backend/secret/body.h"
#include "backend/secret/keyfile.h"
#include "backend/secret/recovery.h"

struct vault {
    unsigned char *key; /* in locked memory */
    struct sealed_key slots[SLOTS];
};

static const char *const names[SLOTS] = {
    [SLOT_MACHINE] = "slot for master.key",
    [SLOT_PASSPHRASE] = "passphrase",
    [SLOT_CREDENTIAL] = "slot for the credential",
    [SLOT_RECOVERY] = "recovery code",
};

static struct vault *vault_blank(void)
{
    struct vault *vault = must(calloc(1, sizeof *vault));

    vault->key = locked_new(LOCKED_KEY);
    return vault;
}

void vault_free(struct vault *vault)
{
    if (!vault)
        return;
    locked_free(vault->key);
    free(vault);
}

static void free_vault(struct vault **vault)
{
    vault_free(*vault);
}

#define AUTO_VAULT __attribute__((cleanup(free_vault)))

static struct vault *vault_give(struct vault **vault)
{
    struct vault *given = *vault;

    *vault = NULL;
    return given;
}

/* ------------------------------------------------ slots */

static bool vault_add_machine(struct vault *vault, int dir, struct err *err)
{
    AUTO_LOCKED unsigned char *key = locked_new(LOCKED_KEY);
    struct err absent;
    enum keyfile found = keyfile_master(dir, key, &absent);

    if (found == KEYFILE_ABSENT && !keyfile_make(dir, err))
        return false;
    if (found == KEYFILE_ABSENT)
        found = keyfile_master(dir, key, &absent);
    if (found != KEYFILE_READ)
        return fail(err, "%s", absent.text);
    slot_seal(&vault->slots[SLOT_MACHINE], SLOT_MACHINE, (struct span){ key, KEY_SIZE },
              vault->key);
    return true;
}

static bool add_passphrase(struct vault *vault, const char *passphrase, struct err *err)
{
    size_t size = passphrase ? strlen(passphrase) : 0;

    if (size == 0)
        return fail(err, "an empty passphrase protects nothing");
    slot_seal(&vault->slots[SLOT_PASSPHRASE], SLOT_PASSPHRASE, (struct span){ passphrase, size },
              vault->key);
    return true;
}

static bool add_credential(struct vault *vault, struct err *err)
{
    AUTO_LOCKED unsigned char *bytes = locked_new(LOCKED_BLOCK);
    size_t size;

    if (keyfile_credential(bytes, &size, err) != KEYFILE_READ)
        return false;
    slot_seal(&vault->slots[SLOT_CREDENTIAL], SLOT_CREDENTIAL, (struct span){ bytes, size },
              vault->key);
    return true;
}

static void add_recovery(struct vault *vault, char recovery[RECOVERY_SIZE])
{
    AUTO_LOCKED unsigned char *bytes = locked_new(LOCKED_KEY);

    recovery_make(bytes, recovery);
    slot_seal(&vault->slots[SLOT_RECOVERY], SLOT_RECOVERY, (struct span){ bytes, RECOVERY_BYTES },
              vault->key);
}

bool vault_add(struct vault *vault, enum slot slot, int dir, const char *passphrase,
               char recovery[RECOVERY_SIZE], struct err *err)
{
    switch (slot) {
    case SLOT_MACHINE:
        return vault_add_machine(vault, dir, err);
    case SLOT_PASSPHRASE:
        return add_passphrase(vault, passphrase, err);
    case SLOT_CREDENTIAL:
        return add_credential(vault, err);
    case SLOT_RECOVERY:
        add_recovery(vault, recovery);
        return true;
    }
    abort();
}

bool vault_has(const struct vault *vault, enum slot slot)
{
    return vault->slots[slot].used;
}

bool vault_drop(struct vault *vault, enum slot slot, struct err *err)
{
    size_t others = 0;

    if (!vault_has(vault, slot))
        return fail(err, "there is no %s to take away", names[slot]);
    for (enum slot i = SLOT_MACHINE; i < SLOT_RECOVERY; i++)
        others += i != slot && vault_has(vault, i);
    if (others == 0)
        return fail(err, "the %s is all that opens the vault day by day; add another way first",
                    names[slot]);
    vault->slots[slot] = (struct sealed_key){ 0 };
    return true;
}

struct vault *vault_new(int dir, char recovery[RECOVERY_SIZE], struct err *err)
{
    AUTO_VAULT struct vault *vault = vault_blank();

    crypto_random(vault->key, KEY_SIZE);
    if (!vault_add_machine(vault, dir, err))
        return NULL;
    add_recovery(vault, recovery);
    return vault_give(&vault);
}

/* ------------------------------------------------ opening */

/* The key is there; is the head the one it was used for? */
static struct vault *vault_settle(struct vault **vault, const struct head *head,
                                  enum vault_error *error, struct err *err)
{
    *error = head_check(head, (*vault)->key, err);
    if (*error == VAULT_WRONG_KEY) { /* a slot gave this key, so the head is a mixture */
        *error = VAULT_DAMAGED;
        fail(err, "the vault is damaged: its parts belong to different vaults");
    }
    if (*error != VAULT_FINE)
        return NULL;
    memcpy((*vault)->slots, head->slots, sizeof head->slots);
    return vault_give(vault);
}

struct vault *vault_open(int dir, const char *bytes, size_t size, enum vault_error *error,
                         struct err *err)
{
    AUTO_VAULT struct vault *vault = vault_blank();
    struct head head;

    *error = head_read(&head, bytes, size, err);
    if (*error == VAULT_FINE)
        *error = attempt_here(&head, dir, vault->key, err);
    return *error == VAULT_FINE ? vault_settle(&vault, &head, error, err) : NULL;
}

struct vault *vault_unlock(const char *typed, const char *bytes, size_t size,
                           enum vault_error *error, struct err *err)
{
    AUTO_VAULT struct vault *vault = vault_blank();
    struct head head;

    *error = head_read(&head, bytes, size, err);
    if (*error == VAULT_FINE)
        *error = attempt_typed(&head, typed, vault->key, err);
    return *error == VAULT_FINE ? vault_settle(&vault, &head, error, err) : NULL;
}

/* ------------------------------------------------ sealing */

void vault_seal(const struct vault *vault, const char *purpose, const struct contents *contents,
                struct buf *out)
{
    AUTO_LOCKED unsigned char *body_key = locked_new(LOCKED_KEY);
    struct head head;

    head_new(&head, vault->key, vault->slots, purpose);
    head_body_key(&head, vault->key, body_key);
    buf_add(out, (const char *)&head, sizeof head);
    body_seal(&head, body_key, contents, out);
}

/* HKDF (RFC 5869) is HMAC: its use holds the digest of what is authenticated. */
void vault_mac(const struct vault *vault, const char *use, const char *bytes, size_t size,
               unsigned char mac[KEY_SIZE])
{
    static const char salt[] = "printseal authentic";
    unsigned char message[64 + SHA256_SIZE] = { 0 };

    snprintf((char *)message, 64, "%s", use);
    crypto_sha256(bytes, size, message + 64);
    crypto_derive((struct span){ vault->key, KEY_SIZE }, (struct span){ salt, sizeof salt - 1 },
                  (struct span){ message, sizeof message }, mac);
}

static enum vault_error check_purpose(const struct head *head, const char *purpose, struct err *err)
{
    if (strcmp(head->purpose, purpose) == 0)
        return VAULT_FINE;
    return fail(err, "the vault is whole but belongs to %s, not to %s: an older one was put back",
                head->purpose, purpose),
           VAULT_OTHER;
}

enum vault_error vault_unseal(const struct vault *vault, const char *purpose, const char *bytes,
                              size_t size, struct contents *contents, struct err *err)
{
    AUTO_LOCKED unsigned char *body_key = locked_new(LOCKED_KEY);
    struct contents found = { 0 };
    struct head head;
    enum vault_error error = head_read(&head, bytes, size, err);

    if (error == VAULT_FINE)
        error = head_check(&head, vault->key, err);
    if (error == VAULT_FINE)
        error = check_purpose(&head, purpose, err);
    if (error != VAULT_FINE)
        return error;
    head_body_key(&head, vault->key, body_key);
    error = body_open(&head, body_key, bytes + sizeof head, size - sizeof head, &found, err);
    if (error == VAULT_FINE)
        *contents = found;
    return error;
}
