#include "backend/model/config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/base/pool.h"

/* ------------------------------------------------ records by name: open addressing, linear probing
 */

static size_t config_slot_of(const struct table *table, const char *name)
{
    size_t slot = pool_hash(name) & (table->slots - 1);

    while (table->names[slot] &&
           strcmp(record_name(table->records[table->names[slot] - 1]), name) != 0)
        slot = (slot + 1) & (table->slots - 1);
    return slot;
}

static void config_enter(struct table *table, size_t at)
{
    table->names[config_slot_of(table, record_name(table->records[at]))] = at + 1;
}

/* Room for one more name; those of all records are entered anew where there was none. */
static void config_widen(struct table *table)
{
    if (table->count * 2 < table->slots)
        return;
    table->slots = table->slots ? table->slots * 2 : 16;
    free(table->names);
    table->names = must(calloc(table->slots, sizeof *table->names));
    for (size_t i = 0; i < table->count; i++)
        config_enter(table, i);
}

/* Takes the name of a record out. Those behind it in the probe sequence move up, so that none is
 * cut off. */
static void config_forget(struct table *table, const struct record *record)
{
    size_t mask = table->slots - 1, hole = config_slot_of(table, record_name(record));

    for (size_t i = (hole + 1) & mask; table->names[i]; i = (i + 1) & mask) {
        size_t home = pool_hash(record_name(table->records[table->names[i] - 1])) & mask;

        if (((i - home) & mask) < ((i - hole) & mask))
            continue;
        table->names[hole] = table->names[i];
        hole = i;
    }
    table->names[hole] = 0;
}

/* The records from `first` to before `end` now stand one further on, or (by -1) one back. */
static void config_shift(struct table *table, size_t first, size_t end, int by)
{
    for (size_t i = 0; i < table->slots; i++)
        if (table->names[i] > first && table->names[i] <= end)
            table->names[i] += (size_t)by;
}

const struct record *config_table_find(const struct table *table, const char *name)
{
    if (!table->slots)
        return NULL;
    size_t at = table->names[config_slot_of(table, name)];
    return at ? table->records[at - 1] : NULL;
}

size_t config_table_at(const struct table *table, const struct record *record)
{
    return table->slots ? table->names[config_slot_of(table, record_name(record))] - 1 : 0;
}

void config_table_insert(struct table *table, size_t at, struct record *record)
{
    bool list = table->section->list;

    if (list)
        config_widen(table);
    if (at < table->count)
        config_shift(table, at, table->count, 1);
    table->records = grow(table->records, table->count, &table->room, sizeof *table->records);
    memmove(table->records + at + 1, table->records + at,
            (table->count - at) * sizeof *table->records);
    table->records[at] = record;
    table->count++;
    if (list)
        config_enter(table, at);
}

struct record *config_table_replace(struct table *table, size_t at, struct record *record)
{
    struct record *old = table->records[at];
    bool renamed = strcmp(record_name(old), record_name(record)) != 0;

    if (renamed)
        config_forget(table, old);
    table->records[at] = record;
    if (renamed)
        config_enter(table, at);
    return old;
}

struct record *config_table_remove(struct table *table, size_t at)
{
    struct record *old = table->records[at];

    config_forget(table, old);
    if (at + 1 < table->count)
        config_shift(table, at + 1, table->count, -1);
    table->count--;
    memmove(table->records + at, table->records + at + 1,
            (table->count - at) * sizeof *table->records);
    return old;
}

void config_table_move(struct table *table, size_t from, size_t to)
{
    struct record *record = table->records[from];
    size_t *slot = &table->names[config_slot_of(table, record_name(record))];

    if (from < to) {
        config_shift(table, from + 1, to + 1, -1);
        memmove(table->records + from, table->records + from + 1,
                (to - from) * sizeof *table->records);
    } else {
        config_shift(table, to, from, 1);
        memmove(table->records + to + 1, table->records + to, (from - to) * sizeof *table->records);
    }
    table->records[to] = record;
    *slot = to + 1;
}

/* ------------------------------------------------ configurations */

static void seed_value(struct record *record, char *line)
{
    char *text = strchr(line, '=');

    if (!text)
        abort();
    *text++ = '\0';
    const struct setting *setting = setting_find(record->section, line);
    if (!setting || !record_set(record, setting, text, NULL))
        abort(); /* a seed that its own rows refuse: caught by schema_test */
}

