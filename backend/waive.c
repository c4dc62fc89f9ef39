#include "backend/waive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/mem.h"
#include "backend/settings/settings.h"

/* What is waived, by "id" or "id@path", so that each finding is looked up and not compared with
 * every waiver. */
struct waived {
    const char *finding; /* NULL: free */
    bool counts;         /* a waiver of it has not expired */
    bool used;           /* there is such a finding */
};

struct index {
    struct waived *slots;
    size_t size; /* a power of two */
};

static struct waived *find(const struct index *index, const char *finding)
{
    size_t i = pool_hash(finding) & (index->size - 1);

    while (index->slots[i].finding && strcmp(index->slots[i].finding, finding) != 0)
        i = (i + 1) & (index->size - 1);
    return &index->slots[i];
}

static struct index read_waivers(const struct table *waivers, const char *today)
{
    struct index index = { .size = 16 };

    while (index.size < waivers->count * 2)
        index.size *= 2;
    index.slots = must(calloc(index.size, sizeof *index.slots));
    for (size_t i = 0; i < waivers->count; i++) {
        struct waived *slot = find(&index, waiver_finding(waivers->records[i]));

        slot->finding = waiver_finding(waivers->records[i]);
        slot->counts |= !waiver_expired(waivers->records[i], today);
    }
    return index;
}

static bool is_waived(const struct index *index, const char *finding)
{
    struct waived *slot = find(index, finding);

    if (!slot->finding)
        return false;
    slot->used = true;
    return slot->counts;
}

static void mark(struct finding *finding, const struct index *index)
{
    char at[2 * PATH_SIZE + 2];

    snprintf(at, sizeof at, "%s@%s", finding->id, finding->path);
    bool everywhere = is_waived(index, finding->id);
    finding->waived = is_waived(index, at) || everywhere;
}

static void judge_waiver(struct audit *audit, const struct place *place, const struct index *index,
                         const char *today)
{
    static const struct check day = { .id = "waiver-expired", .source = "printseal" };
    static const struct check use = { .id = "waiver-matches-nothing", .source = "printseal" };
    struct verdict expired = { 0 }, unused = { 0 };

    waiver_judge_day(place->record, today, &expired);
    waiver_judge_use(place->record, find(index, waiver_finding(place->record))->used, &unused);
    audit_say(audit, &day, place, &expired);
    audit_say(audit, &use, place, &unused);
}

void waive(struct audit *audit, const struct config *config, const char *today)
{
    struct table *waivers = config_table(config, &waivers_section);
    struct index index = read_waivers(waivers, today);

    for (size_t i = 0; i < audit->count; i++)
        mark(&audit->list[i], &index);
    for (size_t i = 0; i < waivers->count; i++)
        judge_waiver(audit, &(struct place){ waivers, waivers->records[i], NULL }, &index, today);
    free(index.slots);
}
