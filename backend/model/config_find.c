/* config_find.c - from a path to a place, and from a misspelt word to the one that was meant. */
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/suggest.h"
#include "backend/model/config.h"

bool config_find_part(const char **path, char word[], size_t size)
{
    size_t length = strcspn(*path, ".");

    if (length >= size)
        return false;
    memcpy(word, *path, length);
    word[length] = '\0';
    *path += length + ((*path)[length] == '.');
    return true;
}

static bool find_unknown(struct err *err, const char *what, const char *word, const char *suggest)
{
    if (*suggest)
        fail(err, "there is no %s \"%s\"; did you mean \"%s\"?", what, word, suggest);
    else
        fail(err, "there is no %s \"%s\"", what, word);
    return false;
}

static bool find_section(const struct config *config, const char *word, struct config_place *place,
                         struct err *err)
{
    struct suggest suggest = suggest_start(word);
    const struct section *section = section_find(word);

    for (size_t i = 0; sections[i] && !section; i++)
        suggest_try(&suggest, sections[i]->key);
    if (!section)
        return find_unknown(err, tr("section"), word, suggest_best(&suggest));
    place->table = config_table(config, section);
    if (!section->list)
        place->record = place->table->records[0];
    return true;
}

static bool find_record(const char *word, struct config_place *place, struct err *err)
{
    struct suggest suggest = suggest_start(word);

    place->record = config_table_find(place->table, word);
    for (size_t i = 0; i < place->table->count && i < 1000 && !place->record; i++)
        suggest_try(&suggest, record_name(place->table->records[i]));
    return place->record || find_unknown(err, tr("record"), word, suggest_best(&suggest));
}

static bool find_setting(const char *word, struct config_place *place, struct err *err)
{
    struct suggest suggest = suggest_start(word);

    place->setting = setting_find(place->table->section, word);
    for (const struct setting *s = place->table->section->settings; s->key && !place->setting; s++)
        suggest_try(&suggest, s->key);
    return place->setting || find_unknown(err, tr("setting"), word, suggest_best(&suggest));
}

bool config_find(const struct config *config, const char *path, struct config_place *place,
                 struct err *err)
{
    char word[64];
    const char *rest = path;
    struct config_place found = { 0 };

    if (!config_find_part(&rest, word, sizeof word) || !find_section(config, word, &found, err))
        return fail_in(err, "%.64s", path);
    if (*rest && found.table->section->list &&
        (!config_find_part(&rest, word, sizeof word) || !find_record(word, &found, err)))
        return fail_in(err, "%.64s", path);
    if (*rest && (!config_find_part(&rest, word, sizeof word) || !find_setting(word, &found, err)))
        return fail_in(err, "%.64s", path);
    if (*rest)
        return fail(err, "%.64s: has too many parts; a path is section.key or list.name.key", path);
    *place = found;
    return true;
}
