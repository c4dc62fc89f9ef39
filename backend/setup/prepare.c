#include "backend/setup/prepare.h"

#include <string.h>

#include "backend/base/utf8.h"
#include "backend/settings/settings.h"
#include "backend/strength/strength.h"

/* ------------------------------------------------ secrets nobody should invent */

static bool prepare_wanted(const struct config_place *place)
{
    return place->setting->type == SECRET && place->setting->recipe &&
           record_shows(place->record, place->setting) &&
           !record_hidden(place->record, place->setting);
}

static bool prepare_make(struct journal *journal, struct config *config,
                         const struct config_place *place, prepare_made *made, void *data)
{
    struct secret *secret = secret_generate(place->setting->recipe, time(NULL));
    char path[PATH_SIZE];

    config_place_path(place, path);
    if (!change_hide(journal, config, place, secret, NULL))
        return false; /* a recipe beyond its own row's bounds: caught by the walk over all rows */
    if (made)
        made(data, path);
    return true;
}

size_t prepare_record(struct journal *journal, struct config *config, struct table *table,
                      size_t at, prepare_made *made, void *data)
{
    size_t count = 0;

    for (const struct setting *s = table->section->settings; s->key; s++) {
        struct config_place place = { table, table->records[at], s };

        if (prepare_wanted(&place))
            count += prepare_make(journal, config, &place, made, data);
    }
    return count;
}

size_t prepare_secrets(struct journal *journal, struct config *config, prepare_made *made,
                       void *data)
{
    size_t count = 0;

    for (size_t i = 0; sections[i]; i++)
        for (size_t at = 0; at < config->tables[i].count; at++)
            count += prepare_record(journal, config, &config->tables[i], at, made, data);
    return count;
}

size_t prepare_generated(struct journal *journal, struct config *config)
{
    struct config_place place = { 0 };
    size_t count = 0;

    while (config_next(config, &place)) {
        size_t at = config_table_at(place.table, place.record);

        if (place.setting->generated && prepare_wanted(&place))
            count += prepare_make(journal, config, &place, NULL, NULL);
        place.record = place.table->records[at]; /* a change swaps the record */
    }
    return count;
}

static bool typeable(const struct setting *setting, const char *text, size_t size, struct err *err)
{
    struct err why;

    if (!size)
        return fail(err, "the secret is empty");
    return setting_fits(setting, text, size, &why) || fail(err, "the secret %s", why.text);
}

struct secret *prepare_measured(double guesses, const struct setting *setting, const char *text,
                                size_t size, enum origin origin, struct err *err)
{
    return typeable(setting, text, size, err) ? secret_new(text, size, origin, time(NULL), guesses)
                                              : NULL;
}

struct secret *prepare_typed(const struct config *config, const struct setting *setting,
                             const char *text, size_t size, enum origin origin, struct err *err)
{
    struct words *words = words_new();
    struct strength strength;

    words_of_attackers(config, words_add, words);
    strength_measure(text, attack_find(setting->attack), words, &strength);
    words_free(words);
    return prepare_measured(strength.guesses_log10, setting, text, size, origin, err);
}
