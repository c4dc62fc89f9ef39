#include "backend/audit/ledger.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"

struct ledger *ledger_of(struct audit *audit)
{
    if (audit->ledger)
        return audit->ledger;
    audit->ledger = must(calloc(1, sizeof *audit->ledger));
    for (size_t i = 0; i <= SECTIONS_MAX; i++)
        audit->ledger->whole[i].section = audit->ledger->beside[i].section = i;
    audit->ledger->waivers.section = section_number(&waivers_section);
    return audit->ledger;
}

static void ledger_drop(struct judged *judged)
{
    record_free((struct record *)(uintptr_t)judged->record);
    free(judged->list);
    free(judged->secrets);
    free(judged);
}

void ledger_free(struct ledger *ledger)
{
    if (!ledger)
        return;
    for (size_t i = 0; i < SECTIONS_MAX; i++) {
        for (size_t k = 0; k < ledger->tables[i].count; k++)
            ledger_drop(ledger->tables[i].judged[k]);
        free(ledger->tables[i].records);
        free(ledger->tables[i].judged);
    }
    for (size_t i = 0; i <= SECTIONS_MAX; i++) {
        free(ledger->whole[i].list);
        free(ledger->beside[i].list);
    }
    free(ledger->waivers.list);
    pool_free(&ledger->around.names);
    seen_free(&ledger->seen);
    waive_free(&ledger->waiving);
    free(ledger->again);
    free(ledger->paths);
    free(ledger);
}

static void ledger_each(struct audit *audit,
                        void (*each)(struct audit *audit, struct judged *judged))
{
    struct ledger *ledger = audit->ledger;

    for (size_t i = 0; i < SECTIONS_MAX; i++)
        for (size_t k = 0; k < ledger->tables[i].count; k++)
            each(audit, ledger->tables[i].judged[k]);
}

void ledger_again(struct ledger *ledger, struct judged *judged)
{
    if (judged->again)
        return;
    judged->again = true;
    ledger->again = (struct judged **)grow(ledger->again, ledger->again_count, &ledger->again_room,
                                           sizeof *ledger->again);
    ledger->again[ledger->again_count++] = judged;
}

static void ledger_again_too(struct audit *audit, struct judged *judged)
{
    ledger_again(audit->ledger, judged);
}

void ledger_all_again(struct audit *audit)
{
    ledger_each(audit, ledger_again_too);
}

void ledger_uncount(struct audit *audit)
{
    ledger_each(audit, score_discount);
    for (size_t i = 0; i <= SECTIONS_MAX; i++) {
        score_discount(audit, &audit->ledger->whole[i]);
        score_discount(audit, &audit->ledger->beside[i]);
    }
}

/* What is judged again is counted then. */
static void ledger_count_one(struct audit *audit, struct judged *judged)
{
    if (!judged->counted && !judged->again)
        score_count(audit, judged);
}

void ledger_recount(struct audit *audit)
{
    ledger_each(audit, ledger_count_one);
    for (size_t i = 0; i <= SECTIONS_MAX; i++) {
        ledger_count_one(audit, &audit->ledger->whole[i]);
        ledger_count_one(audit, &audit->ledger->beside[i]);
    }
}

/* Whose secrets are a day older: the others tell when the next one will be. */
static void ledger_age_one(struct audit *audit, struct judged *judged)
{
    struct ledger *ledger = audit->ledger;

    if (judged->until && judged->until <= ledger->around.now)
        ledger_again(ledger, judged);
    else
        ledger_until(ledger, judged->until);
}

void ledger_until(struct ledger *ledger, time_t until)
{
    if (until && (!ledger->until || until < ledger->until))
        ledger->until = until;
}

void ledger_age(struct audit *audit)
{
    struct ledger *ledger = audit->ledger;

    if (!ledger->until || ledger->around.now < ledger->until)
        return;
    ledger->until = 0;
    ledger_each(audit, ledger_age_one);
}

