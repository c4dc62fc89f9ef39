#include "backend/setup/import_map.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "backend/base/suggest.h"
#include "backend/base/utf8.h"
#include "backend/check/check.h"
#include "backend/setup/import_words.h"

const char *import_map_cell(const char *cell)
{
    return *cell == '\'' && csv_formula(cell) ? cell + 1 : cell;
}

/* ------------------------------------------------ keys of ours */

static const struct setting *import_map_key(const struct section *section, const char *word)
{
    const struct setting *s = section->settings;

    while (s->key && strcasecmp(s->key, word) != 0)
        s++;
    return s->key ? s : NULL;
}

/* The key that a mistyped word may have meant; "": none. */
static const char *import_map_typo(const struct section *section, const char *word,
                                   struct suggest *suggest)
{
    *suggest = suggest_start(word);
    for (const struct setting *s = section->settings; s->key; s++)
        suggest_try(suggest, s->key);
    return suggest_best(suggest);
}

/* A file of ours, or meant to be: name stands there as we write it, and the rest are keys, mistyped
 * at worst. */
static bool import_map_ours(const struct import_map *map)
{
    struct suggest suggest;
    bool name = false;

    for (size_t i = 0; i < map->count; i++) {
        const char *word = map->columns[i].word;
        const struct setting *setting = import_map_key(map->section, word);

        if (!setting && !*import_map_typo(map->section, word, &suggest))
            return false;
        name = name || setting == map->section->settings;
    }
    return name;
}

static bool import_map_keys(struct import_map *map, struct faults *faults, int line)
{
    struct suggest suggest;
    bool fine = true;

    for (size_t i = 0; i < map->count; i++) {
        const char *word = map->columns[i].word;

        map->columns[i].known = true;
        map->columns[i].setting = import_map_key(map->section, word);
        if (!map->columns[i].setting)
            fine = fault(faults, line, "there is no column \"%.40s\"; did you mean \"%s\"?", word,
                         import_map_typo(map->section, word, &suggest));
        for (size_t k = 0; k < i && map->columns[i].setting; k++)
            if (map->columns[k].setting == map->columns[i].setting)
                fine = fault(faults, line, "the column %s is there twice",
                             map->columns[i].setting->key);
    }
    return fine;
}

/* ------------------------------------------------ words of others */

/* Of several for one setting the best one is taken. */
static void import_map_guess(struct import_map *map, size_t ranks[CELLS_MAX])
{
    for (size_t i = 0; i < map->count; i++) {
        const char *key = import_words_key(map->columns[i].word, &ranks[i]);
        const struct setting *setting = key && *key ? import_map_key(map->section, key) : NULL;
        size_t k = 0;

        map->columns[i].known = key != NULL;
        while (setting && k < i && map->columns[k].setting != setting)
            k++;
        if (!setting || (k < i && ranks[k] <= ranks[i]))
            continue;
        if (k < i)
            map->columns[k].setting = NULL;
        map->columns[i].setting = setting;
    }
}

/* ------------------------------------------------ --map */

/* By its number, or by its word in any case. */
static size_t import_map_column(const struct import_map *map, const char *word)
{
    char *end, folded[IMPORT_WORD], other[IMPORT_WORD];
    unsigned long number = strtoul(word, &end, 10);

    if (isdigit((unsigned char)*word) && !*end)
        return number >= 1 && number <= map->count ? number - 1 : CELLS_MAX;
    import_words_fold(word, folded);
    for (size_t i = 0; i < map->count; i++) {
        import_words_fold(map->columns[i].word, other);
        if (*folded && strcmp(folded, other) == 0)
            return i;
    }
    return CELLS_MAX;
}

static bool import_map_order(struct import_map *map, char *order, struct faults *faults)
{
    char *key = strrchr(order, '=');

    if (!key)
        return fault(faults, 0, "--map needs COLUMN=SETTING, not \"%.60s\"", order);
    *key++ = '\0';
    size_t at = import_map_column(map, order);
    const struct setting *setting = import_map_key(map->section, key);
    if (at == CELLS_MAX)
        return fault(faults, 0, "--map: there is no column \"%.60s\"", order);
    if (!setting && strcmp(key, "-") != 0)
        return fault(faults, 0, "--map: there is no setting \"%.40s\"; \"-\" leaves a column out",
                     key);
    for (size_t i = 0; setting && i < map->count; i++)
        if (map->columns[i].setting == setting)
            map->columns[i].setting = NULL;
    map->columns[at].setting = setting;
    map->columns[at].given = true;
    return true;
}

