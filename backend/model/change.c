#include "backend/model/change.h"

#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/model/change_inside.h"

void change_drop(struct change *change)
{
    record_free(change->before);
    record_free(change->after);
}

void change_journal_clear(struct journal *journal)
{
    for (size_t i = 0; i < journal->count; i++)
        change_drop(&journal->list[i]);
    free(journal->list);
    *journal = (struct journal){ 0 };
}

/* ------------------------------------------------ a change, put into force in either direction */

/* Swaps the record at `at` (was) for the one at `to` (is); the journal keeps its own holds. */
static void change_apply(struct config *config, const struct change *change, bool forward)
{
    struct table *table = &config->tables[change->table];
    const struct record *was = forward ? change->before : change->after;
    const struct record *is = forward ? change->after : change->before;
    size_t at = forward ? change->at : change->to, to = forward ? change->to : change->at;

    if (was && is && at != to)
        config_table_move(table, at, to);
    else if (was && is)
        record_free(config_table_replace(table, at, record_hold(is)));
    else if (was)
        record_free(config_table_remove(table, at));
    else
        config_table_insert(table, to, record_hold(is));
}

/* What could be done again. */
static void change_forget(struct journal *journal)
{
    while (journal->count > journal->done)
        change_drop(&journal->list[--journal->count]);
}

/* What could be done again is forgotten as soon as something else is done. */
void change_remember(struct journal *journal, const struct change *change)
{
    change_forget(journal);
    journal->list = grow(journal->list, journal->count, &journal->room, sizeof *journal->list);
    journal->list[journal->count++] = *change;
    journal->done = journal->count;
}

void change_commit(struct journal *journal, struct config *config, const struct change *change)
{
    change_apply(config, change, true);
    change_remember(journal, change);
}

/* ------------------------------------------------ what people do */

static bool name_free(const struct table *table, const char *name, struct err *err)
{
    return !config_table_find(table, name) ||
           fail(err, "there is already a \"%s\"; names must differ", name);
}

static struct change replacement(const struct config *config, const struct config_place *place)
{
    return (struct change){ .table = (size_t)(place->table - config->tables),
                            .at = config_table_at(place->table, place->record),
                            .to = config_table_at(place->table, place->record),
                            .before = record_hold(place->record),
                            .after = record_copy(place->record) };
}

static void change_settle(struct journal *journal, struct config *config, struct change *change)
{
    if (record_equal(change->before, change->after))
        change_drop(change);
    else
        change_commit(journal, config, change);
}

static bool change_refuse(const struct config_place *place, struct change *change, struct err *err)
{
    char path[PATH_SIZE];

    if (change)
        change_drop(change);
    config_place_path(place, path);
    return fail_in(err, "%s", path);
}

bool change_set(struct journal *journal, struct config *config, const struct config_place *place,
                const char *text, struct err *err)
{
    struct change change = replacement(config, place);
    bool named = place->table->section->list && place->setting == place->table->section->settings;

    if (!record_set(change.after, place->setting, text, err))
        return change_refuse(place, &change, err);
    if (named && strcmp(record_name(change.after), record_name(change.before)) != 0 &&
        !name_free(place->table, record_name(change.after), err))
        return change_refuse(place, &change, err);
    change_settle(journal, config, &change);
    return true;
}

bool change_hide(struct journal *journal, struct config *config, const struct config_place *place,
                 struct secret *secret, struct err *err)
{
    const char *text = secret ? secret_open(secret) : NULL;
    bool fits = !secret || setting_fits(place->setting, text, secret_length(secret), err);

    secret_close(text);
    if (!fits) {
        secret_free(secret);
        return change_refuse(place, NULL, err);
    }
    struct change change = replacement(config, place);
    record_hide(change.after, place->setting, secret);
    change_settle(journal, config, &change);
    return true;
}

