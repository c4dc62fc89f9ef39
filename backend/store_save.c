/* store_save.c - a new generation, whole or not at all. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/conf.h"
#include "backend/file.h"
#include "backend/generation.h"
#include "backend/settings/settings.h"
#include "backend/store_inside.h"
#include "backend/utf8.h"

/* A generation that is being written. */
struct writing {
    struct store *store;
    const struct saving *saving;
    unsigned number;
    int folder, cert;
    int from;            /* the generation that is taken over; -1: none */
    struct manifest was; /* its MANIFEST */
    struct manifest manifest;
};

/* ------------------------------------------------ printseal.conf and the vault */

static bool write_file(struct writing *writing, const char *name, mode_t mode,
                       const struct buf *bytes, struct err *err)
{
    manifest_add(&writing->manifest, name, bytes->text, bytes->size);
    return file_write(writing->folder, name, mode, bytes->text, bytes->size, err);
}

static bool write_conf(struct writing *writing, struct err *err)
{
    AUTO_BUF struct buf old = { 0 }, text = { 0 };

    if (writing->from >= 0)
        file_read(writing->from, "printseal.conf", CONF_MAX, &old, NULL);
    conf_write(writing->saving->config, old.text, false, &text);
    return write_file(writing, "printseal.conf", 0640, &text, err);
}

static void gather(struct contents *contents, const struct table *table, size_t at)
{
    const struct record *record = table->records[at];

    for (const struct setting *s = table->section->settings; s->key; s++) {
        const struct secret *secret = s->type == SECRET ? record_hidden(record, s) : NULL;
        struct place place = { (struct table *)(uintptr_t)table, record, s };

        if (!secret)
            continue;
        contents->entries =
            grow(contents->entries, contents->count, &contents->room, sizeof *contents->entries);
        struct entry *entry = &contents->entries[contents->count++];
        place_path(&place, entry->path);
        entry->secret = secret_hold(secret);
    }
}

static bool write_vault(struct writing *writing, struct err *err)
{
    AUTO_BUF struct buf bytes = { 0 };
    struct contents contents = { 0 };
    char purpose[PURPOSE_SIZE];

    for (size_t i = 0; sections[i]; i++)
        for (size_t k = 0; k < writing->saving->config->tables[i].count; k++)
            gather(&contents, &writing->saving->config->tables[i], k);
    store_purpose(purpose, "generation", writing->number);
    vault_seal(writing->store->vault, purpose, &contents, &bytes);
    contents_free(&contents);
    return write_file(writing, "secrets.vault", 0600, &bytes, err);
}

/* ------------------------------------------------ the cert folder */

static bool write_artefact(struct writing *writing, const struct artefact *artefact,
                           struct err *err)
{
    AUTO_FREE char *path = format("cert/%s", artefact->name);

    if (!artefact->bytes)
        return true;
    manifest_add(&writing->manifest, path, artefact->bytes, artefact->size);
    return file_write(writing->cert, artefact->name, artefact->secret ? 0600 : 0640,
                      artefact->bytes, artefact->size, err) ||
           fail_in(err, "cert");
}

static bool replaced(const struct saving *saving, const char *name)
{
    for (size_t i = 0; i < saving->count; i++)
        if (strcmp(saving->artefacts[i].name, name) == 0)
            return true;
    return false;
}

static bool secret_name(const char *name)
{
    const char *end = strrchr(name, '.');

    return !end || (strcmp(end, ".crt") != 0 && strcmp(end, ".cer") != 0 &&
                    strcmp(end, ".csr") != 0 && strcmp(end, ".crl") != 0);
}

/* A file that is not as it was saved stays so in the new MANIFEST: saving something else does not
 * make it right. */
static bool take_over(struct writing *writing, const char *name, struct err *err)
{
    AUTO_FREE char *path = format("cert/%s", name);
    AUTO_BUF struct buf bytes = { 0 };
    const struct manifest_file *was = manifest_find(&writing->was, path);

    if (!file_read(writing->from, path, CERT_MAX, &bytes, err))
        return false;
    if (was)
        manifest_take(&writing->manifest, was);
    else
        manifest_add(&writing->manifest, path, bytes.text, bytes.size);
    bool fine = file_write(writing->cert, name, secret_name(name) ? 0600 : 0640, bytes.text,
                           bytes.size, err);
    wipe(bytes.text, bytes.size);
    return fine || fail_in(err, "cert");
}

