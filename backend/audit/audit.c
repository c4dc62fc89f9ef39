#include "backend/audit/audit.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/audit/rules.h"
#include "backend/base/mem.h"
#include "backend/base/moment.h"
#include "backend/base/utf8.h"

/* ------------------------------------------------ what is said */

/* A verdict's texts were cut to their room, perhaps amid a character: that one goes. */
static void audit_trim(char *text)
{
    size_t size = strlen(text), at = size;

    while (at && size - at < 4 && utf8_continues(text[at - 1]))
        at--;
    if (at && (unsigned char)text[at - 1] >= 0xC0 && !utf8_read(text + at - 1, size - at + 1, NULL))
        text[at - 1] = '\0';
}

static const char *audit_keep(struct audit *audit, const char *text)
{
    char sanitize[512];

    snprintf(sanitize, sizeof sanitize, "%s", text);
    audit_trim(sanitize);
    utf8_sanitize(sanitize);
    return pool_keep(&audit->texts, sanitize);
}

static int audit_weight(const struct check *check)
{
    return check->weight ? check->weight : 1;
}

/* Where a check of that section is noted. */
static struct judged *audit_into(struct audit *audit, size_t section)
{
    struct ledger *ledger = ledger_of(audit);

    if (!ledger->into)
        return &ledger->whole[section];
    return ledger->by_section ? &ledger->into[section] : ledger->into;
}

static void audit_add(struct audit *audit, const struct check *check, size_t section,
                      const char *path, const struct verdict *verdict)
{
    struct judged *into = audit_into(audit, section);

    into->list = grow(into->list, into->count, &into->room, sizeof *into->list);
    into->list[into->count++] = (struct finding){
        .id = audit_keep(audit, check->id),
        .path = audit_keep(audit, path),
        .level = verdict->level,
        .value = audit_keep(audit, verdict->value),
        .want = audit_keep(audit, verdict->want),
        .why = audit_keep(audit, verdict->why),
        .source = check->source ? check->source : "",
        .section = section,
        .weight = audit_weight(check),
        .waiver = "",
        .clear = check->clear,
        .stage = audit->ledger->stage,
    };
}

/* True if that is all there is to say. */
static bool audit_passes(struct audit *audit, const struct check *check, size_t section,
                         const struct verdict *verdict)
{
    if (verdict->level == PASS) {
        struct judged *into = audit_into(audit, section);

        into->pass++;
        into->possible += audit_weight(check);
    }
    return verdict->level <= PASS;
}

static size_t sections_count(void)
{
    size_t count = 0;

    while (sections[count])
        count++;
    return count;
}

void audit_report_file(struct audit *audit, const struct check *check, const char *file,
                       const struct verdict *verdict)
{
    size_t section = sections_count();

    if (!audit_passes(audit, check, section, verdict))
        audit_add(audit, check, section, file, verdict);
}

/* What the place holds, unless the verdict says it, or nobody may see it. */
static void audit_show(const struct config_place *place, struct verdict *verdict)
{
    if (place->setting && place->setting->type == SECRET)
        verdict->value[0] = '\0';
    else if (place->setting && place->record && !*verdict->value)
        snprintf(verdict->value, sizeof verdict->value, "%s",
                 record_value(place->record, place->setting));
}

void audit_report(struct audit *audit, const struct check *check, const struct config_place *place,
                  const struct verdict *verdict)
{
    size_t section = section_number(place->table->section);
    struct config_place at = *place;
    struct check named = *check;
    struct verdict shown;
    char path[PATH_SIZE], id[PATH_SIZE];

    if (audit_passes(audit, check, section, verdict))
        return;
    shown = *verdict;
    if (verdict->key)
        at.setting = setting_find(at.table->section, verdict->key);
    audit_show(&at, &shown);
    config_place_path(&at, path);
    config_place_path(&(struct config_place){ .table = at.table, .setting = at.setting }, id);
    if (!named.id)
        named.id = id;
    audit_add(audit, &named, section, path, &shown);
}

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

/* What was said before of the record goes. */
static void audit_judge_again(struct inquiry *inquiry, struct judged *judged)
{
    struct audit *audit = inquiry->audit;
    struct ledger *ledger = audit->ledger;

    score_discount(audit, judged);
    ledger->unmeasured -= judged->unmeasured;
    ledger_blank(judged);
    audit_judge(inquiry, judged);
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
