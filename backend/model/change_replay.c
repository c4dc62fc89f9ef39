/* change_replay.c - changes that were made elsewhere: a draft's, another journal's. */
#include <stdlib.h>
#include <string.h>

#include "backend/model/change_inside.h"

static bool change_fits(const struct config *config, const struct change *change)
{
    const struct record *after = change->after, *before = change->before;

    if (change->table >= SECTIONS_MAX || !config->tables[change->table].section ||
        (!after && !before))
        return false;
    const struct table *table = &config->tables[change->table];
    if ((!after || !before || change->at != change->to) && !table->section->list)
        return false;
    if (before && change->at >= table->count)
        return false;
    if (after && change->to > table->count - (before != NULL))
        return false;
    if (!after)
        return true;
    const struct record *namesake = config_table_find(table, record_name(after));
    return after->section == table->section &&
           (!namesake || (before && config_table_at(table, namesake) == change->at));
}

bool change_replay(struct journal *journal, struct config *config, const struct change *change)
{
    struct change own = *change;

    if (!change_fits(config, change)) {
        change_drop(&own);
        return false;
    }
    if (own.before) { /* what stands there, not what the draft remembers of it */
        record_free(own.before);
        own.before = record_hold(config->tables[own.table].records[own.at]);
    }
    change_commit(journal, config, &own);
    return true;
}

void change_replay_all(struct journal *journal, struct config *config, struct journal *more)
{
    size_t from = journal->done;

    for (size_t i = 0; i < more->done; i++)
        if (!change_replay(journal, config, &more->list[i]))
            abort(); /* the same changes on the same configuration */
    for (size_t i = more->done; i < more->count; i++)
        change_drop(&more->list[i]);
    free(more->list);
    *more = (struct journal){ 0 };
    change_join(journal, from);
}

void change_journal_join(struct journal *journal, struct journal *more)
{
    for (size_t i = 0; i < more->done; i++)
        change_remember(journal, &more->list[i]);
    for (size_t i = more->done; i < more->count; i++)
        change_drop(&more->list[i]);
    free(more->list);
    *more = (struct journal){ 0 };
}