static void keep_missing(struct writing *writing)
{
    for (size_t i = 0; i < writing->was.count; i++) {
        const struct manifest_file *file = &writing->was.files[i];

        if (strncmp(file->path, "cert/", 5) == 0 && !replaced(writing->saving, file->path + 5) &&
            !manifest_find(&writing->manifest, file->path))
            manifest_take(&writing->manifest, file);
    }
}

static bool take_over_all(struct writing *writing, struct err *err)
{
    int fd = openat(writing->from, "cert", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *stream = fd < 0 ? NULL : fdopendir(fd);
    const struct dirent *entry;
    bool fine = true;

    if (!stream)
        return errno == ENOENT || fail_errno(err, "cert: cannot be read");
    while (fine && (entry = readdir(stream)))
        if (entry->d_name[0] != '.' && !replaced(writing->saving, entry->d_name))
            fine = take_over(writing, entry->d_name, err);
    closedir(stream);
    keep_missing(writing);
    return fine;
}

static bool fill_cert(struct writing *writing, struct err *err)
{
    const struct saving *saving = writing->saving;

    for (size_t i = 0; i < saving->count; i++)
        if (!write_artefact(writing, &saving->artefacts[i], err))
            return false;
    return writing->from < 0 || take_over_all(writing, err);
}

static bool write_cert(struct writing *writing, struct err *err)
{
    if (mkdirat(writing->folder, "cert", 0700) != 0)
        return fail_errno(err, "cert: cannot be made");
    AUTO_CLOSE int cert =
        openat(writing->folder, "cert", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    writing->cert = cert;
    if (cert < 0 || fchmod(cert, 0750) != 0)
        return fail_errno(err, "cert: cannot be made");
    if (!fill_cert(writing, err))
        return false;
    return fsync(cert) == 0 || fail_errno(err, "cert: cannot be written");
}

/* ------------------------------------------------ MANIFEST */

static bool write_manifest(struct writing *writing, struct err *err)
{
    AUTO_BUF struct buf text = { 0 };
    struct generation *made = &writing->manifest.made;
    const char *client = getenv("SSH_CLIENT");
    char who[64];

    store_now(made->when);
    store_who(who, sizeof who);
    snprintf(made->who, sizeof made->who, "%s%s%.*s", who, client && *client ? " from " : "",
             client ? (int)strcspn(client, " ") : 0, client ? client : "");
    snprintf(made->what, sizeof made->what, "%s", writing->saving->what);
    utf8_tame(made->who);
    utf8_tame(made->what);
    manifest_print(&writing->manifest, &text);
    return file_write(writing->folder, "MANIFEST", 0640, text.text, text.size, err);
}

/* ------------------------------------------------ all of it */

static bool fill(struct writing *writing, struct err *err)
{
    return write_conf(writing, err) && write_vault(writing, err) && write_cert(writing, err) &&
           write_manifest(writing, err) &&
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

static bool write_generation(struct writing *writing, struct err *err)
{
    struct store *store = writing->store;
    AUTO_CLOSE int folder = generation_begin(store->dir, writing->number, err);
    AUTO_CLOSE int from =
        writing->saving->from ? generation_open(store->dir, writing->saving->from, err) : -1;

    writing->folder = folder;
    writing->from = from;
    if (folder < 0 || (writing->saving->from && from < 0))
        return false;
    if (from >= 0)
        manifest_read(from, &writing->was, NULL);
    bool fine = fill(writing, err) || fail_in(err, "generations/%06u", writing->number);
    manifest_free(&writing->was);
    manifest_free(&writing->manifest);
    return fine && generation_finish(store->dir, writing->number, err) &&
           generation_turn(store->dir, store->generation, writing->number, err);
}

static bool ready(struct store *store, struct err *err)
{
    unsigned seen = store->generation, now = 0;
    enum vault_trouble trouble;
    char recovery[RECOVERY_SIZE];
    struct holder holder;

    if (!store_lock(store, &holder, err) || !generation_current(store->dir, &now, err))
        return false;
    if (now != seen)
        return fail(err, "somebody saved generation %u in the meantime; load it first", now);
    if (!store_vault_ready(store, recovery, &trouble, err))
        return false;
    wipe(recovery, sizeof recovery);
    return generation_sweep(store->dir, err);
}

bool store_write(struct store *store, const struct saving *saving, struct err *err)
{
    struct writing writing = { .store = store, .saving = saving };
    unsigned now;

    if (!ready(store, err) || !next_number(store, &writing.number, err))
        return fail_in(err, "%s", store->folder);
    if (!write_generation(&writing, err)) {
        if (generation_current(store->dir, &now, NULL) && now != writing.number)
            generation_drop(store->dir, writing.number);
        return fail_in(err, "%s", store->folder);
    }
    store->generation = writing.number;
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
