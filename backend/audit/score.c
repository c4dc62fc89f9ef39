/* score.c - what all findings come to: counts, score, grade, their list in order, and by path. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/audit/ledger.h"
#include "backend/base/mem.h"

/* ------------------------------------------------ by path */

/* Paths are kept once, so that a pointer says as much as the text. */
static struct finding **score_slot(const struct ledger *ledger, const char *path)
{
    uint64_t hash = (uint64_t)(uintptr_t)path / 16 * 0x9E3779B97F4A7C15U;

    return &ledger->paths[hash >> 20 & (ledger->paths_size - 1)];
}

static void score_link(const struct ledger *ledger, struct finding *finding)
{
    struct finding **slot = score_slot(ledger, finding->path);

    finding->next = *slot;
    *slot = finding;
}

static void score_widen(struct ledger *ledger)
{
    struct ledger wide = { .paths_size = ledger->paths_size ? ledger->paths_size * 2 : 64 };

    wide.paths = (struct finding **)must(calloc(wide.paths_size, sizeof *wide.paths));
    for (size_t i = 0; i < ledger->paths_size; i++)
        for (struct finding *finding = ledger->paths[i], *next; finding; finding = next) {
            next = finding->next;
            score_link(&wide, finding);
        }
    free(ledger->paths);
    ledger->paths = wide.paths;
    ledger->paths_size = wide.paths_size;
}

static void score_enter(struct ledger *ledger, struct finding *finding)
{
    if (ledger->paths_count++ >= ledger->paths_size)
        score_widen(ledger);
    score_link(ledger, finding);
}

static void score_leave(struct ledger *ledger, const struct finding *finding)
{
    struct finding **at = score_slot(ledger, finding->path);

    while (*at != finding)
        at = &(*at)->next;
    *at = finding->next;
    ledger->paths_count--;
}

/* Of two equally bad ones the one that is told first. */
static bool score_worse(const struct finding *a, const struct finding *b)
{
    if (a->level != b->level)
        return a->level > b->level;
    return a->stage != b->stage ? a->stage < b->stage : a < b;
}

const struct finding *audit_at(const struct audit *audit, const char *path)
{
    const char *kept = audit->ledger ? pool_find(&audit->texts, path) : NULL;
    const struct finding *worst = NULL;

    if (!kept || !audit->ledger->paths_size)
        return NULL;
    for (const struct finding *f = *score_slot(audit->ledger, kept); f; f = f->next)
        if (f->path == kept && !f->waived && (!worst || score_worse(f, worst)))
            worst = f;
    return worst;
}

/* ------------------------------------------------ counts */

static void score_by(size_t *number, size_t by, bool in)
{
    *number += in ? by : -by;
}

static void score_fails(struct audit *audit, const struct finding *finding, bool in)
{
    score_by(&audit->fail, 1, in);
    score_by(&audit->failing[finding->section], 1, in);
    audit->ledger->lost_fail += in ? finding->weight : -finding->weight;
}

static void score_warns(struct audit *audit, const struct finding *finding, bool in)
{
    score_by(&audit->warn, 1, in);
    score_by(&audit->warning[finding->section], 1, in);
    audit->ledger->lost_warn += in ? finding->weight : -finding->weight;
}

static void score_finding(struct audit *audit, const struct finding *finding, bool in)
{
    if (finding->waived) {
        score_by(&audit->waived, 1, in);
        return;
    }
    audit->possible += in ? finding->weight : -finding->weight;
    score_by(&audit->ledger->clear, finding->clear, in);
    if (finding->level == FAIL)
        score_fails(audit, finding, in);
    else
        score_warns(audit, finding, in);
}

static void score_passes(struct audit *audit, const struct judged *judged, bool in)
{
    score_by(&audit->pass, judged->pass, in);
    score_by(&audit->fine[judged->section], judged->pass, in);
    score_by(&audit->empty[judged->section], judged->empty, in);
    audit->possible += in ? judged->possible : -judged->possible;
}

void score_count(struct audit *audit, struct judged *judged)
{
    struct ledger *ledger = audit->ledger;

    judged->counted = true;
    score_passes(audit, judged, true);
    for (size_t i = 0; i < judged->count; i++) {
        struct finding *finding = &judged->list[i];

        if (finding->stage != STAGE_WAIVERS) /* of a waiver nobody waives anything */
            waive_mark(&ledger->waiving, finding, &audit->texts);
        score_finding(audit, finding, true);
        score_enter(ledger, finding);
    }
}

