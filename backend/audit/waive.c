#include "backend/audit/waive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/settings/settings.h"

static struct waived *waive_find(const struct waiving *waiving, const char *finding)
{
    size_t i = pool_hash(finding) & (waiving->size - 1);

    while (waiving->slots[i].finding && strcmp(waiving->slots[i].finding, finding) != 0)
        i = (i + 1) & (waiving->size - 1);
    return &waiving->slots[i];
}

static void waive_enter(struct waiving *waiving, const struct record *waiver)
{
    struct waived *slot = waive_find(waiving, waiver_finding(waiver));

    slot->finding = waiver_finding(waiver);
    if (!slot->by && !waiver_expired(waiver, waiving->today))
        slot->by = waiver;
}

void waive_read(struct waiving *waiving, const struct config *config, const char *today)
{
    const struct table *waivers = config_table(config, &waivers_section);

    waive_free(waiving);
    snprintf(waiving->today, sizeof waiving->today, "%s", today);
    waiving->changed = true;
    if (!waivers->count)
        return;
    waiving->size = 16;
    while (waiving->size < waivers->count * 2)
        waiving->size *= 2;
    waiving->slots = must(calloc(waiving->size, sizeof *waiving->slots));
    for (size_t i = 0; i < waivers->count; i++)
        waive_enter(waiving, waivers->records[i]);
}

void waive_free(struct waiving *waiving)
{
    free(waiving->slots);
    *waiving = (struct waiving){ 0 };
}

/* ------------------------------------------------ findings */

/* The waiver that counts for it; NULL: none. */
static const struct record *waive_look_up(struct waiving *waiving, const char *finding, bool in)
{
    struct waived *slot = waive_find(waiving, finding);

    if (!slot->finding)
        return NULL;
    waiving->changed |= slot->uses == (in ? 0 : 1);
    slot->uses += in ? 1 : -(size_t)1;
    return slot->by;
}

/* One for this place comes before one for every place. */
static const struct record *waive_by(struct waiving *waiving, const struct finding *finding,
                                     bool in)
{
    char at[2 * PATH_SIZE + 2];

    snprintf(at, sizeof at, "%s@%s", finding->id, finding->path);
    const struct record *everywhere = waive_look_up(waiving, finding->id, in),
                        *here = waive_look_up(waiving, at, in);
    return here ? here : everywhere;
}

void waive_mark(struct waiving *waiving, struct finding *finding, struct pool *texts)
{
    const struct record *by = waiving->size ? waive_by(waiving, finding, true) : NULL;
    char path[PATH_SIZE];

    finding->waived = by;
    finding->waiver = "";
    if (!by)
        return;
    snprintf(path, sizeof path, "%s.%s", waivers_section.key, record_name(by));
    finding->waiver = pool_keep(texts, path);
}

void waive_unmark(struct waiving *waiving, const struct finding *finding)
{
    if (waiving->size)
        waive_by(waiving, finding, false);
}

/* ------------------------------------------------ the waivers */

static const struct check waive_day = { .id = "waiver-expired", .source = "printseal" };
static const struct check waive_use = { .id = "waiver-matches-nothing", .source = "printseal" };

const struct check *waive_check(size_t i)
{
    return i == 0 ? &waive_day : i == 1 ? &waive_use : NULL;
}

static void waive_judge_one(const struct waiving *waiving, struct audit *audit,
                            const struct config_place *place)
{
    const char *finding = waiver_finding(place->record);
    struct verdict expired = { 0 }, unused = { 0 };

    waiver_judge_day(place->record, waiving->today, &expired);
    waiver_judge_use(place->record, waive_find(waiving, finding)->uses, &unused);
    audit_report(audit, &waive_day, place, &expired);
    audit_report(audit, &waive_use, place, &unused);
}

void waive_judge(struct waiving *waiving, struct table *waivers, struct audit *audit)
{
    for (size_t i = 0; i < waivers->count; i++)
        waive_judge_one(waiving, audit,
                        &(struct config_place){ waivers, waivers->records[i], NULL });
    waiving->changed = false;
}
