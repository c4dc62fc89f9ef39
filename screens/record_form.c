/* record_form.c - the rows of a record as a form shows and takes them. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "backend/mem.h"
#include "backend/settings/settings.h"
#include "screens/certificates.h"
#include "screens/live.h"
#include "screens/record.h"

const struct record *record_form_record(const struct record_form *state)
{
    const struct table *table = config_table(state->app->config, state->section);

    return table->records[state->at < table->count ? state->at : table->count - 1];
}

/* The i-th row that shows; NULL behind the last. */
static const struct setting *shown(const struct record *record, size_t i)
{
    for (const struct setting *s = record->section->settings; s->key; s++)
        if (record_shows(record, s) && i-- == 0)
            return s;
    return NULL;
}

size_t record_form_rows(const struct record_form *state)
{
    size_t count = 0;

    while (shown(record_form_record(state), count))
        count++;
    return count;
}

struct place record_form_place(const struct record_form *state, const struct setting *setting)
{
    return (struct place){ config_table(state->app->config, state->section),
                           record_form_record(state), setting };
}

const struct setting *record_form_setting(const struct record_form *state)
{
    return shown(record_form_record(state), state->form.focus);
}

/* ------------------------------------------------ the form's model */

static const enum form_kind kinds[] = {
    [FLAG] = FORM_FLAG, [NUMBER] = FORM_NUMBER, [CHOICE] = FORM_CHOICE,
    [TEXT] = FORM_TEXT, [LIST] = FORM_TEXT,     [SECRET] = FORM_SECRET,
};

/* Under the settings: on in the guide, the other end if there is one, what else belongs to the
 * topic. */
static const char *const button_labels[] = { [BUTTON_NEXT] = "Next",
                                             [BUTTON_BACK] = "Back",
                                             [BUTTON_TEST] = "Test",
                                             [BUTTON_TOOL] = "What is installed, renew, import" };

static size_t list_buttons(const struct record_form *state, enum record_button list[BUTTONS])
{
    size_t count = 0;

    if (state->app->guided) {
        list[count++] = BUTTON_NEXT;
        list[count++] = BUTTON_BACK;
    }
    if (live_can(state->section))
        list[count++] = BUTTON_TEST;
    if (!state->app->guided && record_tool(state->section))
        list[count++] = BUTTON_TOOL;
    return count;
}

enum record_button record_form_button(const struct record_form *state, size_t which)
{
    enum record_button list[BUTTONS] = { BUTTON_NEXT };
    size_t count = list_buttons(state, list);

    return list[which < count ? which : 0];
}

static const char *const *buttons_of(const struct record_form *state)
{
    static const char *labels[BUTTONS + 1];
    enum record_button list[BUTTONS];
    size_t count = list_buttons(state, list);

    for (size_t i = 0; i < count; i++)
        labels[i] = button_labels[list[i]];
    labels[count] = NULL;
    return labels;
}

const struct screen *record_tool(const struct section *section)
{
    return section == &certificates_section ? &certificates_screen : NULL;
}

static bool fill_buttons(const struct record_form *state, struct form_row *row)
{
    static char note[64];
    const struct place place = record_form_place(state, NULL);

    row->kind = FORM_BUTTONS;
    row->choices = buttons_of(state);
    if (!row->choices[0])
        return false;
    if (state->testable) {
        live_note(state->app, &place, note, sizeof note, &row->mark);
        row->note = note;
    } else if (live_can(state->section)) {
        row->note = "not enabled or incomplete";
    }
    return true;
}

void record_form_ready(struct record_form *state)
{
    const struct place place = record_form_place(state, NULL);

    state->testable = live_can(state->section) && live_ready(state->app, &place);
}

const struct finding *record_form_finding(const struct record_form *state,
                                          const struct setting *setting)
{
    struct place place = record_form_place(state, setting);
    char path[PATH_SIZE];

    place_path(&place, path);
    return audit_at(&state->app->audit, path);
}

static void fill_note(const struct record_form *state, const struct setting *setting,
                      struct form_row *row)
{
    static const char *const origins[] = {
        [GENERATED] = "generated", [TYPED] = "typed", [IMPORTED] = "imported"
    };
    static char note[200];
    const struct finding *finding = record_form_finding(state, setting);

