/* find.c - from a path to a place, and from a misspelt word to the one that was meant. */
#include <string.h>

#include "backend/config.h"
#include "backend/near.h"

/* Cuts the first word off path into word; false if it does not fit. */
static bool take(const char **path, char word[], size_t size)
{
    size_t length = strcspn(*path, ".");

    if (length >= size)
        return false;
    memcpy(word, *path, length);
    word[length] = '\0';
    *path += length + ((*path)[length] == '.');
    return true;
}

static bool unknown(struct err *err, const char *what, const char *word, const char *near)
{
    if (*near)
        fail(err, "there is no %s \"%s\"; did you mean \"%s\"?", what, word, near);
    else
        fail(err, "there is no %s \"%s\"", what, word);
    return false;
}

static bool find_section(const struct config *config, const char *word, struct place *place,
                         struct err *err)
{
    struct near near = near_start(word);
    const struct section *section = section_find(word);

    for (size_t i = 0; sections[i] && !section; i++)
        near_try(&near, sections[i]->key);
    if (!section)
        return unknown(err, "section", word, near_best(&near));
    place->table = config_table(config, section);
    if (!section->list)
        place->record = place->table->records[0];
    return true;
}

static bool find_record(const char *word, struct place *place, struct err *err)
{
    struct near near = near_start(word);

    place->record = table_find(place->table, word);
    for (size_t i = 0; i < place->table->count && i < 1000 && !place->record; i++)
        near_try(&near, record_name(place->table->records[i]));
    return place->record || unknown(err, "record", word, near_best(&near));
}

static bool find_setting(const char *word, struct place *place, struct err *err)
{
    struct near near = near_start(word);

    place->setting = setting_find(place->table->section, word);
    for (const struct setting *s = place->table->section->settings; s->key && !place->setting; s++)
        near_try(&near, s->key);
    return place->setting || unknown(err, "setting", word, near_best(&near));
}

bool config_find(const struct config *config, const char *path, struct place *place,
                 struct err *err)
{
    char word[64];
    const char *rest = path;
    struct place found = { 0 };

    if (!take(&rest, word, sizeof word) || !find_section(config, word, &found, err))
        return fail_in(err, "%.64s", path);
    if (*rest && found.table->section->list &&
        (!take(&rest, word, sizeof word) || !find_record(word, &found, err)))
        return fail_in(err, "%.64s", path);
    if (*rest && (!take(&rest, word, sizeof word) || !find_setting(word, &found, err)))
        return fail_in(err, "%.64s", path);
    if (*rest)
        return fail(err, "%.64s: has too many parts; a path is section.key or list.name.key", path);
    *place = found;
    return true;
}
