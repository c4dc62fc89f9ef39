#include "backend/audit/waive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/settings/settings.h"

/* What is waived, by "id" or "id@path", so that each finding is looked up and not compared with
 * every waiver. */
struct waived {
    const char *finding;     /* NULL: free */
    const struct record *by; /* the first of its waivers that has not expired; NULL: none */
    bool used;               /* there is such a finding */
};

struct index {
    struct waived *slots;
    size_t size; /* a power of two */
};

static struct waived *waive_find(const struct index *index, const char *finding)
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
        struct waived *slot = waive_find(&index, waiver_finding(waivers->records[i]));

        slot->finding = waiver_finding(waivers->records[i]);
        if (!slot->by && !waiver_expired(waivers->records[i], today))
            slot->by = waivers->records[i];
    }
    return index;
}

/* The waiver that counts for it; NULL: none. */
static const struct record *waive_look_up(const struct index *index, const char *finding)
{
    struct waived *slot = waive_find(index, finding);

    if (!slot->finding)
        return NULL;
    slot->used = true;
    return slot->by;
}

static void waive_mark(struct audit *audit, struct finding *finding, struct table *waivers,
                       const struct index *index)
{
    char at[2 * PATH_SIZE + 2], path[PATH_SIZE];

    snprintf(at, sizeof at, "%s@%s", finding->id, finding->path);
    const struct record *everywhere = waive_look_up(index, finding->id),
                        *here = waive_look_up(index, at);
    finding->waived = here || everywhere;
    if (!finding->waived)
        return;
    config_place_path(&(struct config_place){ waivers, here ? here : everywhere, NULL }, path);
    finding->waiver = pool_keep(&audit->texts, path);
}

static const struct check waive_day = { .id = "waiver-expired", .source = "printseal" };
static const struct check waive_use = { .id = "waiver-matches-nothing", .source = "printseal" };

const struct check *waive_check(size_t i)
{
    return i == 0 ? &waive_day : i == 1 ? &waive_use : NULL;
}

static void judge_waiver(struct audit *audit, const struct config_place *place,
                         const struct index *index, const char *today)
{
    struct verdict expired = { 0 }, unused = { 0 };

    waiver_judge_day(place->record, today, &expired);
    waiver_judge_use(place->record, waive_find(index, waiver_finding(place->record))->used,
                     &unused);
    audit_report(audit, &waive_day, place, &expired);
    audit_report(audit, &waive_use, place, &unused);
}

void waive(struct audit *audit, const struct config *config, const char *today)
{
    struct table *waivers = config_table(config, &waivers_section);
    struct index index = read_waivers(waivers, today);

    for (size_t i = 0; i < audit->count; i++)
        waive_mark(audit, &audit->list[i], waivers, &index);
    for (size_t i = 0; i < waivers->count; i++)
        judge_waiver(audit, &(struct config_place){ waivers, waivers->records[i], NULL }, &index,
                     today);
    free(index.slots);
}
