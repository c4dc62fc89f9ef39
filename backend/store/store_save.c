/* store_save.c - a new generation, whole or not at all. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/base/file.h"
#include "backend/base/mem_end.h"
#include "backend/base/moment.h"
#include "backend/base/utf8.h"
#include "backend/secret/keyfile.h"
#include "backend/settings/settings.h"
#include "backend/store/conf/conf.h"
#include "backend/store/generation.h"
#include "backend/store/store_inside.h"
#include "backend/store/store_writing.h"

/* ------------------------------------------------ printseal.conf and the vault */

static bool write_file(struct store_writing *writing, const char *name, mode_t mode,
                       const struct buf *bytes, struct err *err)
{
    if (bytes->size > CONF_MAX)
        return fail(err, "%s: would be larger than %d MiB and could not be read again", name,
                    CONF_MAX >> 20);
    manifest_add(&writing->manifest, name, bytes->text, bytes->size);
    return file_write(writing->folder, name, mode, bytes->text, bytes->size, err);
}

static bool write_conf(struct store_writing *writing, struct err *err)
{
    AUTO_BUF struct buf old = { 0 }, text = { 0 };

    if (writing->from >= 0 && file_exists(writing->from, "printseal.conf") &&
        !file_read(writing->from, "printseal.conf", CONF_MAX, &old, err))
        return false;
    conf_write(writing->saving->config, old.text, false, &text);
    return write_file(writing, "printseal.conf", 0640, &text, err);
}

static void store_save_keep(struct contents *contents, const char *path, const char *mark,
                            const struct secret *secret)
{
    contents->entries =
        grow(contents->entries, contents->count, &contents->room, sizeof *contents->entries);
    struct vault_entry *entry = &contents->entries[contents->count++];

    snprintf(entry->path, sizeof entry->path, "%.*s%s", (int)(PATH_SIZE - sizeof VAULT_NEXT), path,
             mark);
    entry->secret = secret_hold(secret);
}

/* One that is to follow comes right behind the one in force, under a path that is none of a
 * setting: older versions of the program leave it out. */
static void store_save_gather(struct contents *contents, const struct table *table, size_t at)
{
    const struct record *record = table->records[at];

    for (const struct setting *s = table->section->settings; s->key; s++) {
        const struct secret *secret = s->type == SECRET ? record_hidden(record, s) : NULL;
        struct config_place place = { (struct table *)(uintptr_t)table, record, s };
        char path[PATH_SIZE];

        if (!secret)
            continue;
        config_place_path(&place, path);
        store_save_keep(contents, path, "", secret);
        if (secret_next(secret))
            store_save_keep(contents, path, VAULT_NEXT, secret_next(secret));
    }
}

static bool write_vault(struct store_writing *writing, struct err *err)
{
    AUTO_BUF struct buf bytes = { 0 };
    struct contents contents = { 0 };
    char purpose[PURPOSE_SIZE];

    for (size_t i = 0; sections[i]; i++)
        for (size_t k = 0; k < writing->saving->config->tables[i].count; k++)
            store_save_gather(&contents, &writing->saving->config->tables[i], k);
    store_purpose(purpose, "generation", writing->number);
    buf_print(&contents.extra, "%s", STORE_SEALED);
    vault_seal(writing->store->vault, purpose, &contents, &bytes);
    body_contents_free(&contents);
    return write_file(writing, "secrets.vault", 0600, &bytes, err);
}

/* ------------------------------------------------ MANIFEST */

bool store_manifest_was(int folder, struct manifest *manifest, struct err *err)
{
    AUTO_BUF struct buf text = { 0 };

    *manifest = (struct manifest){ 0 };
    if (!file_exists(folder, "MANIFEST"))
        return true;
    if (!file_read(folder, "MANIFEST", MANIFEST_MAX, &text, err))
        return false;
    manifest_parse(manifest, text.text, NULL);
    return true;
}

static bool write_manifest(struct store_writing *writing, struct err *err)
{
    AUTO_BUF struct buf text = { 0 };
    struct generation *made = &writing->manifest.made;
    struct store *store = writing->store;
    const char *client = getenv("SSH_CLIENT");
    char who[64], seal[65];

    moment_text(time(NULL), made->when);
    store_who(who, sizeof who);
    snprintf(made->who, sizeof made->who, "%s%s%.*s", who, client && *client ? " from " : "",
             client ? (int)strcspn(client, " ") : 0, client ? client : "");
    snprintf(made->what, sizeof made->what, "%s", writing->saving->what);
    utf8_sanitize(made->who);
    utf8_sanitize(made->what);
    store_login(made->login, sizeof made->login);
    if (!store_trail_after(store, &writing->manifest, err))
        return false;
    manifest_print(&writing->manifest, &text);
    manifest_seal(store->vault, writing->number, text.text, text.size, seal);
    buf_print(&text, "seal: %s\n", seal);
    return file_write(writing->folder, "MANIFEST", 0640, text.text, text.size, err);
}

