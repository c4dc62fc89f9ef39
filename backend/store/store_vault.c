/* store_vault.c - the vault of a store, and the secrets of a generation. */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "backend/base/file.h"
#include "backend/secret/crypto.h"
#include "backend/store/generation.h"
#include "backend/store/store_inside.h"

void store_purpose(char purpose[PURPOSE_SIZE], const char *what, unsigned generation)
{
    snprintf(purpose, PURPOSE_SIZE, "%s %u", what, generation);
}

static struct vault *store_vault_open_with(struct store *store, const struct buf *bytes,
                                           enum vault_error *error, struct err *err)
{
    store->vault = vault_open(store->dir, bytes->text, bytes->size, error, err);
    return store->vault;
}

/* The file with the head to open: the current generation's, or before the first save the draft's.
 */
static bool store_vault_read_head(const struct store *store, struct buf *bytes, struct err *err)
{
    if (!store->generation)
        return file_read(store->dir, "draft.vault", VAULT_MAX, bytes, err);
    AUTO_CLOSE int folder = generation_open(store->dir, store->generation, err);
    return folder >= 0 && file_read(folder, "secrets.vault", VAULT_MAX, bytes, err);
}

/* Before the first save nobody can have seen a code: one that a killed program made is replaced. */
static bool show_code(struct store *store, char recovery[RECOVERY_SIZE], struct err *err)
{
    if (store->generation || store->code_shown || *recovery)
        return true;
    return vault_add(store->vault, SLOT_RECOVERY, store->dir, NULL, recovery, err);
}

static bool first_vault(struct store *store, char recovery[RECOVERY_SIZE], enum vault_error *error,
                        struct err *err)
{
    AUTO_BUF struct buf bytes = { 0 };

    if (store_draft_exists(store)) {
        if (store_vault_read_head(store, &bytes, err))
            return store_vault_open_with(store, &bytes, error, err) != NULL;
        *error = VAULT_UNREADABLE;
        return false;
    }
    store->vault = vault_new(store->dir, recovery, err);
    *error = store->vault ? VAULT_FINE : VAULT_UNREADABLE;
    return store->vault != NULL;
}

static bool known_vault(struct store *store, enum vault_error *error, struct err *err)
{
    AUTO_BUF struct buf bytes = { 0 };

    *error = VAULT_UNREADABLE;
    return store_vault_read_head(store, &bytes, err) &&
           store_vault_open_with(store, &bytes, error, err);
}

bool store_vault_ready(struct store *store, char recovery[RECOVERY_SIZE], enum vault_error *error,
                       struct err *err)
{
    *recovery = '\0';
    *error = VAULT_FINE;
    if (store->vault)
        return true;
    if (!crypto_ready(err)) {
        *error = VAULT_UNREADABLE;
        return false;
    }
    return store->generation ? known_vault(store, error, err)
                             : first_vault(store, recovery, error, err);
}

struct vault *store_vault(struct store *store, char recovery[RECOVERY_SIZE],
                          enum vault_error *error, struct err *err)
{
    if (!store_vault_ready(store, recovery, error, err))
        return NULL;
    if (!show_code(store, recovery, err)) {
        *error = VAULT_UNREADABLE;
        return NULL;
    }
    store->code_shown = true;
    return store->vault;
}

bool store_unlock(struct store *store, const char *typed, enum vault_error *error, struct err *err)
{
    AUTO_BUF struct buf bytes = { 0 };

    *error = VAULT_UNREADABLE;
    if (!store_vault_read_head(store, &bytes, err))
        return false;
    struct vault *vault = vault_unlock(typed, bytes.text, bytes.size, error, err);
    if (!vault) {
        store_log(store, "failed to unlock: %s", err->text);
        return false;
    }
    vault_free(store->vault);
    store->vault = vault;
    return true;
}

/* ------------------------------------------------ secrets */

void store_hand_out(struct record *record, const struct setting *setting,
                    const struct secret *secret, bool next)
{
    const struct secret *had = record_hidden(record, setting);

    if (!next)
        record_hide(record, setting, secret_hold(secret));
    else if (had)
        record_hide(record, setting, secret_follow(had, secret_hold(secret)));
}

/* Cuts the mark of a secret that is to follow off its path. */
static bool store_vault_is_next(char path[PATH_SIZE])
{
    char *mark = strchr(path, ' ');

    if (mark && strcmp(mark, VAULT_NEXT) == 0)
        *mark = '\0';
    return mark && !*mark;
}

static void store_vault_hand_out(struct config *config, const struct contents *contents)
{
    struct config_place place;

    for (size_t i = 0; i < contents->count; i++) {
        const struct vault_entry *entry = &contents->entries[i];

        char path[PATH_SIZE];

        snprintf(path, sizeof path, "%s", entry->path);
        bool next = store_vault_is_next(path);
        if (config_find(config, path, &place, NULL) && place.setting &&
            place.setting->type == SECRET)
            store_hand_out(place.table->records[config_table_at(place.table, place.record)],
                           place.setting, entry->secret, next);
    }
}

/* A generation from before the vault was made anew has a head of its own. If no other vault could
 * be opened, it is taken: a way back from a damaged one. */
static enum vault_error unseal_alone(struct store *store, const char *purpose,
                                     const struct buf *bytes, struct contents *contents,
                                     struct err *err)
{
    enum vault_error error;
    struct vault *vault = vault_open(store->dir, bytes->text, bytes->size, &error, err);

    if (vault)
        error = vault_unseal(vault, purpose, bytes->text, bytes->size, contents, err);
    if (store->vault || error != VAULT_FINE)
        vault_free(vault);
    else
        store->vault = vault;
    return error;
}

static enum vault_error store_vault_unseal(struct store *store, const char *purpose,
                                           const struct buf *bytes, struct contents *contents,
                                           struct err *err)
{
    enum vault_error error = VAULT_WRONG_KEY;

    if (store->vault || (store->generation && known_vault(store, &error, NULL)))
        error = vault_unseal(store->vault, purpose, bytes->text, bytes->size, contents, err);
    store->foreign = store->vault && error == VAULT_WRONG_KEY;
    if (!store->vault || error == VAULT_WRONG_KEY)
        error = unseal_alone(store, purpose, bytes, contents, err);
    return error;
}

enum vault_error store_secrets(struct store *store, int folder, unsigned generation,
                               struct config *config, struct err *err)
{
    AUTO_BUF struct buf bytes = { 0 };
    struct contents contents = { 0 };
    char purpose[PURPOSE_SIZE];

    if (!file_read(folder, "secrets.vault", VAULT_MAX, &bytes, err))
        return VAULT_UNREADABLE;
    store_purpose(purpose, "generation", generation);
    enum vault_error error = store_vault_unseal(store, purpose, &bytes, &contents, err);
    if (error == VAULT_FINE)
        store_vault_hand_out(config, &contents);
    store->sealed = contents.extra.text && strcmp(contents.extra.text, STORE_SEALED) == 0;
    body_contents_free(&contents);
    return error;
}

#define CODE_FILE "recovery.unconfirmed"

bool store_code_open(const struct store *store)
{
    return faccessat(store->dir, CODE_FILE, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

void store_code_note(struct store *store, bool open)
{
    if (open)
        file_replace(store->dir, CODE_FILE, 0640, "", 0, NULL);
    else
        unlinkat(store->dir, CODE_FILE, 0);
}
