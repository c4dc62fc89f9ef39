#include "backend/settings/common.h"

#include <stdio.h>
#include <string.h>

/* An id, or id@path: radius.host or reused-secret@printers.hall.password. */
static bool check_finding(const char *text, struct err *err)
{
    static const char id[] = "abcdefghijklmnopqrstuvwxyz0123456789-._";
    size_t length = strspn(text, id);

    if (length && !text[length])
        return true;
    if (!length || text[length] != '@' || !text[length + 1] || strchr(text + length + 1, '@') ||
        strpbrk(text + length + 1, " ,"))
        return fail(err, "needs a finding such as snmp.auth, or snmp.auth@snmp.floor2.auth for one "
                         "place");
    return true;
}

static const struct setting waivers_settings[] = {
    NAME_ROW(.help = "Short name for this waiver.", .source = OURS),
    { .key = "finding",
      .label = "Problem",
      .type = TEXT,
      .listed = true,
      .required = true,
      .check = check_finding,
      .help = "Problem that is accepted: its id, or id@path for one place.",
      .source = OURS },
    { .key = "reason",
      .label = "Reason",
      .type = TEXT,
      .required = true,
      .help = "Why it is accepted; the next person reads this.",
      .source = OURS },
    { .key = "by",
      .label = "Accepted by",
      .type = TEXT,
      .required = true,
      .max = 64,
      .help = "Who accepts the risk.",
      .source = OURS },
    { .key = "until",
      .label = "Valid until",
      .type = TEXT,
      .listed = true,
      .required = true,
      .max = 10,
      .check = check_date,
      .help = "Last valid day, such as 2027-01-31. Then the problem is back.",
      .source = "ISO 8601" },
    { 0 },
};

const struct section waivers_section = {
    .key = "waivers",
    .title = "Waivers",
    .help = "Problems that were accepted, why, by whom, until when.",
    .source = OURS,
    .list = true,
    .settings = waivers_settings,
};

const char *waiver_finding(const struct record *waiver)
{
    return record_text(waiver, "finding");
}

bool waiver_expired(const struct record *waiver, const char *today)
{
    return strcmp(record_text(waiver, "until"), today) < 0;
}

void waiver_judge_day(const struct record *waiver, const char *today, struct verdict *verdict)
{
    verdict->level = PASS;
    if (waiver_expired(waiver, today))
        common_verdict(verdict, WARN, "until", "a later day, or no waiver",
                       "Expired: the problem counts again. Extend or delete it.");
}

void waiver_judge_use(const struct record *waiver, bool used, struct verdict *verdict)
{
    verdict->level = PASS;
    if (!used)
        common_verdict(verdict, WARN, "finding", "the id of a finding, or no waiver",
                       "No problem has the id %s. Delete this waiver.", waiver_finding(waiver));
}

struct record *waiver_new(const char *finding, const char *reason, const char *by,
                          const char *until, struct err *err)
{
    const char *const values[][2] = {
        { "finding", finding }, { "reason", reason }, { "by", by }, { "until", until }
    };
    struct record *record = record_new(&waivers_section);

    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        const struct setting *setting = setting_find(&waivers_section, values[i][0]);

        if (record_set(record, setting, values[i][1], err))
            continue;
        record_free(record);
        fail_in(err, "%s", setting->label);
        return NULL;
    }
    return record;
}

void waiver_name(const struct config *config, char name[], size_t size)
{
    const struct table *table = config_table(config, &waivers_section);
    size_t number = table->count;

    do
        snprintf(name, size, "waiver-%zu", ++number);
    while (config_table_find(table, name));
}