    if (setting->type == SECRET) {
        const struct secret *secret = record_hidden(record_form_record(state), setting);
        row->note = secret ? origins[secret_origin(secret)] : "not set";
    }
    if (row->mark == MARK_INCOMPLETE && setting->type != SECRET)
        row->note = "needed";
    if (!finding || row->mark == MARK_INCOMPLETE)
        return;
    row->mark = app_mark(finding->level);
    if (setting->type == SECRET || !*finding->want)
        return;
    snprintf(note, sizeof note, "advised: %s", setting_shown(setting, finding->want));
    row->note = note;
}

static void fill_value(const struct record_form *state, const struct setting *setting,
                       struct form_row *row)
{
    const struct record *record = record_form_record(state);

    if (setting->type == SECRET) {
        row->value = record_hidden(record, setting) ? "************" : NULL;
        row->meter = meter_shown(&state->meter, setting);
    } else {
        row->value = record_value(record, setting);
    }
    if (setting->required && (!row->value || !*row->value)) {
        row->mark = MARK_INCOMPLETE;
        row->note = setting->type == SECRET ? "not set" : "needed";
    }
}

static bool row(const void *data, size_t i, struct form_row *row)
{
    const struct record_form *state = data;
    const struct setting *setting = shown(record_form_record(state), i);

    if (!setting)
        return i == record_form_rows(state) && fill_buttons(state, row);
    row->kind = kinds[setting->type];
    row->label = setting->label;
    row->choices = setting->choices;
    row->labels = setting->names;
    row->max = setting->type == SECRET && !setting->max ? SECRET_MAX : (size_t)setting->max;
    if (setting->type == NUMBER || setting->type == LIST)
        row->max = 0;
    row->locked = state->app->read_only || setting->generated;
    fill_note(state, setting, row);
    fill_value(state, setting, row);
    if (row->mark == MARK_FINE)
        row->mark = MARK_NONE;
    return true;
}

static bool set_secret(struct record_form *state, const struct place *place, const char *text,
                       struct err *err)
{
    double guesses = meter_guesses(state->app, place->setting, text);
    struct secret *secret =
        *text ? secret_new(text, strlen(text), TYPED, time(NULL), guesses) : NULL;

    return change_hide(&state->app->journal, state->app->config, place, secret, err);
}

/* The row in hand says where it is already. */
static const char *behind_path(const struct place *place, const char *text)
{
    char path[PATH_SIZE];
    size_t size;

    place_path(place, path);
    size = strlen(path);
    return strncmp(text, path, size) == 0 && strncmp(text + size, ": ", 2) == 0 ? text + size + 2
                                                                                : text;
}

static bool set(void *data, size_t i, const char *text, char why[], size_t size)
{
    struct record_form *state = data;
    struct place place = record_form_place(state, shown(record_form_record(state), i));
    AUTO_FREE char *mode = copy(certificate_plan(state->app->config).mode);
    struct err err;
    bool done = place.setting->type == SECRET
                    ? set_secret(state, &place, text, &err)
                    : change_set(&state->app->journal, state->app->config, &place, text, &err);

    if (done)
        app_changed(state->app);
    else
        snprintf(why, size, "%s", behind_path(&place, err.text));
    if (done)
        certificates_ask_mode(state->app, mode);
    return done;
}

static void typing(void *data, size_t i, const char *text)
{
    struct record_form *state = data;
    const struct setting *setting = shown(record_form_record(state), i);

    if (setting && setting->type == SECRET)
        meter_measure(&state->meter, state->app, setting, text);
}

static void press(void *data, size_t i, size_t which)
{
    struct record_form *state = data;

    (void)i;
    switch (record_form_button(state, which)) {
    case BUTTON_NEXT:
        app_step(state->app, state->section, 1);
        break;
    case BUTTON_BACK:
        app_step(state->app, state->section, -1);
        break;
    case BUTTON_TEST:
        record_form_test(state);
        break;
    case BUTTON_TOOL:
        app_push(state->app, record_tool(state->section), NULL);
    }
}

/* Open until the next paint ends or another is looked at. */
static const char *look(const void *data, size_t i)
{
    const struct record_form *state = data;
    const struct setting *setting = shown(record_form_record(state), i);
    const struct secret *secret = setting && setting->type == SECRET
                                      ? record_hidden(record_form_record(state), setting)
                                      : NULL;

    return secret ? app_look(state->app, secret) : NULL;
}

const struct form_model record_model = {
    .row = row,
    .set = set,
    .typing = typing,
    .press = press,
    .look = look,
};
