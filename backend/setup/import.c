#include "backend/setup/import.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "backend/base/csv.h"
#include "backend/base/fault.h"
#include "backend/base/mem.h"
#include "backend/base/suggest.h"
#include "backend/base/utf8.h"
#include "backend/settings/settings.h"
#include "backend/setup/prepare.h"
#include "backend/strength/strength.h"

struct import {
    struct journal journal; /* of this file alone, until it proved to be right */
    struct config *config;
    const struct section *section;
    struct csv csv;
    struct faults faults;
    const struct setting *columns[CELLS_MAX];
    size_t count, name; /* columns; which of them is the name */
    int *lines;         /* by position in the table: the line that gave the record; 0: none */
    size_t room;
    struct words *words;
    const char *last_cell; /* the password before: whole fleets share one, which is measured once */
    struct secret *last;
    struct imported imported;
};

/* ------------------------------------------------ the first row */

static bool unknown_column(struct import *import, const char *word)
{
    struct suggest suggest = suggest_start(word);

    for (const struct setting *s = import->section->settings; s->key; s++)
        suggest_try(&suggest, s->key);
    return fault(&import->faults, import->csv.first, "there is no column \"%.40s\"%s%s%s", word,
                 *suggest_best(&suggest) ? "; did you mean \"" : "", suggest_best(&suggest),
                 *suggest_best(&suggest) ? "\"?" : "");
}

static char *setup_import_trim(char *word)
{
    word += strspn(word, " ");
    for (size_t size = strlen(word); size && word[size - 1] == ' '; size--)
        word[size - 1] = '\0';
    return word;
}

static bool read_column(struct import *import, char *word)
{
    const struct setting *s = import->section->settings;

    word = setup_import_trim(word);
    while (s->key && strcasecmp(s->key, word) != 0)
        s++;
    if (!s->key)
        return unknown_column(import, word);
    for (size_t i = 0; i < import->count; i++)
        if (import->columns[i] == s)
            return fault(&import->faults, import->csv.first, "the column %s is there twice",
                         s->key);
    if (s == import->section->settings)
        import->name = import->count;
    import->columns[import->count++] = s;
    return true;
}

static bool read_header(struct import *import)
{
    struct err err;
    bool fine = true;

    if (!csv_next(&import->csv, &err))
        return fault(&import->faults, 1, "%s", *err.text ? err.text : "the file is empty");
    import->name = CELLS_MAX;
    for (size_t i = 0; i < import->csv.count; i++)
        fine = read_column(import, import->csv.cells[i]) && fine;
    if (fine && import->name == CELLS_MAX)
        return fault(&import->faults, import->csv.first,
                     "the first line names the columns, and none is \"name\"");
    return fine;
}

/* ------------------------------------------------ a row */

