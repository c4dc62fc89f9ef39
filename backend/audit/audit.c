#include "backend/audit/audit.h"

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

static void audit_add(struct audit *audit, const struct check *check, size_t section,
                      const char *path, const struct verdict *verdict)
{
    audit->list = grow(audit->list, audit->count, &audit->room, sizeof *audit->list);
    audit->list[audit->count++] = (struct finding){
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
    };
}

/* True if that is all there is to say. */
static bool audit_passes(struct audit *audit, const struct check *check, size_t section,
                         const struct verdict *verdict)
{
    if (verdict->level == PASS) {
        audit->pass++;
        audit->fine[section]++;
        audit->possible += audit_weight(check);
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

/* ------------------------------------------------ the walk */

static void judge_rows(struct inquiry *inquiry)
{
    struct audit *audit = inquiry->audit;
    struct config_place at = { 0 };

    while (config_next(inquiry->bench.config, &at)) {
        const struct check row = { .source = at.setting->source, .weight = at.setting->weight };
        struct verdict verdict = { 0 };
        bool incomplete = false;

        judge_row(&inquiry->bench, &at, &verdict, &incomplete);
        audit->empty[section_number(at.table->section)] += incomplete;
        audit_report(audit, &row, &at, &verdict);
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
    for (const struct rule *r = place->table->section->rules; r && r->id; r++) {
        const struct check check = { .id = r->id, .source = r->source, .weight = r->weight };
        struct verdict verdict = { 0 };

        r->judge(inquiry->bench.config, place->record, &verdict);
        if (inquiry->bench.sealed && audit_is_secret(place, verdict.key))
            continue;
        audit_report(inquiry->audit, &check, place, &verdict);
    }
}

static void judge_records(struct inquiry *inquiry)
{
    for (size_t i = 0; sections[i]; i++) {
        struct table *table = config_table(inquiry->bench.config, sections[i]);

        for (size_t k = 0; k < table->count; k++)
            judge_record(inquiry, &(struct config_place){ table, table->records[k], NULL });
    }
}

void audit_run(struct audit *audit, const struct config *config, const struct audit_facts *facts)
{
    struct inquiry inquiry = { .audit = audit,
                               .facts = facts,
                               .bench = { .config = config,
                                          .policy = policy(config),
                                          .sealed =
                                              facts->notes && facts->notes->vault != VAULT_FINE } };
    char today[DAY_SIZE];

    *audit = (struct audit){ 0 };
    judge_rows(&inquiry);
    judge_records(&inquiry);
    rules_run(&inquiry);
    words_free(inquiry.bench.words);
    moment_day(facts->now, today);
    audit_score(audit, config, today);
}

void audit_free(struct audit *audit)
{
    pool_free(&audit->texts);
    free(audit->list);
    free(audit->paths);
    *audit = (struct audit){ 0 };
}