/* ------------------------------------------------ all of it */

static bool store_save_fill(struct store_writing *writing, struct err *err)
{
    return write_conf(writing, err) && write_vault(writing, err) &&
           store_write_cert(writing, err) && write_manifest(writing, err) &&
           (fsync(writing->folder) == 0 || fail_errno(err, "cannot be written"));
}

static bool next_number(const struct store *store, unsigned *number, struct err *err)
{
    AUTO_FREE unsigned *numbers = NULL;
    size_t count = 0;

    if (!generation_list(store->dir, &numbers, &count, err))
        return false;
    *number = 1 + (count && numbers[count - 1] > store->generation ? numbers[count - 1]
                                                                   : store->generation);
    return true;
}

static bool write_generation(struct store_writing *writing, struct err *err)
{
    struct store *store = writing->store;
    AUTO_CLOSE int folder = generation_begin(store->dir, writing->number, err);
    AUTO_CLOSE int from =
        writing->saving->from ? generation_open(store->dir, writing->saving->from, err) : -1;

    writing->folder = folder;
    writing->from = from;
    if (folder < 0 || (writing->saving->from && from < 0))
        return false;
    bool fine =
        (from < 0 || store_manifest_was(from, &writing->was, err)) &&
        (store_save_fill(writing, err) || fail_in(err, "generations/%06u", writing->number));
    struct manifest_file conf = { 0 };
    if (fine)
        conf = *manifest_find(&writing->manifest, "printseal.conf");
    manifest_free(&writing->was);
    manifest_free(&writing->manifest);
    if (!fine || !generation_finish(store->dir, writing->number, err) ||
        !generation_turn(store->dir, store->generation, writing->number, err))
        return false;
    store->generation = writing->number;
    store->seen = conf;
    return true;
}

static bool store_save_ready(struct store *store, struct err *err)
{
    unsigned seen = store->generation, now = 0;
    enum vault_error error;
    char recovery[RECOVERY_SIZE];
    struct holder holder;

    if (!store_lock(store, &holder, err) || !generation_current(store->dir, &now, err))
        return false;
    if (now != seen)
        return fail(err, "somebody saved generation %u in the meantime; load it first", now);
    if (!store_vault_ready(store, recovery, &error, err))
        return false;
    wipe(recovery, sizeof recovery);
    return keyfile_sweep(store->dir, err) && generation_sweep(store->dir, err);
}

/* What somebody wrote into the file after it was loaded is not overwritten: he would not know. */
static bool unedited(const struct store *store, const struct saving *saving, struct err *err)
{
    AUTO_BUF struct buf text = { 0 };

    if (!*store->seen.sha256 || saving->from != store->generation)
        return true;
    AUTO_CLOSE int folder = generation_open(store->dir, store->generation, err);
    if (folder < 0 || !file_read(folder, store->seen.path, CONF_MAX, &text, err))
        return false;
    return manifest_fits(&store->seen, text.text, text.size) ||
           fail(err,
                "printseal.conf was changed by hand after it was read here; start again to see "
                "the changes");
}

/* From here on it counts, whatever else goes wrong. */
static void store_saved(struct store *store)
{
    char done[64];

    snprintf(done, sizeof done, "generation %u is saved", store->generation);
    mem_done(done);
    store_pin(store, NULL);
}

bool store_write(struct store *store, const struct saving *saving, struct err *err)
{
    struct store_writing writing = { .store = store, .saving = saving };
    unsigned now;

    if (!store_save_ready(store, err) || !unedited(store, saving, err) ||
        !next_number(store, &writing.number, err))
        return fail_in(err, "%s", store->folder);
    if (!write_generation(&writing, err)) {
        if (generation_current(store->dir, &now, NULL) && now != writing.number)
            generation_drop(store->dir, writing.number);
        else if (now == writing.number && store_pin(store, NULL))
            fail_in(err, "generation %u is in force, but the disk did not confirm it", now);
        return fail_in(err, "%s", store->folder);
    }
    store_saved(store);
    store_log(store, "saved generation %u: %s", store->generation, saving->what);
    generation_prune(store->dir, writing.number, (size_t)policy(saving->config).keep);
    store_draft_remove(store, NULL);
    return true;
}

bool store_save(struct store *store, const struct config *config, const struct artefact *artefacts,
                size_t count, const char *what, struct err *err)
{
    return store_write(store,
                       &(struct saving){ .config = config,
                                         .from = store->generation,
                                         .artefacts = artefacts,
                                         .count = count,
                                         .what = what },
                       err);
}
