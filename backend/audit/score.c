/* score.c - the end of an audit: order, counts, score, grade, and findings by their path. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/audit/audit.h"
#include "backend/audit/waive.h"
#include "backend/base/mem.h"

/* ------------------------------------------------ order */

enum { BUCKETS = 2 * (SECTIONS_MAX + 1) };

static size_t bucket(const struct finding *finding)
{
    return finding->section * 2 + (finding->level != FAIL);
}

/* By section, then worst first, else as they were found: counting keeps that, and is linear. */
static void sort(struct audit *audit)
{
    size_t starts[BUCKETS + 1] = { 0 };
    struct finding *sorted = must(calloc(audit->count + 1, sizeof *sorted));

    for (size_t i = 0; i < audit->count; i++)
        starts[bucket(&audit->list[i]) + 1]++;
    for (size_t i = 1; i <= BUCKETS; i++)
        starts[i] += starts[i - 1];
    for (size_t i = 0; i < audit->count; i++)
        sorted[starts[bucket(&audit->list[i])]++] = audit->list[i];
    free(audit->list);
    audit->list = sorted;
    audit->room = audit->count + 1;
}

/* ------------------------------------------------ by path */

/* Paths are kept once, so that a pointer says as much as the text. */
static size_t *score_slot(const struct audit *audit, const char *path)
{
    size_t i = (size_t)(uintptr_t)path / 16 * 0x9E3779B97F4A7C15U & (audit->slots - 1);

    while (audit->paths[i] && audit->list[audit->paths[i] - 1].path != path)
        i = (i + 1) & (audit->slots - 1);
    return &audit->paths[i];
}

static void index_paths(struct audit *audit)
{
    audit->slots = 16;
    while (audit->slots < audit->count * 2)
        audit->slots *= 2;
    audit->paths = must(calloc(audit->slots, sizeof *audit->paths));
    for (size_t i = 0; i < audit->count; i++) {
        const struct finding *finding = &audit->list[i];
        size_t *at = score_slot(audit, finding->path);

        if (!finding->waived && (!*at || audit->list[*at - 1].level < finding->level))
            *at = i + 1;
    }
}

const struct finding *audit_at(const struct audit *audit, const char *path)
{
    const char *kept = pool_find(&audit->texts, path);
    size_t at = kept && audit->slots ? *score_slot(audit, kept) : 0;

    return at ? &audit->list[at - 1] : NULL;
}

/* ------------------------------------------------ counts, score, grade */

static const double warn_share = 0.4; /* of its weight a warning loses */

static void score_count(struct audit *audit, const struct finding *finding)
{
    if (finding->waived) {
        audit->waived++;
        return;
    }
    audit->possible += finding->weight;
    if (finding->level == FAIL) {
        audit->fail++;
        audit->failing[finding->section]++;
        audit->lost += finding->weight;
    } else {
        audit->warn++;
        audit->lost += warn_share * finding->weight;
    }
    if (audit->marks[finding->section] < finding->level)
        audit->marks[finding->section] = finding->level;
}

static bool any_clear(const struct audit *audit)
{
    for (size_t i = 0; i < audit->count; i++)
        if (audit->list[i].clear && !audit->list[i].waived)
            return true;
    return false;
}

static char grade(const struct audit *audit)
{
    size_t checks = audit->pass + audit->warn + audit->fail;

    if (any_clear(audit))
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

void audit_score(struct audit *audit, const struct config *config, const char *today)
{
    waive(audit, config, today);
    sort(audit);
    for (size_t i = 0; i <= SECTIONS_MAX; i++)
        audit->marks[i] = PASS;
    for (size_t i = 0; i < audit->count; i++)
        score_count(audit, &audit->list[i]);
    for (size_t i = 0; i <= SECTIONS_MAX; i++)
        audit->incomplete[i] = audit->empty[i] && audit->failing[i] <= audit->empty[i];
    audit->score = score_score(audit);
    audit->grade = grade(audit);
    index_paths(audit);
}
