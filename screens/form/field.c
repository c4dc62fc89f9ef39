#include "screens/form/field.h"

#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/check/check.h"
#include "screens/form/follow.h"
#include "screens/form/refer.h"

static const enum form_kind field_kinds[] = {
    [FLAG] = FORM_FLAG, [NUMBER] = FORM_NUMBER, [CHOICE] = FORM_CHOICE,
    [TEXT] = FORM_TEXT, [LIST] = FORM_TEXT,     [SECRET] = FORM_SECRET,
};

/* "seconds", ", 1 to 60": a port has bounds that nobody needs to be told. */
static void field_unit(const struct setting *setting, struct form_row *row)
{
    static char text[64];

    if (!setting->unit)
        return;
    snprintf(text, sizeof text, tr(", %ld to %ld"), setting->min, setting->max);
    row->unit = tr(setting->unit);
    row->bounds = text;
}

/* The name as DNS has it, or its letters: behind a host that can be written in two ways. */
static const char *field_other_host(const struct record *record, const struct setting *setting)
{
    static char other[256];

    return setting->check == check_host &&
                   host_other_form(record_value(record, setting), other, sizeof other)
               ? other
               : NULL;
}

static size_t field_max(const struct setting *setting)
{
    if (setting->type == NUMBER || setting->type == LIST)
        return 0;
    return setting->type == SECRET && !setting->max ? SECRET_MAX : (size_t)setting->max;
}

void field_fill(const struct app *app, const struct record *record, const struct setting *setting,
                bool in_hand, struct form_row *row)
{
    row->kind = field_kinds[setting->type];
    row->label = tr(setting->label);
    row->choices = setting->choices;
    row->labels = tr_list(setting->names);
    row->meanings = in_hand && setting->type == CHOICE ? follow_meanings(record, setting)
                                                       : tr_list(setting->meanings);
    refer_row(app, record, setting, row);
    row->max = field_max(setting);
    if (setting->type == NUMBER)
        field_unit(setting, row);
    if (setting->type == TEXT)
        row->unit = field_other_host(record, setting);
}

const char *field_reason(const struct config_place *place, const char *text)
{
    char path[PATH_SIZE];
    size_t size;

    config_place_path(place, path);
    size = strlen(path);
    return strncmp(text, path, size) == 0 && strncmp(text + size, ": ", 2) == 0 ? text + size + 2
                                                                                : text;
}
