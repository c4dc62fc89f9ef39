#include "backend/setup/rollover.h"

#include <fnmatch.h>
#include <string.h>
#include <time.h>

#include "backend/base/mem.h"

const struct secret *rollover_next(const struct config_place *place)
{
    const struct secret *secret = place->setting && place->setting->type == SECRET
                                      ? record_hidden(place->record, place->setting)
                                      : NULL;

    return secret ? secret_next(secret) : NULL;
}

bool rollover_of(const struct record *record)
{
    for (const struct setting *s = record ? record->section->settings : NULL; s && s->key; s++)
        if (rollover_next(&(struct config_place){ .record = record, .setting = s }))
            return true;
    return false;
}

static enum rollover_begun rollover_reason(const struct config_place *place,
                                           const struct secret *next)
{
    if (place->setting->generated)
        return ROLLOVER_OURS;
    if (!record_hidden(place->record, place->setting))
        return ROLLOVER_NOT_SET;
    if (rollover_next(place) && !next)
        return ROLLOVER_UNDER_WAY;
    return (place->setting->recipe && !place->setting->issued) || next ? ROLLOVER_BEGUN
                                                                       : ROLLOVER_ISSUED;
}

enum rollover_begun rollover_begin(struct journal *journal, struct config *config,
                                   const struct config_place *place, struct secret *next,
                                   struct err *err)
{
    enum rollover_begun begun = rollover_reason(place, next);

    if (begun != ROLLOVER_BEGUN) {
        secret_free(next);
        return begun;
    }
    if (!next)
        next = secret_generate(place->setting->recipe, time(NULL));
    struct secret *both = secret_follow(record_hidden(place->record, place->setting), next);
    return change_hide(journal, config, place, both, err) ? ROLLOVER_BEGUN : ROLLOVER_REFUSED;
}

void rollover_end(struct journal *journal, struct config *config, const struct config_place *place,
                  bool in_force)
{
    const struct secret *next = rollover_next(place);

    if (!next)
        return;
    const struct secret *had = record_hidden(place->record, place->setting);
    struct secret *stays = in_force ? secret_hold(next) : secret_follow(had, NULL);
    change_hide(journal, config, place, stays, NULL);
}

/* ------------------------------------------------ as it will be */

static void rollover_ahead_record(struct table *table, size_t at)
{
    struct record *ahead = record_copy(table->records[at]);

    for (const struct setting *s = table->section->settings; s->key; s++) {
        const struct secret *next =
            rollover_next(&(struct config_place){ .record = ahead, .setting = s });

        if (next)
            record_hide(ahead, s, secret_hold(next));
    }
    record_free(config_table_replace(table, at, ahead));
}

struct config *rollover_ahead(const struct config *config)
{
    struct config *ahead = config_copy(config);

    for (size_t i = 0; sections[i]; i++)
        for (size_t k = 0; k < ahead->tables[i].count; k++)
            if (rollover_of(ahead->tables[i].records[k]))
                rollover_ahead_record(&ahead->tables[i], k);
    return ahead;
}

/* ------------------------------------------------ which */

bool rollover_matches(const char *word, const char *path)
{
    size_t size = strlen(word);

    if (strncmp(word, path, size) == 0 && (path[size] == '.' || !path[size]))
        return true;
    AUTO_FREE char *below = format("%s.*", word);
    return strpbrk(word, "*?[") && (fnmatch(word, path, 0) == 0 || fnmatch(below, path, 0) == 0);
}
