/* store_history.c - what was saved before, and going back to it. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backend/store/generation.h"
#include "backend/store/store_inside.h"

static struct generation store_history_describe(const struct store *store, unsigned number)
{
    struct manifest manifest = { 0 };
    struct generation generation = { .what = "(its MANIFEST cannot be read)", .unread = true };
    AUTO_CLOSE int folder = generation_open(store->dir, number, NULL);

    if (folder >= 0 && manifest_read(folder, &manifest, NULL))
        generation = manifest.made;
    generation.number = number;
    manifest_free(&manifest);
    return generation;
}

bool store_history(struct store *store, struct generation **list, size_t *count, struct err *err)
{
    AUTO_FREE unsigned *numbers = NULL;

    *list = NULL;
    if (!generation_list(store->dir, &numbers, count, err))
        return fail_in(err, "%s", store->folder);
    *list = must(calloc(*count + 1, sizeof **list));
    for (size_t i = 0; i < *count; i++)
        (*list)[i] = store_history_describe(store, numbers[*count - 1 - i]);
    return true;
}

/* A secret that cannot be read now would be lost for good in what comes after. */
static struct config *store_history_whole(struct store *store, unsigned generation, struct err *err)
{
    struct notes notes;
    struct config *config = store_load(store, generation, &notes, err);

    if (!config || notes.vault == VAULT_FINE)
        return config;
    *err = notes.vault_err;
    fail_in(err, "generation %u", generation);
    config_free(config);
    return NULL;
}

bool store_rollback(struct store *store, unsigned generation, const struct artefact *artefacts,
                    size_t count, struct err *err)
{
    struct holder holder;
    char what[64];

    if (!store_lock(store, &holder, err))
        return false;
    struct config *config = store_history_whole(store, generation, err);
    if (!config)
        return false;
    snprintf(what, sizeof what, "back to generation %u", generation);
    bool fine = store_write(store,
                            &(struct saving){ .config = config,
                                              .from = generation,
                                              .artefacts = artefacts,
                                              .count = count,
                                              .what = what },
                            err);
    config_free(config);
    return fine;
}
