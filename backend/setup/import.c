#include "backend/setup/import.h"

#include <stdlib.h>
#include <string.h>

#include "backend/base/fault.h"
#include "backend/base/mem.h"
#include "backend/settings/settings.h"
#include "backend/setup/import_map.h"
#include "backend/setup/import_strength.h"
#include "backend/setup/prepare.h"
#include "backend/strength/strength.h"

enum { NAME_ROOM = 256, NAMESAKES = 1000 };

struct import {
    struct journal journal; /* of this file alone, until it proved to be right */
    struct config *config;
    const struct section *section;
    const struct import_order *order;
    const struct intake_row *row; /* the one that is being taken */
    struct import_map map;
    struct faults faults;
    int *lines; /* by position in the table: the line that gave the record; 0: none */
    size_t room;
    struct import_strengths strengths;
    const char *last_cell; /* the password before: whole fleets share one, which is kept once */
    struct secret *last;
    struct imported imported;
};

static bool setup_import_wrong(struct import *import, const char *why)
{
    return fault(&import->faults, import->row->line, "%s", why);
}

/* ------------------------------------------------ a row */

static struct secret *setup_import_wrap(struct import *import, const struct setting *setting,
                                        const char *cell, struct err *err)
{
    if (import->last && strcmp(import->last_cell, cell) == 0)
        return secret_hold(import->last);
    struct secret *secret = prepare_measured(import_strength(&import->strengths, cell), setting,
                                             cell, strlen(cell), IMPORTED, err);
    if (secret) {
        secret_free(import->last);
        import->last = secret_hold(secret);
        import->last_cell = cell;
    }
    return secret;
}

/* The password that is there already keeps its date and where it came from. */
static bool hide(struct import *import, struct record *record, const struct setting *setting,
                 const char *cell, struct err *err)
{
    const struct secret *had = record_hidden(record, setting);
    struct secret *secret = setup_import_wrap(import, setting, cell, err);

    if (!secret)
        return false;
    if (had && secret_equal(had, secret))
        secret_free(secret);
    else
        record_hide(record, setting, secret);
    return true;
}

/* A password is taken as it is; blanks around anything else of a foreign list mean nothing. */
static const char *setup_import_cell(const struct import *import, size_t i, char *room, size_t size)
{
    const char *cell = import->row->cells[i];

    if (!import->map.foreign || import->map.columns[i].setting->type == SECRET)
        return cell;
    cell += strspn(cell, " \t");
    size_t length = strlen(cell);
    while (length && strchr(" \t", cell[length - 1]))
        length--;
    if (!cell[length] || length >= size)
        return cell;
    memcpy(room, cell, length);
    room[length] = '\0';
    return room;
}

static bool setup_import_set(struct import *import, struct record *record, size_t i)
{
    const struct setting *s = import->map.columns[i].setting;
    char room[512];
    const char *cell = setup_import_cell(import, i, room, sizeof room);
    struct err err;
    bool taken = !*cell || (s->type == SECRET ? hide(import, record, s, cell, &err)
                                              : record_set(record, s, import_map_cell(cell), &err));

    return taken || fault(&import->faults, import->row->line, "%s: %s", s->key, err.text);
}

static bool setup_import_fill(struct import *import, struct record *record, const char *name)
{
    const struct import_map *map = &import->map;
    struct err err;
    bool fine = !*name || record_set(record, &import->section->settings[0], name, &err) ||
                fault(&import->faults, import->row->line, "name: %s", err.text);

    for (size_t i = 0; i < map->count && i < import->row->count; i++)
        if (map->columns[i].setting && i != map->name)
            fine = setup_import_set(import, record, i) && fine;
    return fine;
}

/* What shows and may not be empty, is. */
static bool setup_import_complete(struct import *import, const struct record *record)
{
    for (const struct setting *s = import->section->settings; s->key; s++)
        if (s->required && s->type != SECRET && record_shows(record, s) &&
            !*record_value(record, s))
            return fault(&import->faults, import->row->line, "%s: must not be empty", s->key);
    return true;
}

static int setup_import_line(const struct import *import, size_t at)
{
    return at < import->room ? import->lines[at] : 0;
}

static bool first_time(struct import *import, size_t at)
{
    if (at >= import->room) {
        size_t room = (at + 1) * 2;

        import->lines = must(reallocarray(import->lines, room, sizeof *import->lines));
        memset(import->lines + import->room, 0, (room - import->room) * sizeof *import->lines);
        import->room = room;
    }
    if (import->lines[at])
        return fault(&import->faults, import->row->line,
                     "name: was given in line %d already; names must differ", import->lines[at]);
    import->lines[at] = import->row->line;
    return true;
}

