/* audit_run.c - everything is judged, or what a change touches. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/audit/rules.h"
#include "backend/base/mem.h"
#include "backend/base/moment.h"

/* ------------------------------------------------ one record */

static void judge_rows(struct inquiry *inquiry, struct judged *judged, struct config_place at)
{
    for (at.setting = at.table->section->settings; at.setting->key; at.setting++) {
        const struct check row = { .source = at.setting->source, .weight = at.setting->weight };
        struct verdict verdict = { 0 };
        bool incomplete = false;

        if (!record_shows(at.record, at.setting))
            continue;
        judge_row(&inquiry->bench, &at, &verdict, &incomplete);
        judged->empty += incomplete;
        audit_report(inquiry->audit, &row, &at, &verdict);
    }
}

/* Nothing is known of secrets that could not be read: not even whether they are there. */
static bool audit_is_secret(const struct config_place *place, const char *key)
{
    const struct setting *setting = key ? setting_find(place->table->section, key) : NULL;

    return setting && setting->type == SECRET;
}

static void judge_record(struct inquiry *inquiry, const struct config_place *place)
{
    const struct section *section = place->table->section;

    for (const struct rule *r = section->rules; r && r->id; r++) {
        const struct check check = { .id = r->id, .source = r->source, .weight = r->weight };
        struct verdict verdict = { 0 };

        r->judge(section->list && !r->looks_at ? NULL : inquiry->bench.config, place->record,
                 &verdict);
        if (inquiry->bench.sealed && audit_is_secret(place, verdict.key))
            continue;
        audit_report(inquiry->audit, &check, place, &verdict);
    }
}

static void audit_judge(struct inquiry *inquiry, struct judged *judged)
{
    struct ledger *ledger = inquiry->audit->ledger;
    const struct config_place place = {
        config_table(inquiry->bench.config, judged->record->section), judged->record, NULL
    };

    ledger->into = inquiry->bench.judged = judged;
    ledger->stage = STAGE_ROWS;
    judge_rows(inquiry, judged, place);
    ledger->stage = STAGE_RULES;
    judge_record(inquiry, &place);
    ledger->stage = STAGE_CLEAR;
    rules_judge_clear(inquiry, &place);
    ledger->stage = STAGE_SECRETS;
    rules_judge_secrets(inquiry, judged);
    ledger->into = NULL;
}

/* Most records have one finding, or none: room for more is given back before anybody points at
 * them.
 */
static void audit_run_trim(struct judged *judged)
{
    if (!judged->count) {
        free(judged->list);
        judged->list = NULL;
    } else if (judged->room > judged->count) {
        judged->list = must(reallocarray(judged->list, judged->count, sizeof *judged->list));
    }
    judged->room = judged->count;
}

/* What was said before of the record goes. */
static void audit_judge_again(struct inquiry *inquiry, struct judged *judged)
{
    struct audit *audit = inquiry->audit;
    struct ledger *ledger = audit->ledger;

    score_discount(audit, judged);
    ledger->unmeasured -= judged->unmeasured;
    ledger_blank(judged);
    audit_judge(inquiry, judged);
    audit_run_trim(judged);
    ledger->unmeasured += judged->unmeasured;
    ledger_until(ledger, judged->until);
    judged->again = false;
    score_count(audit, judged);
}

static void audit_judge_records(struct inquiry *inquiry)
{
    struct ledger *ledger = inquiry->audit->ledger;

    for (size_t i = 0; i < ledger->again_count; i++)
        audit_judge_again(inquiry, ledger->again[i]);
    ledger->again_count = 0;
    words_free(inquiry->bench.words);
}

/* ------------------------------------------------ what is of no record */

static void audit_judge_sections(struct inquiry *inquiry, struct judged *list, enum stage stage,
                                 void (*run)(struct inquiry *inquiry))
{
    struct ledger *ledger = inquiry->audit->ledger;

    for (size_t i = 0; i <= SECTIONS_MAX; i++) {
        score_discount(inquiry->audit, &list[i]);
        ledger_blank(&list[i]);
    }
    ledger->into = list;
    ledger->by_section = true;
    ledger->stage = stage;
    run(inquiry);
    ledger->into = NULL;
    ledger->by_section = false;
    for (size_t i = 0; i <= SECTIONS_MAX; i++)
        score_count(inquiry->audit, &list[i]);
}

