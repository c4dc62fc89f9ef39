#include "backend/probe/tested.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/settings/probe_job.h"
#include "backend/settings/settings.h"

/* Records that a test rests on. */
struct basis {
    const struct record **list;
    size_t count, room;
};

struct tested_entry {
    struct tested_one one;
    struct basis basis; /* held */
    unsigned run;
};

struct tested {
    struct tested_entry **list; /* by path, if sorted */
    size_t count, room;
    bool sorted;
};

/* ------------------------------------------------ what a test rests on */

static void rest_on(struct basis *basis, const struct record *record)
{
    basis->list = grow(basis->list, basis->count, &basis->room, sizeof *basis->list);
    basis->list[basis->count++] = record;
}

static void rest_on_all(struct basis *basis, const struct table *table)
{
    for (size_t i = 0; i < table->count; i++)
        rest_on(basis, table->records[i]);
}

/* Trust decides on every certificate; our own name and port are what our own tests connect to. A
 * printer is asked by one of the profiles. */
static void find_basis(struct basis *basis, const struct config *config,
                       const struct config_place *place)
{
    static const struct section *const always[] = { &trust_section, &server_section, &tls_section };

    if (place->record)
        rest_on(basis, place->record);
    else
        rest_on_all(basis, place->table);
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        rest_on_all(basis, config_table(config, always[i]));
    if (place->table->section == &printers_section)
        rest_on_all(basis, config_table(config, &snmp_section));
}

static bool same_basis(const struct basis *a, const struct basis *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!record_equal(a->list[i], b->list[i]))
            return false;
    return true;
}

static void hold(struct basis *basis)
{
    for (size_t i = 0; i < basis->count; i++)
        record_hold(basis->list[i]);
}

static void tested_let_go(struct basis *basis)
{
    for (size_t i = 0; i < basis->count; i++)
        record_free((struct record *)basis->list[i]);
    free(basis->list);
    *basis = (struct basis){ 0 };
}

/* The record of a single section goes by the section's name; a section that is tested as a whole
 * has no record to go by. */
static struct config_place tested_place_of(const struct config *config,
                                           const struct config_place *place)
{
    struct config_place at = { .table = config_table(config, place->table->section) };
    const struct section *section = at.table->section;

    if (!section->list)
        at.record = at.table->records[0];
    else if (!probe_whole(section))
        at.record = place->record;
    return at;
}

/* ------------------------------------------------ the memory */

struct tested *tested_new(void)
{
    return must(calloc(1, sizeof(struct tested)));
}

void tested_free(struct tested *tested)
{
    if (!tested)
        return;
    for (size_t i = 0; i < tested->count; i++) {
        tested_let_go(&tested->list[i]->basis);
        free(tested->list[i]);
    }
    free(tested->list);
    free(tested);
}

static int tested_compare(const void *left, const void *right)
{
    const struct tested_entry *const *a = left, *const *b = right;

    return strcmp((*a)->one.path, (*b)->one.path);
}

/* Results come in crowds, so they are sorted when somebody asks. */
static struct tested_entry *tested_look_up(struct tested *tested, const char *path)
{
    struct tested_entry key;
    const struct tested_entry *wanted = &key;

    snprintf(key.one.path, sizeof key.one.path, "%s", path);
    if (!tested->sorted && tested->count)
        qsort(tested->list, tested->count, sizeof(struct tested_entry *), tested_compare);
    tested->sorted = true;
    struct tested_entry **found = tested->count
                                      ? bsearch(&wanted, tested->list, tested->count,
                                                sizeof(struct tested_entry *), tested_compare)
                                      : NULL;
    return found ? *found : NULL;
}

static struct tested_entry *tested_add(struct tested *tested, const char *path)
{
    struct tested_entry *entry = must(calloc(1, sizeof *entry));

    tested->list = grow(tested->list, tested->count, &tested->room, sizeof(struct tested_entry *));
    tested->list[tested->count++] = entry;
    tested->sorted = false;
    snprintf(entry->one.path, sizeof entry->one.path, "%s", path);
    return entry;
}

static void add_up(struct tested_one *one, const struct probe_result *result)
{
    enum probe_verdict verdict = probe_result_verdict(result);

    one->when = time(NULL);
    one->passed += verdict == PROBE_PASS;
    one->count++;
    if (one->count > 1 && verdict <= one->verdict)
        return;
    one->verdict = verdict;
    snprintf(one->reason, sizeof one->reason, "%s", probe_result_reason(result));
}

void tested_note(struct tested *tested, const struct config *config, unsigned run,
                 const struct probe_result *result)
{
    struct config_place place;
    struct tested_entry *entry = tested_look_up(tested, result->path);

    if (!config_find(config, result->path, &place, NULL))
        return;
    if (!entry)
        entry = tested_add(tested, result->path);
    if (entry->run != run) {
        place = tested_place_of(config, &place);
        tested_let_go(&entry->basis);
        find_basis(&entry->basis, config, &place);
        hold(&entry->basis);
        memset(&entry->one.verdict, 0, sizeof entry->one - offsetof(struct tested_one, verdict));
        entry->run = run;
    }
    add_up(&entry->one, result);
}

const struct tested_one *tested_find(struct tested *tested, const struct config *config,
                                     const struct config_place *place)
{
    struct config_place at = tested_place_of(config, place);
    struct basis now = { 0 };
    char path[PATH_SIZE];

    if (!tested->count)
        return NULL;
    config_place_path(&at, path);
    const struct tested_entry *entry = tested_look_up(tested, path);
    if (!entry)
        return NULL;
    find_basis(&now, config, &at);
    bool same = same_basis(&entry->basis, &now);
    free(now.list);
    return same ? &entry->one : NULL;
}

bool tested_any(const struct tested *tested, const struct section *section)
{
    size_t size = strlen(section->key);

    for (size_t i = 0; i < tested->count; i++)
        if (strncmp(tested->list[i]->one.path, section->key, size) == 0 &&
            strchr(".", tested->list[i]->one.path[size]))
            return true;
    return false;
}

/* ------------------------------------------------ how all stand */

static void count_one(const struct tested_one *one, struct tested_count *count)
{
    if (!one)
        count->never++;
    else if (one->verdict == PROBE_PASS)
        count->passed++;
    else if (one->verdict == PROBE_WARN)
        count->warned++;
    else if (count->failed++ == 0)
        snprintf(count->first, sizeof count->first, "%s", one->path);
}

void tested_count(struct tested *tested, const struct config *config, size_t most,
                  struct tested_count *count)
{
    struct probe_job *job = must(malloc(sizeof *job));

    *count = (struct tested_count){ 0 };
    for (size_t s = 0; sections[s]; s++) {
        struct config_place at = { .table = config_table(config, sections[s]) };
        size_t records = probe_filler(sections[s]) ? at.table->count : 0;

        for (size_t i = 0; i < records && most; i++, most--) {
            at.record = at.table->records[i];
            if (probe_job(config, at.table, at.record, 0, job))
                count_one(tested_find(tested, config, &at), count);
        }
    }
    wipe(job, sizeof *job);
    free(job);
}