/* Puts the record into force; the journal takes over both. */
static void setup_import_commit(struct import *import, const struct record *was, struct record *is)
{
    struct table *table = config_table(import->config, import->section);
    size_t at = was ? config_table_at(table, was) : table->count;
    struct change change = { .table = section_number(import->section),
                             .at = at,
                             .to = at,
                             .before = was ? record_hold(was) : NULL,
                             .after = is };

    import->imported.added += !was;
    import->imported.changed += was != NULL;
    if (!change_replay(&import->journal, import->config, &change))
        abort(); /* the name was just looked up */
}

/* Has the file given a record of that name? */
static bool setup_import_used(const struct import *import, const char *name)
{
    const struct table *table = config_table(import->config, import->section);
    const struct record *record = config_table_find(table, name);

    return record && setup_import_line(import, config_table_at(table, record));
}

/* A foreign list may call two devices the same, or have names that become the same: the second one
 * is -2. One of ours says itself what its records are called. */
static void setup_import_name(const struct import *import, char name[NAME_ROOM])
{
    char base[IMPORT_NAME];
    size_t at = import->map.name;

    if (!import->map.foreign) {
        const char *cell = at < import->row->count ? import->row->cells[at] : "";
        size_t size;

        cell += strspn(cell, " ");
        for (size = strlen(cell); size && cell[size - 1] == ' '; size--)
            continue;
        snprintf(name, NAME_ROOM, "%.*s", (int)(size < NAME_ROOM ? size : NAME_ROOM - 1), cell);
        return;
    }
    import_map_name(&import->map, import->row, base);
    snprintf(name, NAME_ROOM, "%s", base);
    for (int n = 2; *base && n < NAMESAKES && setup_import_used(import, name); n++)
        snprintf(name, NAME_ROOM, "%.28s-%d", base, n);
}

static void take_record(struct import *import, const char *name)
{
    struct table *table = config_table(import->config, import->section);
    const struct record *was = config_table_find(table, name);
    struct record *is = was ? record_copy(was) : record_new(import->section);
    bool fine = setup_import_fill(import, is, name) && setup_import_complete(import, is);

    fine = fine && first_time(import, was ? config_table_at(table, was) : table->count);
    if (fine && was && record_equal(was, is))
        import->imported.same++;
    if (!fine || (was && record_equal(was, is)))
        record_free(is);
    else
        setup_import_commit(import, was, is);
}

static void take_row(struct import *import)
{
    const struct intake_row *row = import->row;
    size_t before = import->faults.count;
    char name[NAME_ROOM];

    if (row->broken) {
        setup_import_wrong(import, row->cells[0]);
    } else if (row->count > import->map.count) {
        fault(&import->faults, row->line, "has %zu cells; the first line names %zu columns",
              row->count, import->map.count);
    } else {
        setup_import_name(import, name);
        take_record(import, name);
    }
    import->imported.skipped += import->faults.count > before;
}

/* ------------------------------------------------ the file */

static bool read_rows(struct import *import)
{
    const struct intake *intake = import->order->intake;
    bool skip = import->order->skip;

    if (import->order->preview)
        import_map_preview(&import->map, intake, import->order->preview);
    for (size_t i = 1; i < intake->count; i++) {
        if (!skip && import->faults.count >= FAULTS_REPORTED)
            break;
        import->row = &intake->rows[i];
        take_row(import);
    }
    return fault_none(&import->faults) || skip;
}

static void setup_import_measure(struct import *import)
{
    struct words *words = words_new();

    words_of_attackers(import->config, words_add, words);
    import_strengths_measure(&import->strengths, &import->map, import->order->intake, words);
    words_free(words);
}

static void setup_import_free(struct import *import)
{
    change_journal_clear(&import->journal);
    config_free(import->config);
    secret_free(import->last);
    import_strengths_free(&import->strengths);
    free(import->lines);
    free(import);
}

bool import_records(struct journal *journal, struct config *config, const struct section *section,
                    const struct import_order *order, struct imported *imported, struct err *err)
{
    struct import *import = must(calloc(1, sizeof *import));

    *import = (struct import){ .config = config_copy(config),
                               .section = section,
                               .order = order,
                               .faults = { .file = order->name, .err = err } };
    if (err)
        err->text[0] = '\0';
    bool fine = import_map_read(&import->map, order->intake, section, order->map, &import->faults);
    if (fine) {
        setup_import_measure(import);
        fine = read_rows(import);
    } else {
        fault_none(&import->faults);
    }
    if (fine)
        change_replay_all(journal, config, &import->journal);
    *imported = import->imported;
    setup_import_free(import);
    return fine;
}
