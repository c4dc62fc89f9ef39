#include "backend/discover/proposal.h"

#include <stdlib.h>
#include <string.h>

void proposals_free(struct proposals *proposals)
{
    for (size_t i = 0; i < proposals->count; i++) {
        free(proposals->list[i].value);
        free(proposals->list[i].present);
        free(proposals->list[i].source);
        free(proposals->list[i].note);
    }
    free(proposals->list);
    *proposals = (struct proposals){ 0 };
}

/* The record of a path of a list, if it is not there yet: "ldap.dc1.host" adds dc1. */
static bool proposal_record(const char *path, struct journal *journal, struct config *config,
                            struct err *err)
{
    const char *dot = strchr(path, '.'), *end = strrchr(path, '.');
    struct config_place place;

    if (dot == end)
        return true;
    AUTO_FREE char *list = must(strndup(path, (size_t)(dot - path)));
    AUTO_FREE char *name = must(strndup(dot + 1, (size_t)(end - dot - 1)));
    return config_find(config, list, &place, err) &&
           (config_table_find(place.table, name) ||
            change_add(journal, config, place.table->section, name, NULL, err));
}

static bool proposal_take(const struct proposal *proposal, struct journal *journal,
                          struct config *config, struct err *err)
{
    struct config_place place;

    return proposal_record(proposal->path, journal, config, err) &&
           config_find(config, proposal->path, &place, err) &&
           change_set(journal, config, &place, proposal->value, err);
}

bool proposals_take(const struct proposals *proposals, struct journal *journal,
                    struct config *config, size_t *taken, struct err *err)
{
    size_t before = journal->done;

    *taken = 0;
    for (size_t i = 0; i < proposals->count; i++) {
        if (!proposals->list[i].proposed)
            continue;
        if (!proposal_take(&proposals->list[i], journal, config, err)) {
            while (journal->done > before && change_take_back(journal, config))
                ;
            return false;
        }
        ++*taken;
    }
    return true;
}
