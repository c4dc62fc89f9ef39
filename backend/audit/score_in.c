/* score_in.c - the findings of one record. */
#include <string.h>

#include "backend/audit/ledger.h"

/* What was said of the record, if it is still there as it was judged. */
static const struct judged *score_in_judged(const struct ledger *ledger,
                                            const struct config_place *place)
{
    const struct ledger_table *known = &ledger->tables[section_number(place->table->section)];
    size_t at = config_table_at(place->table, place->record);

    return at < known->count && known->records[at] == place->record ? known->judged[at] : NULL;
}

struct within {
    const char *path;
    size_t size;
    enum level level;
    unsigned stage;
    void (*found)(void *data, const struct finding *finding);
    void *data;
};

static bool score_in_lies(const struct within *within, const char *path)
{
    return strncmp(path, within->path, within->size) == 0 &&
           (!path[within->size] || path[within->size] == '.');
}

static void score_in_walk(const struct within *within, const struct judged *judged)
{
    for (size_t i = 0; judged && i < judged->count; i++) {
        const struct finding *finding = &judged->list[i];

        if (finding->level == within->level && finding->stage == within->stage &&
            score_in_lies(within, finding->path))
            within->found(within->data, finding);
    }
}

/* A record's own, and those that rules over several records, or over the waivers, have of it. */
static void score_in_each(const struct ledger *ledger, struct within *within,
                          const struct config_place *place)
{
    const struct judged *own = score_in_judged(ledger, place);
    size_t section = section_number(place->table->section);

    for (within->level = FAIL; within->level >= WARN; within->level--)
        for (within->stage = 0; within->stage < STAGES; within->stage++) {
            score_in_walk(within, own);
            score_in_walk(within, &ledger->whole[section]);
            score_in_walk(within, &ledger->beside[section]);
            if (section == ledger->waivers.section)
                score_in_walk(within, &ledger->waivers);
        }
}

void audit_each_in(const struct audit *audit, const struct config_place *place,
                   void (*found)(void *data, const struct finding *finding), void *data)
{
    char path[PATH_SIZE];
    struct within within = { .path = path, .found = found, .data = data };

    config_place_path(place, path);
    within.size = strlen(path);
    if (audit->ledger && place->record) {
        score_in_each(audit->ledger, &within, place);
        return;
    }
    const struct finding *list = audit_list(audit);
    for (size_t i = 0; i < audit->count; i++)
        if (score_in_lies(&within, list[i].path))
            found(data, &list[i]);
}

static void score_in_worst(void *data, const struct finding *finding)
{
    enum level *worst = data;

    if (!finding->waived && *worst < finding->level)
        *worst = finding->level;
}

enum level audit_worst_in(const struct audit *audit, const struct config_place *place)
{
    enum level worst = PASS;

    audit_each_in(audit, place, score_in_worst, &worst);
    return worst;
}

unsigned audit_words(const struct audit *audit)
{
    return audit->ledger ? audit->ledger->seen.words : 0;
}
