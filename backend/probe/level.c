/* level.c - what a record's settings deserve, whatever the other end does. */
#include <stdio.h>

#include "backend/audit/judge.h"
#include "backend/base/language.h"
#include "backend/probe/net/result.h"

/* How to connect is chosen; where to, is not what is judged here. */
static bool counts(const struct record *record, const struct setting *setting)
{
    return (setting->type == CHOICE || setting->type == FLAG) && record_shows(record, setting);
}

void probe_level(const struct config *config, const struct config_place *place, enum level *level,
                 char why[], size_t size)
{
    struct bench bench = { .config = config, .policy = policy(config) };
    bool incomplete = false;

    *level = PASS;
    why[0] = '\0';
    for (const struct setting *s = place->table->section->settings; s->key; s++) {
        const struct config_place row = { place->table, place->record, s };
        struct verdict verdict = { 0 };

        if (counts(place->record, s))
            judge_row(&bench, &row, &verdict, &incomplete);
        if (verdict.level <= *level)
            continue;
        *level = verdict.level;
        snprintf(why, size, tr("it works, but the setting \"%s\" is %s, and should be %s: %s"),
                 s->label, verdict.value, verdict.want, verdict.why);
    }
}