static struct record *seed_record(const struct section *section, const char *lines)
{
    struct record *record = record_new(section);
    AUTO_FREE char *text = copy(lines);
    char *rest = text, *line;

    while ((line = strsep(&rest, "\n")))
        if (*line)
            seed_value(record, line);
    return record;
}

static void config_fill(struct table *table)
{
    const struct section *section = table->section;

    if (!section->list)
        config_table_insert(table, 0, record_new(section));
    for (size_t i = 0; section->seed && section->seed[i]; i++)
        config_table_insert(table, table->count, seed_record(section, section->seed[i]));
}

struct config *config_new(void)
{
    struct config *config = must(calloc(1, sizeof *config));

    for (size_t i = 0; sections[i]; i++) {
        config->tables[i].section = sections[i];
        config_fill(&config->tables[i]);
    }
    return config;
}

static void table_copy(struct table *duplicate, const struct table *table)
{
    *duplicate = (struct table){ .section = table->section,
                                 .count = table->count,
                                 .room = table->count,
                                 .slots = table->slots };
    duplicate->records = must(calloc(table->count + 1, sizeof *duplicate->records));
    for (size_t i = 0; i < table->count; i++)
        duplicate->records[i] = record_hold(table->records[i]);
    if (table->slots) {
        duplicate->names = must(calloc(table->slots, sizeof *duplicate->names));
        memcpy(duplicate->names, table->names, table->slots * sizeof *duplicate->names);
    }
}

struct config *config_copy(const struct config *config)
{
    struct config *duplicate = must(calloc(1, sizeof *duplicate));

    for (size_t i = 0; sections[i]; i++)
        table_copy(&duplicate->tables[i], &config->tables[i]);
    return duplicate;
}

void config_free(struct config *config)
{
    if (!config)
        return;
    for (size_t i = 0; sections[i]; i++) {
        for (size_t k = 0; k < config->tables[i].count; k++)
            record_free(config->tables[i].records[k]);
        free(config->tables[i].records);
        free(config->tables[i].names);
    }
    free(config);
}

struct table *config_table(const struct config *config, const struct section *section)
{
    return (struct table *)(uintptr_t)&config->tables[section_number(section)];
}

bool config_unused(const struct config *config, size_t number)
{
    const struct table *table = &config->tables[number];

    if (table->section->list)
        return table->count == 0;
    const struct setting *first = &table->section->settings[0];

    return first->type == FLAG && strcmp(first->initial, "false") == 0 &&
           !record_flag(table->records[0], first->key);
}

const struct record *config_single(const struct config *config, const char *section)
{
    const struct section *found = section_find(section);

    if (!found || found->list)
        abort();
    return config_table(config, found)->records[0];
}

/* ------------------------------------------------ places */

void config_place_path(const struct config_place *place, char path[PATH_SIZE])
{
    const char *name = place->record ? record_name(place->record) : "";

    snprintf(path, PATH_SIZE, "%s%s%s%s%s", place->table->section->key, *name ? "." : "", name,
             place->setting ? "." : "", place->setting ? place->setting->key : "");
}

/* The first row from `from` on that shows in this record; NULL: none. */
static const struct setting *first_shown(const struct record *record, const struct setting *from)
{
    while (from->key && !record_shows(record, from))
        from++;
    return from->key ? from : NULL;
}

/* The record behind that one: in its table, or the first of the next table that has any. */
static bool next_record(struct config_place *place)
{
    size_t at = place->record ? config_table_at(place->table, place->record) + 1 : 0;

    while (at >= place->table->count) {
        place->table++;
        at = 0;
        if (!place->table->section)
            return false;
    }
    place->record = place->table->records[at];
    return true;
}

bool config_next(const struct config *config, struct config_place *place)
{
    const struct setting *from = place->setting ? place->setting + 1 : NULL;

    if (!place->table)
        place->table = config_table(config, sections[0]);
    for (;;) {
        place->setting = from ? first_shown(place->record, from) : NULL;
        if (place->setting)
            return true;
        if (!next_record(place))
            return false;
        from = place->table->section->settings;
    }
}