static bool import_map_orders(struct import_map *map, const char *orders, struct faults *faults)
{
    AUTO_FREE char *own = copy(orders);
    char *rest = own, *order;
    bool fine = true;

    while (fine && (order = strsep(&rest, ",")))
        fine = !*order || import_map_order(map, order, faults);
    return fine;
}

/* ------------------------------------------------ all of it */

static void import_map_locate(struct import_map *map)
{
    const struct setting *host = import_map_key(map->section, "host");

    map->name = map->host = CELLS_MAX;
    for (size_t i = 0; i < map->count; i++) {
        if (map->columns[i].setting == map->section->settings)
            map->name = i;
        if (host && map->columns[i].setting == host)
            map->host = i;
    }
}

static bool import_map_usable(const struct import_map *map, struct faults *faults, int line)
{
    if (map->name < CELLS_MAX || map->host < CELLS_MAX)
        return true;
    return fault(faults, line,
                 "the first row has to name the columns, and none is understood as name or host: "
                 "--map COLUMN=host says which one is, such as --map 2=host");
}

bool import_map_read(struct import_map *map, const struct intake *intake,
                     const struct section *section, const char *orders, struct faults *faults)
{
    const struct intake_row *head = intake->rows;
    size_t ranks[CELLS_MAX] = { 0 };
    bool fine = true;

    *map = (struct import_map){ .section = section };
    if (!intake->count)
        return fault(faults, 1, "the file is empty");
    if (head->broken)
        return fault(faults, head->line, "%s", head->cells[0]);
    map->count = head->count;
    for (size_t i = 0; i < head->count; i++) {
        size_t size = strlen(head->cells[i]);

        for (; size && head->cells[i][size - 1] == ' '; size--)
            head->cells[i][size - 1] = '\0';
        map->columns[i].word = head->cells[i] + strspn(head->cells[i], " ");
    }
    map->foreign = orders || intake->kind != INTAKE_CSV || !import_map_ours(map);
    if (map->foreign)
        import_map_guess(map, ranks);
    else
        fine = import_map_keys(map, faults, head->line);
    fine = fine && (!orders || import_map_orders(map, orders, faults));
    import_map_locate(map);
    return fine && import_map_usable(map, faults, head->line);
}

/* ------------------------------------------------ what a record is called */

void import_map_slug(const char *text, char name[IMPORT_NAME])
{
    size_t used = 0;
    char folded[IMPORT_WORD];

    for (; *text && used + 3 < IMPORT_NAME; text += utf8_continues(text[1]) ? 2 : 1) {
        char letter[3] = { *text, utf8_continues(text[1]) ? text[1] : '\0', '\0' };

        import_words_fold(letter, folded);
        if (isalnum((unsigned char)*text) || *text == '_' || *text == '-')
            name[used++] = *text;
        else if (*text & 0x80 && isalpha((unsigned char)folded[0]))
            for (size_t i = 0; folded[i]; i++)
                name[used++] = folded[i];
        else if (used && name[used - 1] != '-')
            name[used++] = '-';
    }
    while (used && name[used - 1] == '-')
        used--;
    name[used] = '\0';
}

/* A host's first label; all of an address. */
static void import_map_host_name(const char *host, char name[IMPORT_NAME])
{
    char label[256];

    snprintf(label, sizeof label, "%s", host);
    if (!host_is_ip(label))
        label[strcspn(label, ".")] = '\0';
    import_map_slug(label, name);
}

void import_map_name(const struct import_map *map, const struct intake_row *row,
                     char name[IMPORT_NAME])
{
    const char *cell = map->name < row->count ? row->cells[map->name] : "";
    const char *host = map->host < row->count ? row->cells[map->host] : "";

    cell += strspn(cell, " ");
    host += strspn(host, " ");
    *name = '\0';
    if (*cell)
        import_map_slug(cell, name);
    if (!*name)
        import_map_host_name(host, name);
}