bool change_add(struct journal *journal, struct config *config, const struct section *section,
                const char *name, const struct record *like, struct err *err)
{
    struct table *table = config_table(config, section);

    if (!section->list)
        return fail(err, "%s: is not a list", section->key);
    struct record *record = like ? record_copy(like) : record_new(section);
    if (!record_set(record, &section->settings[0], name, err) ||
        !name_free(table, record_name(record), err)) {
        record_free(record);
        return fail_in(err, "%s", section->key);
    }
    change_commit(journal, config,
                  &(struct change){ .table = section_number(section),
                                    .at = table->count,
                                    .to = table->count,
                                    .after = record });
    return true;
}

bool change_remove(struct journal *journal, struct config *config, const struct config_place *place,
                   struct err *err)
{
    if (!place->table->section->list)
        return fail(err, "%s: is not a list; its settings can be changed, not removed",
                    place->table->section->key);
    change_commit(journal, config,
                  &(struct change){ .table = (size_t)(place->table - config->tables),
                                    .at = config_table_at(place->table, place->record),
                                    .to = config_table_at(place->table, place->record),
                                    .before = record_hold(place->record) });
    return true;
}

bool change_move(struct journal *journal, struct config *config, const struct config_place *place,
                 size_t to, struct err *err)
{
    if (!place->table->section->list || to >= place->table->count)
        return fail(err, "%s: there is no position %zu", place->table->section->key, to + 1);
    if (to == config_table_at(place->table, place->record))
        return true;
    change_commit(journal, config,
                  &(struct change){ .table = (size_t)(place->table - config->tables),
                                    .at = config_table_at(place->table, place->record),
                                    .to = to,
                                    .before = record_hold(place->record),
                                    .after = record_hold(place->record) });
    return true;
}

/* ------------------------------------------------ undo and redo */

static const struct setting *only_difference(const struct record *a, const struct record *b)
{
    const struct setting *only = NULL;

    for (const struct setting *s = a->section->settings; s->key; s++) {
        if (record_same(a, b, s))
            continue;
        if (only)
            return NULL;
        only = s;
    }
    return only;
}

static void locate(const struct config *config, const struct change *change, bool forward,
                   struct config_place *place)
{
    const struct record *is = forward ? change->after : change->before;
    const struct record *was = forward ? change->before : change->after;
    size_t at = forward ? change->to : change->at;

    if (!place)
        return;
    *place = (struct config_place){ .table = config_table(config, sections[change->table]) };
    if (is && at < place->table->count)
        place->record = place->table->records[at];
    if (is && was)
        place->setting = only_difference(was, is);
}

void change_join(struct journal *journal, size_t from)
{
    for (size_t i = from + 1; i < journal->done; i++)
        journal->list[i].joined = true;
}

/* Of a step of several. */
static void change_locate_step(const struct config *config, const struct change *first,
                               struct config_place *place)
{
    if (place)
        *place = (struct config_place){ .table = config_table(config, sections[first->table]) };
}

bool change_undo(struct journal *journal, struct config *config, struct config_place *place)
{
    const struct change *change;
    size_t steps = 0;

    if (!journal->done)
        return false;
    do {
        change = &journal->list[--journal->done];
        change_apply(config, change, false);
        steps++;
    } while (change->joined && journal->done);
    if (steps > 1)
        change_locate_step(config, change, place);
    else
        locate(config, change, false, place);
    return true;
}

bool change_redo(struct journal *journal, struct config *config, struct config_place *place)
{
    const struct change *first = journal->list + journal->done, *change;

    if (journal->done == journal->count)
        return false;
    do {
        change = &journal->list[journal->done++];
        change_apply(config, change, true);
    } while (journal->done < journal->count && journal->list[journal->done].joined);
    if (change != first)
        change_locate_step(config, first, place);
    else
        locate(config, change, true, place);
    return true;
}

bool change_take_back(struct journal *journal, struct config *config)
{
    if (!change_undo(journal, config, NULL))
        return false;
    change_forget(journal);
    return true;
}