/* Last, when it is known which findings there are. */
static void audit_judge_waivers(struct audit *audit, const struct config *config)
{
    struct ledger *ledger = audit->ledger;

    if (!ledger->waiving.changed)
        return;
    score_discount(audit, &ledger->waivers);
    ledger_blank(&ledger->waivers);
    ledger->into = &ledger->waivers;
    ledger->stage = STAGE_WAIVERS;
    waive_judge(&ledger->waiving, config_table(config, &waivers_section), audit);
    ledger->into = NULL;
    score_count(audit, &ledger->waivers);
}

/* ------------------------------------------------ all of it */

static bool audit_surrounded(const struct surroundings *was, const struct surroundings *is)
{
    size_t same = 0;

    for (size_t i = 0; i < was->names.size; i++)
        same += was->names.slots[i] && pool_find(&is->names, was->names.slots[i]);
    return memcmp(&was->policy, &is->policy, sizeof was->policy) == 0 &&
           was->sealed == is->sealed && is->now >= was->now && same == was->names.count &&
           same == is->names.count;
}

static size_t audit_records(const struct config *config)
{
    size_t count = 0;

    for (size_t i = 0; sections[i]; i++)
        count += config->tables[i].count;
    return count;
}

static void audit_mark(struct audit *audit, bool all)
{
    struct ledger *ledger = audit->ledger;

    for (size_t i = 0; sections[i]; i++)
        if (!sections[i]->list)
            ledger_again(ledger, ledger->tables[i].judged[0]);
    if (all)
        ledger_all_again(audit);
    ledger_age(audit);
}

/* Today's waivers: those of yesterday may have expired. */
static void audit_waive(struct audit *audit, const struct config *config, const char *today)
{
    struct ledger *ledger = audit->ledger;

    if (strcmp(ledger->waiving.today, today) == 0 &&
        !ledger->changed[section_number(&waivers_section)])
        return;
    ledger_uncount(audit);
    waive_read(&ledger->waiving, config, today);
    ledger_recount(audit);
}

static void audit_judge_all(struct inquiry *inquiry)
{
    struct ledger *ledger = inquiry->audit->ledger;

    audit_judge_records(inquiry);
    if (rules_touched(ledger) || !ledger->begun)
        audit_judge_sections(inquiry, ledger->whole, STAGE_WHOLE, rules_run);
    audit_judge_sections(inquiry, ledger->beside, STAGE_BESIDE, rules_run_beside);
    audit_judge_waivers(inquiry->audit, inquiry->bench.config);
    score_total(inquiry->audit);
    ledger->begun = true;
}

bool audit_update(struct audit *audit, const struct config *config, const struct audit_facts *facts,
                  size_t most)
{
    if (!audit->ledger) /* what another run of the program left to be shown */
        audit_free(audit);
    struct ledger *ledger = ledger_of(audit);
    struct surroundings around = { policy(config),
                                   facts->notes && facts->notes->vault != VAULT_FINE,
                                   hidden_names(config), facts->now };
    bool all = !audit_surrounded(&ledger->around, &around);
    char today[DAY_SIZE];

    if ((all && audit_records(config) > most) || !ledger_compare(audit, config, most)) {
        pool_free(&around.names);
        return false;
    }
    pool_free(&ledger->around.names);
    ledger->around = around;
    moment_day(facts->now, today);
    audit_mark(audit, all);
    audit_waive(audit, config, today);
    seen_settle(ledger, config, &audit->texts);
    audit_judge_all(&(struct inquiry){
        .audit = audit,
        .facts = facts,
        .bench = { .config = config,
                   .policy = around.policy,
                   .sealed = around.sealed,
                   .state = ledger->seen.words },
    });
    return true;
}

void audit_run(struct audit *audit, const struct config *config, const struct audit_facts *facts)
{
    *audit = (struct audit){ 0 };
    audit_update(audit, config, facts, SIZE_MAX);
    audit_list(audit);
}

void audit_score(struct audit *audit, const struct config *config, const char *today)
{
    struct ledger *ledger = ledger_of(audit);

    waive_read(&ledger->waiving, config, today);
    ledger_recount(audit);
    audit_judge_waivers(audit, config);
    score_total(audit);
    audit_list(audit);
}

void audit_free(struct audit *audit)
{
    ledger_free(audit->ledger);
    pool_free(&audit->texts);
    free(audit->list);
    *audit = (struct audit){ 0 };
}