void score_discount(struct audit *audit, struct judged *judged)
{
    struct ledger *ledger = audit->ledger;

    if (!judged->counted)
        return;
    judged->counted = false;
    score_passes(audit, judged, false);
    for (size_t i = 0; i < judged->count; i++) {
        const struct finding *finding = &judged->list[i];

        score_leave(ledger, finding);
        score_finding(audit, finding, false);
        if (finding->stage != STAGE_WAIVERS)
            waive_unmark(&ledger->waiving, finding);
    }
}

/* ------------------------------------------------ score, grade */

static const double warn_share = 0.4; /* of its weight a warning loses */

static char grade(const struct audit *audit)
{
    size_t checks = audit->pass + audit->warn + audit->fail;

    if (audit->ledger->clear)
        return 'F';
    if (!audit->fail)
        return audit->warn ? 'B' : 'A';
    if (audit->fail * 100 <= checks * 5)
        return 'C';
    return audit->fail * 100 <= checks * 20 ? 'D' : 'F';
}

/* Rounded down to the one decimal that is shown, so that 100 means that nothing was found. */
static double score_score(const struct audit *audit)
{
    const double hair = 1e-6; /* 99.6 is a little less than 99.6 */

    if (audit->possible <= 0)
        return 100;
    return floor(1000 * (1 - audit->lost / audit->possible) + hair) / 10;
}

void score_total(struct audit *audit)
{
    const struct ledger *ledger = audit->ledger;

    for (size_t i = 0; i <= SECTIONS_MAX; i++) {
        audit->marks[i] = audit->failing[i] ? FAIL : audit->warning[i] ? WARN : PASS;
        audit->incomplete[i] = audit->empty[i] && audit->failing[i] <= audit->empty[i];
    }
    audit->lost = ledger->lost_fail + warn_share * ledger->lost_warn;
    audit->score = score_score(audit);
    audit->grade = grade(audit);
    free(audit->list);
    audit->list = NULL;
    audit->count = 0;
}

/* ------------------------------------------------ the list */

enum { BUCKETS = 2 * (SECTIONS_MAX + 1) * STAGES };

/* By section, then worst first, then as they were found: counting keeps that, and is linear. */
static size_t bucket(const struct finding *finding)
{
    return (finding->section * 2 + (finding->level != FAIL)) * STAGES + finding->stage;
}

/* starts[b]: first where those of bucket b begin, then where the next of them goes; without a list
 * they are counted one bucket further on. */
static void score_sort(const struct judged *judged, struct finding *list, size_t starts[])
{
    for (size_t i = 0; i < judged->count; i++)
        if (list)
            list[starts[bucket(&judged->list[i])]++] = judged->list[i];
        else
            starts[bucket(&judged->list[i]) + 1]++;
}

static void score_sort_all(const struct ledger *ledger, struct finding *list, size_t starts[])
{
    for (size_t i = 0; i < SECTIONS_MAX; i++)
        for (size_t k = 0; k < ledger->tables[i].count; k++)
            score_sort(ledger->tables[i].judged[k], list, starts);
    for (size_t i = 0; i <= SECTIONS_MAX; i++) {
        score_sort(&ledger->whole[i], list, starts);
        score_sort(&ledger->beside[i], list, starts);
    }
    score_sort(&ledger->waivers, list, starts);
}

const struct finding *audit_list(const struct audit *seen)
{
    struct audit *audit = (struct audit *)(uintptr_t)seen; /* it says nothing new */
    size_t starts[BUCKETS + 1] = { 0 };

    if (audit->list || !audit->ledger)
        return audit->list;
    audit->count = audit->fail + audit->warn + audit->waived;
    audit->list = must(calloc(audit->count + 1, sizeof *audit->list));
    score_sort_all(audit->ledger, NULL, starts);
    for (size_t i = 1; i <= BUCKETS; i++)
        starts[i] += starts[i - 1];
    score_sort_all(audit->ledger, audit->list, starts);
    return audit->list;
}
