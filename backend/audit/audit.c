#include "backend/audit/audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/audit/rules.h"
#include "backend/base/mem.h"
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

void audit_report_file(struct audit *audit, const struct check *check, const char *file,
                       const struct verdict *verdict)
{
    size_t section = section_count();

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
