#include "backend/secret/attempt.h"

#include <string.h>

#include "backend/base/language.h"
#include "backend/secret/keyfile.h"
#include "backend/secret/locked.h"
#include "backend/secret/recovery.h"

static enum vault_error try_slot(const struct head *head, enum slot slot, struct span secret,
                                 unsigned char *key)
{
    return slot_open(&head->slots[slot], slot, secret, key) ? VAULT_FINE : VAULT_WRONG_KEY;
}

static enum vault_error try_machine(const struct head *head, int dir, unsigned char *key,
                                    struct err *err)
{
    AUTO_LOCKED unsigned char *own = locked_new(LOCKED_KEY);

    if (keyfile_master(dir, own, err) != KEYFILE_READ)
        return VAULT_NO_KEY;
    fail(err, "master.key is not the key of this vault");
    return try_slot(head, SLOT_MACHINE, (struct span){ own, KEY_SIZE }, key);
}

static enum vault_error try_credential(const struct head *head, unsigned char *key, struct err *err)
{
    AUTO_LOCKED unsigned char *own = locked_new(LOCKED_BLOCK);
    size_t size;

    if (keyfile_credential(own, &size, err) != KEYFILE_READ)
        return VAULT_NO_KEY;
    fail(err, "the credential printseal.key is not the key of this vault");
    return try_slot(head, SLOT_CREDENTIAL, (struct span){ own, size }, key);
}

enum vault_error attempt_here(const struct head *head, int dir, unsigned char key[KEY_SIZE],
                              struct err *err)
{
    struct err machine = { "" }, credential = { "" };
    enum vault_error first = VAULT_NO_KEY, second = VAULT_NO_KEY;

    if (head->slots[SLOT_MACHINE].used)
        first = try_machine(head, dir, key, &machine);
    if (first != VAULT_FINE && head->slots[SLOT_CREDENTIAL].used)
        second = try_credential(head, key, &credential);
    if (first == VAULT_FINE || second == VAULT_FINE)
        return VAULT_FINE;
    if (!*machine.text && !*credential.text)
        fail(err, "the vault opens with a passphrase or its recovery code only");
    else
        fail(err, "%s%s%s", machine.text, *machine.text && *credential.text ? "; " : "",
             credential.text);
    return first == VAULT_WRONG_KEY ? first : second;
}

static const char *not_it(const struct head *head, bool code)
{
    if (code)
        return tr("this is not the recovery code of this vault");
    return head->slots[SLOT_PASSPHRASE].used
               ? tr("this is neither the passphrase nor the recovery code of this vault")
               : tr("this is not the recovery code, which has eight groups of four");
}

enum vault_error attempt_typed(const struct head *head, const char *typed,
                               unsigned char key[KEY_SIZE], struct err *err)
{
    AUTO_LOCKED unsigned char *bytes = locked_new(LOCKED_KEY);
    bool code = recovery_read(typed, bytes);
    const struct span as_code = { bytes, RECOVERY_BYTES }, as_text = { typed, strlen(typed) };

    if (code && head->slots[SLOT_RECOVERY].used &&
        try_slot(head, SLOT_RECOVERY, as_code, key) == VAULT_FINE)
        return VAULT_FINE;
    if (head->slots[SLOT_PASSPHRASE].used &&
        try_slot(head, SLOT_PASSPHRASE, as_text, key) == VAULT_FINE)
        return VAULT_FINE;
    return fail(err, "%s", not_it(head, code)), VAULT_WRONG_KEY;
}
