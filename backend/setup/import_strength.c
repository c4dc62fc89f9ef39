#include "backend/setup/import_strength.h"

#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/strength/strength_many.h"

static int import_strength_compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool import_strength_secret(const struct import_map *map, const struct intake_row *row,
                                   size_t column)
{
    const struct setting *setting = map->columns[column].setting;

    return !row->broken && setting && setting->type == SECRET && *row->cells[column];
}

static void import_strength_gather(struct import_strengths *strengths, const struct import_map *map,
                                   const struct intake *intake)
{
    size_t room = 0;

    for (size_t i = 1; i < intake->count; i++) {
        const struct intake_row *row = &intake->rows[i];

        for (size_t k = 0; k < map->count && k < row->count; k++)
            if (import_strength_secret(map, row, k)) {
                strengths->cells = (const char **)grow(strengths->cells, strengths->count, &room,
                                                       sizeof *strengths->cells);
                strengths->cells[strengths->count++] = row->cells[k];
            }
    }
}

static void import_strength_sort(struct import_strengths *strengths)
{
    size_t kept = 0;

    qsort(strengths->cells, strengths->count, sizeof *strengths->cells, import_strength_compare);
    for (size_t i = 0; i < strengths->count; i++)
        if (!kept || strcmp(strengths->cells[kept - 1], strengths->cells[i]) != 0)
            strengths->cells[kept++] = strengths->cells[i];
    strengths->count = kept;
}

void import_strengths_measure(struct import_strengths *strengths, const struct import_map *map,
                              const struct intake *intake, const struct words *words)
{
    *strengths = (struct import_strengths){ 0 };
    import_strength_gather(strengths, map, intake);
    if (!strengths->count)
        return;
    import_strength_sort(strengths);
    strengths->guesses = must(calloc(strengths->count, sizeof *strengths->guesses));
    strength_many(strengths->cells, strengths->guesses, strengths->count, words);
}

void import_strengths_free(struct import_strengths *strengths)
{
    free(strengths->cells);
    free(strengths->guesses);
    *strengths = (struct import_strengths){ 0 };
}

double import_strength(const struct import_strengths *strengths, const char *cell)
{
    const char **found = bsearch(&cell, strengths->cells, strengths->count,
                                 sizeof *strengths->cells, import_strength_compare);

    if (!found)
        abort(); /* it stands in a column of secrets, as all that were gathered */
    return strengths->guesses[found - strengths->cells];
}
