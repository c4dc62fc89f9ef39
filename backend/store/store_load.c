/* store_load.c - a generation read back, with whatever is not as it was saved. */
#include <string.h>
#include <unistd.h>

#include "backend/base/file.h"
#include "backend/secret/crypto.h"
#include "backend/store/conf/conf.h"
#include "backend/store/generation.h"
#include "backend/store/store_inside.h"

struct loading {
    struct store *store;
    int folder;
    unsigned generation;
    struct manifest manifest;
    bool signed_off; /* there is a MANIFEST */
    bool sums;       /* and its checksums can be made */
    struct notes *notes;
    const char *path; /* all that is wanted; NULL: everything */
};

static void note_path(char *list, size_t size, const char *path)
{
    size_t used = strlen(list);

    snprintf(list + used, size - used, "%s%s", used ? ", " : "", path);
}

static void note_damaged(struct notes *notes, const char *path)
{
    note_path(notes->damaged, sizeof notes->damaged, path);
}

/* What may not be read is not damaged for all we know. */
static bool note_unread(struct notes *notes, int folder, const char *path)
{
    if (!file_denied(folder, path))
        return false;
    note_path(notes->unread, sizeof notes->unread, path);
    return true;
}

static void note_modes(const struct store *store, struct notes *notes)
{
    modes_look(store->dir, &notes->modes);
    modes_look_above(store->folder, &notes->modes);
    if (*notes->modes.unread)
        note_path(notes->unread, sizeof notes->unread, notes->modes.unread);
}

/* Is it as the program saved it? */
static bool store_load_untouched(const struct loading *loading, const struct manifest_file *seen)
{
    const struct manifest_file *file = manifest_find(&loading->manifest, seen->path);

    return loading->signed_off && file && strcmp(file->sha256, seen->sha256) == 0;
}

/* What is as it was saved was whole when it was saved: who wants one path needs to read no more. */
static struct config *store_load_read(const struct loading *loading, const struct buf *text,
                                      const struct manifest_file *seen, struct err *err)
{
    struct config *config = loading->path && store_load_untouched(loading, seen)
                                ? conf_read_path(text->text, text->size, loading->path)
                                : NULL;

    return config ? config : conf_read(text->text, text->size, seen->path, NULL, NULL, err);
}

static struct config *load_conf(struct loading *loading, struct err *err)
{
    struct manifest_file seen = { .path = "printseal.conf" };
    AUTO_BUF struct buf text = { 0 };

    if (!file_read(loading->folder, seen.path, CONF_MAX, &text, err))
        return NULL;
    if (loading->sums)
        seen = manifest_describe(seen.path, text.text, text.size);
    struct config *config = store_load_read(loading, &text, &seen, err);
    if (config)
        loading->notes->migrated = config->migrated;
    if (!config || !loading->sums)
        return config;
    loading->notes->edited = loading->signed_off && !store_load_untouched(loading, &seen);
    if (loading->generation == loading->store->generation)
        loading->store->seen = seen;
    return config;
}

/* The vault and the certificates; printseal.conf may differ, and says so by itself. */
static void store_load_compare(const struct loading *loading)
{
    for (size_t i = 0; i < loading->manifest.count; i++) {
        const struct manifest_file *file = &loading->manifest.files[i];
        AUTO_BUF struct buf bytes = { 0 };

        if (strcmp(file->path, "printseal.conf") == 0 ||
            note_unread(loading->notes, loading->folder, file->path))
            continue;
        if (!file_read(loading->folder, file->path, VAULT_MAX, &bytes, NULL) ||
            !manifest_fits(file, bytes.text, bytes.size))
            note_damaged(loading->notes, file->path);
        if (bytes.text)
            wipe(bytes.text, bytes.size);
    }
    if (loading->signed_off && !manifest_find(&loading->manifest, "secrets.vault"))
        note_damaged(loading->notes, "secrets.vault");
}

static struct config *store_load_load(struct loading *loading, struct err *err)
{
    struct notes *notes = loading->notes;

    loading->signed_off = manifest_read(loading->folder, &loading->manifest, NULL);
    if (!loading->signed_off && !note_unread(notes, loading->folder, "MANIFEST"))
        note_damaged(notes, "MANIFEST");
    loading->sums = crypto_ready(&notes->vault_err);
    struct config *config = load_conf(loading, err);
    if (!config)
        return NULL;
    if (!loading->sums) { /* what is no secret is shown nevertheless */
        notes->vault = VAULT_UNREADABLE;
        return config;
    }
    store_load_compare(loading);
    notes->vault = store_secrets(loading->store, loading->folder, loading->generation, config,
                                 &notes->vault_err);
    if (notes->vault != VAULT_FINE)
        notes->closed = note_unread(notes, loading->store->dir, "master.key") ||
                        file_denied(loading->folder, "secrets.vault");
    if (loading->signed_off && notes->vault == VAULT_FINE &&
        !store_trail_fits(loading->store, loading->folder, loading->generation,
                          loading->store->sealed))
        note_damaged(notes, "MANIFEST");
    return config;
}

static struct config *store_load_some(struct store *store, unsigned generation, const char *path,
                                      struct notes *notes, struct err *err)
{
    struct notes unheard;
    struct loading loading = { .store = store,
                               .generation = generation ? generation : store->generation,
                               .notes = notes ? notes : &unheard,
                               .path = path };

    *loading.notes = (struct notes){ 0 };
    if (notes && !generation)
        note_modes(store, notes);
    if (!loading.generation) {
        fail(err, "there is no configuration in %s; \"printseal init\" makes one", store->folder);
        return NULL;
    }
    AUTO_CLOSE int folder = generation_open(store->dir, loading.generation, err);
    if (folder < 0)
        return NULL;
    loading.folder = folder;
    loading.notes->turned =
        loading.generation == store->generation && generation_newer(store->dir, store->generation);
    struct config *config = store_load_load(&loading, err);
    manifest_free(&loading.manifest);
    return config;
}

struct config *store_load(struct store *store, unsigned generation, struct notes *notes,
                          struct err *err)
{
    return store_load_some(store, generation, NULL, notes, err);
}

struct config *store_load_path(struct store *store, const char *path, struct notes *notes,
                               struct err *err)
{
    struct config *config = store_load_some(store, 0, path, notes, err);
    struct config_place place;

    if (!config || config_find(config, path, &place, NULL))
        return config;
    config_free(config); /* who says that it is not there must have looked at everything */
    return store_load(store, 0, notes, err);
}

bool store_cert_exists(struct store *store, unsigned generation, const char *name)
{
    unsigned number = generation ? generation : store->generation;
    AUTO_FREE char *path = format("generations/%06u/cert/%s", number, name);

    return number && !strchr(name, '/') && file_exists(store->dir, path);
}

bool store_cert_denied(struct store *store, unsigned generation, const char *name)
{
    unsigned number = generation ? generation : store->generation;
    AUTO_FREE char *path = format("generations/%06u/cert/%s", number, name);

    return number && !strchr(name, '/') && file_denied(store->dir, path);
}

bool store_cert(struct store *store, unsigned generation, const char *name, struct buf *out,
                struct err *err)
{
    unsigned number = generation ? generation : store->generation;
    AUTO_FREE char *path = format("cert/%s", name);

    if (!number || strchr(name, '/'))
        return fail(err, "%s: there is no such file", path);
    if (number == store->generation && store->pin >= 0) /* held open already */
        return file_read(store->pin, path, CERT_MAX, out, err);
    AUTO_CLOSE int folder = generation_open(store->dir, number, err);
    return folder >= 0 && file_read(folder, path, CERT_MAX, out, err);
}