static struct secret *setup_import_wrap(struct import *import, const struct setting *setting,
                                        const char *cell, struct err *err)
{
    if (import->last && strcmp(import->last_cell, cell) == 0)
        return secret_hold(import->last);
    struct secret *secret =
        prepare_measured(import->words, setting, cell, strlen(cell), IMPORTED, err);
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

/* Without the quote mark that keeps a spreadsheet from running it. */
static const char *text_of(const char *cell)
{
    return *cell == '\'' && csv_formula(cell) ? cell + 1 : cell;
}

static bool setup_import_fill(struct import *import, struct record *record)
{
    const struct csv *csv = &import->csv;
    struct err err;
    bool fine = true;

    for (size_t i = 0; i < import->count && i < csv->count; i++) {
        const struct setting *s = import->columns[i];
        const char *cell = csv->cells[i];
        bool taken = !*cell || (s->type == SECRET ? hide(import, record, s, cell, &err)
                                                  : record_set(record, s, text_of(cell), &err));

        if (!taken)
            fine = fault(&import->faults, csv->first, "%s: %s", s->key, err.text);
    }
    return fine;
}

/* What shows and may not be empty, is. */
static bool setup_import_complete(struct import *import, const struct record *record)
{
    for (const struct setting *s = import->section->settings; s->key; s++)
        if (s->required && s->type != SECRET && record_shows(record, s) &&
            !*record_value(record, s))
            return fault(&import->faults, import->csv.first, "%s: must not be empty", s->key);
    return true;
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
        return fault(&import->faults, import->csv.first,
                     "name: was given in line %d already; names must differ", import->lines[at]);
    import->lines[at] = import->csv.first;
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

static void take_row(struct import *import)
{
    struct table *table = config_table(import->config, import->section);
    const char *name =
        import->name < import->csv.count ? setup_import_trim(import->csv.cells[import->name]) : "";

    if (import->csv.count > import->count) {
        fault(&import->faults, import->csv.first, "has %zu cells; the first line names %zu columns",
              import->csv.count, import->count);
        return;
    }
    const struct record *was = config_table_find(table, name);
    struct record *is = was ? record_copy(was) : record_new(import->section);
    bool fine = setup_import_fill(import, is) && setup_import_complete(import, is);
    fine = fine && first_time(import, was ? config_table_at(table, was) : table->count);
    if (fine && was && record_equal(was, is))
        import->imported.same++;
    if (!fine || (was && record_equal(was, is)))
        record_free(is);
    else
        setup_import_commit(import, was, is);
}

/* ------------------------------------------------ the file */

static bool read_rows(struct import *import)
{
    struct err err;

    while (import->faults.count < FAULTS_REPORTED && csv_next(&import->csv, &err))
        take_row(import);
    if (import->faults.count < FAULTS_REPORTED && *err.text)
        fault(&import->faults, import->csv.first, "%s", err.text);
    return fault_none(&import->faults);
}

/* What Excel's "Unicode text" and older programs on Windows write has to be saved again: which of
 * the code pages it is, the file does not say. */
static bool import_readable(struct faults *faults, const struct import_file *file)
{
    int line = 1;

    if (file->size >= 2 &&
        (memcmp(file->text, "\xFF\xFE", 2) == 0 || memcmp(file->text, "\xFE\xFF", 2) == 0))
        return fault(faults, 0, "is UTF-16; save it as \"CSV UTF-8\"");
    for (size_t at = 0; at < file->size; line++) {
        const char *text = file->text + at;
        const char *end = memchr(text, '\n', file->size - at);
        size_t size = end ? (size_t)(end - text) + 1 : file->size - at;

        if (!utf8_valid(text, size))
            return fault(faults, line,
                         "is not UTF-8, but of a Windows code page: save it as \"CSV "
                         "UTF-8\", or: iconv -f WINDOWS-1252 -t UTF-8");
        at += size;
    }
    return true;
}

/* One journal behind the other. */
static void setup_import_append(struct journal *journal, struct journal *more,
                                struct config *config)
{
    for (size_t i = 0; i < more->count; i++) {
        struct change *change = &more->list[i];

        if (!change_replay(journal, config, change))
            abort(); /* the same changes on the same configuration */
    }
    more->count = more->done = 0;
    change_journal_clear(more);
}

bool import_records(struct journal *journal, struct config *config, const struct section *section,
                    const struct import_file *file, struct imported *imported, struct err *err)
{
    struct import import = { .config = config_copy(config),
                             .section = section,
                             .faults = { .file = file->name, .err = err },
                             .words = words_new() };

    csv_start(&import.csv, file->text, file->size);
    words_of_attackers(config, words_add, import.words);
    bool fine = import_readable(&import.faults, file) && read_header(&import)
                    ? read_rows(&import)
                    : fault_none(&import.faults);
    config_free(import.config);
    if (fine)
        setup_import_append(journal, &import.journal, config);
    change_journal_clear(&import.journal);
    *imported = import.imported;
    secret_free(import.last);
    words_free(import.words);
    free(import.lines);
    return fine;
}