void ledger_blank(struct judged *judged)
{
    judged->count = judged->pass = judged->empty = 0;
    judged->possible = 0;
    judged->until = 0;
    judged->unmeasured = false;
}

/* ------------------------------------------------ records come and go */

/* Those that went, to be found by their record. */
struct gone {
    struct judged **list, **slots;
    size_t count, size;
};

static struct judged **ledger_gone(const struct gone *gone, const struct record *record)
{
    size_t i =
        (size_t)((uint64_t)(uintptr_t)record / 16 * 0x9E3779B97F4A7C15U >> 20 & (gone->size - 1));

    while (gone->slots[i] && gone->slots[i]->record != record)
        i = (i + 1) & (gone->size - 1);
    return &gone->slots[i];
}

static struct gone ledger_take_out(const struct ledger_table *known,
                                   const struct differing *differing)
{
    struct gone gone = { .count = differing->was, .size = 4 };

    while (gone.size < differing->was * 2)
        gone.size *= 2;
    gone.list = (struct judged **)must(calloc(differing->was + 1, sizeof *gone.list));
    gone.slots = (struct judged **)must(calloc(gone.size, sizeof *gone.slots));
    for (size_t i = 0; i < differing->was; i++) {
        gone.list[i] = known->judged[differing->at + i];
        *ledger_gone(&gone, gone.list[i]->record) = gone.list[i];
    }
    return gone;
}

/* Makes room for those that are there now. */
static void ledger_resize(struct ledger_table *known, const struct differing *differing)
{
    size_t rest = known->count - differing->at - differing->was,
           count = known->count - differing->was + differing->is;
    size_t from = differing->at + differing->was, to = differing->at + differing->is;

    if (differing->is > differing->was) {
        known->records =
            (const struct record **)must(realloc(known->records, count * sizeof *known->records));
        known->judged =
            (struct judged **)must(realloc(known->judged, count * sizeof *known->judged));
    }
    if (from != to && rest) {
        memmove(known->records + to, known->records + from, rest * sizeof *known->records);
        memmove(known->judged + to, known->judged + from, rest * sizeof *known->judged);
    }
    known->count = count;
}

static struct judged *ledger_new(struct ledger *ledger, size_t section, const struct record *record)
{
    struct judged *judged = must(calloc(1, sizeof *judged));

    judged->record = record_hold(record);
    judged->section = section;
    ledger_again(ledger, judged);
    return judged;
}

/* One that stood there before, perhaps elsewhere, or a new one. */
static struct judged *ledger_put(struct ledger *ledger, size_t section, const struct gone *gone,
                                 const struct record *record)
{
    struct judged *judged = *ledger_gone(gone, record);

    if (!judged)
        return ledger_new(ledger, section, record);
    judged->kept = true;
    seen_moved(&ledger->seen, judged);
    return judged;
}

static void ledger_let_go(struct audit *audit, const struct gone *gone)
{
    for (size_t i = 0; i < gone->count; i++) {
        struct judged *judged = gone->list[i];

        if (!judged->kept) {
            score_discount(audit, judged);
            audit->ledger->unmeasured -= judged->unmeasured;
            seen_leave(&audit->ledger->seen, judged);
            ledger_drop(judged);
        } else
            judged->kept = false;
    }
    free(gone->list);
    free(gone->slots);
}

void ledger_replace(struct audit *audit, const struct config *config, size_t section,
                    const struct differing *differing)
{
    struct ledger *ledger = audit->ledger;
    struct ledger_table *known = &ledger->tables[section];
    const struct table *table = &config->tables[section];
    struct gone gone = ledger_take_out(known, differing);

    ledger_resize(known, differing);
    for (size_t i = differing->at; i < differing->at + differing->is; i++) {
        known->records[i] = table->records[i];
        known->judged[i] = ledger_put(ledger, section, &gone, table->records[i]);
    }
    ledger_let_go(audit, &gone);
    for (size_t i = differing->at; i < differing->at + differing->is; i++)
        if (known->judged[i]->again)
            seen_enter(&ledger->seen, config, known->judged[i]);
}
