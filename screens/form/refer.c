#include "screens/form/refer.h"

#include <stdio.h>
#include <string.h>

#include "backend/settings/settings.h"
#include "screens/form/about.h"

enum { REFER_MOST = 60, REFER_VALUE = PATH_SIZE * 2, REFER_LABEL = 100 };

static struct {
    size_t count;
    char values[REFER_MOST + 2][REFER_VALUE], labels[REFER_MOST + 2][REFER_LABEL];
    const char *choices[REFER_MOST + 3], *shown[REFER_MOST + 3];
} refers;

/* Once each; false: there is no more room. */
static bool refer_add(const char *value, const char *label)
{
    for (size_t i = 0; i < refers.count; i++)
        if (strcmp(refers.values[i], value) == 0)
            return true;
    if (refers.count == REFER_MOST + 2)
        return false;
    snprintf(refers.values[refers.count], REFER_VALUE, "%s", value);
    snprintf(refers.labels[refers.count], REFER_LABEL, "%s", label);
    refers.count++;
    return true;
}

/* ------------------------------------------------ what there is */

static bool refer_profiles(const struct app *app)
{
    const struct table *table = config_table(app->config, &snmp_section);

    for (size_t i = 0; i < table->count; i++)
        if (!refer_add(record_name(table->records[i]), record_name(table->records[i])))
            return false;
    return true;
}

/* Of several places one waiver may accept all. */
static bool refer_everywhere(const struct finding *list, size_t i)
{
    char label[REFER_LABEL];

    if (!i || strcmp(list[i].id, list[i - 1].id) != 0)
        return true;
    snprintf(label, sizeof label, "everywhere (%s)", list[i].id);
    return refer_add(list[i].id, label);
}

/* "Outgoing mail: Port (smtp.port)": several may be about one place. */
static bool refer_findings(const struct app *app)
{
    const struct finding *list = audit_list(&app->audit);
    char value[REFER_VALUE], words[REFER_LABEL], label[REFER_LABEL * 2];

    for (size_t i = 0; i < app->audit.count; i++) {
        if (list[i].waived)
            continue;
        snprintf(value, sizeof value, "%s@%s", list[i].id, list[i].path);
        about_words(list[i].path, words, sizeof words);
        snprintf(label, sizeof label, "%s (%s)", words, list[i].id);
        if (!refer_add(value, label) || !refer_everywhere(list, i))
            return false;
    }
    return true;
}

static const struct {
    const struct section *section;
    const char *key;
    bool (*gather)(const struct app *app);
} refer_rows[] = {
    { &printers_section, "snmp", refer_profiles },
    { &waivers_section, "finding", refer_findings },
};

static bool refer_gather(const struct app *app, const struct setting *setting,
                         const struct section *section)
{
    for (size_t i = 0; i < sizeof refer_rows / sizeof *refer_rows; i++)
        if (refer_rows[i].section == section && strcmp(refer_rows[i].key, setting->key) == 0)
            return refer_rows[i].gather(app);
    return false;
}

bool refer_choices(const struct app *app, const struct record *record,
                   const struct setting *setting, struct references *references)
{
    if (setting->type != TEXT)
        return false;
    refers.count = 0;
    refer_add("", "none");
    if (!refer_gather(app, setting, record->section) || refers.count < 2 ||
        !refer_add(record_value(record, setting), record_value(record, setting)))
        return false;
    for (size_t i = 0; i < refers.count; i++) {
        refers.choices[i] = refers.values[i];
        refers.shown[i] = refers.labels[i];
    }
    refers.choices[refers.count] = refers.shown[refers.count] = NULL;
    *references = (struct references){ refers.choices, refers.shown };
    return true;
}

void refer_row(const struct app *app, const struct record *record, const struct setting *setting,
               struct form_row *row)
{
    struct references references;

    if (!refer_choices(app, record, setting, &references))
        return;
    row->kind = FORM_CHOICE;
    row->choices = references.choices;
    row->labels = references.labels;
}
