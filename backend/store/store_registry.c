/* store_registry.c - what was issued and revoked never gets less, whatever is saved or brought
 * back.
 */
#include <string.h>
#include <time.h>

#include "backend/base/file.h"
#include "backend/pki/issue/issued.h"
#include "backend/store/generation.h"
#include "backend/store/store_writing.h"

static const char *const registry_files[] = { ISSUED_FILE, "ca-myq.crl" };

static bool registry_refuse(const struct store_writing *writing, struct err *err)
{
    return fail_in(err,
                   "what was issued and revoked up to generation %u cannot be read, and "
                   "nothing is saved without it; bring that folder back first",
                   writing->store->generation);
}

/* True if the file is there. One that the MANIFEST has and that is gone is no reason to begin anew.
 */
static bool registry_has(const struct store_writing *writing, const char *name, bool *has,
                         struct err *err)
{
    AUTO_FREE char *path = format("cert/%s", name);

    *has = file_exists(writing->from, path);
    return *has || !manifest_find(&writing->was, path) ||
           fail(err, "%s: is in the MANIFEST but not there", path);
}

static bool registry_carry_all(struct store_writing *writing, struct err *err)
{
    for (size_t i = 0; i < sizeof registry_files / sizeof *registry_files; i++) {
        const char *name = registry_files[i];
        bool has = false;

        if (store_replaced(writing->saving, name))
            continue;
        if (!registry_has(writing, name, &has, err) ||
            (has && !store_take_over(writing, name, err)))
            return false;
    }
    return true;
}

/* Out of the current generation, while everything else comes from another one. */
static bool registry_carry(struct store_writing *writing, int now, struct err *err)
{
    const int from = writing->from;
    const struct manifest was = writing->was;

    writing->from = now;
    bool fine = store_manifest_was(now, &writing->was, err) && registry_carry_all(writing, err);
    manifest_free(&writing->was);
    writing->from = from;
    writing->was = was;
    return fine || registry_refuse(writing, err);
}

static const struct artefact *registry_fresh(const struct saving *saving)
{
    for (size_t i = 0; i < saving->count; i++)
        if (strcmp(saving->artefacts[i].name, ISSUED_FILE) == 0)
            return &saving->artefacts[i];
    return NULL;
}

static bool registry_covers(const struct artefact *artefact, const struct buf *bytes,
                            struct err *err)
{
    struct issued fresh = { 0 }, old = { 0 };
    bool fine = issued_read(&old, bytes->text, bytes->size, err) &&
                issued_read(&fresh, artefact->bytes, artefact->size, err) &&
                issued_covers(&fresh, &old, time(NULL), err);

    issued_free(&fresh);
    issued_free(&old);
    return fine;
}

/* A new index that does not hold the old one is not saved, anyone who made it. */
static bool registry_grows(struct store_writing *writing, int now, struct err *err)
{
    static const char path[] = "cert/" ISSUED_FILE;
    const struct artefact *fresh = registry_fresh(writing->saving);
    AUTO_BUF struct buf old = { 0 };

    if (!fresh || !file_exists(now, path))
        return true;
    if (!file_read(now, path, ISSUED_MAX, &old, err))
        return registry_refuse(writing, err);
    return registry_covers(fresh, &old, err);
}

bool store_registry_kept(struct store_writing *writing, struct err *err)
{
    const struct store *store = writing->store;

    if (!store->generation)
        return true;
    AUTO_CLOSE int now = generation_open(store->dir, store->generation, err);
    if (now < 0)
        return registry_refuse(writing, err);
    return registry_grows(writing, now, err) &&
           (writing->saving->from == store->generation || registry_carry(writing, now, err));
}
