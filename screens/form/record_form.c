/* record_form.c - the rows of a record as a form shows and takes them. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/settings/settings.h"
#include "screens/app/guide.h"
#include "screens/certificates/certificates.h"
#include "screens/form/about.h"
#include "screens/form/field.h"
#include "screens/form/record.h"
#include "screens/live/live.h"

const struct record *record_form_record(const struct record_form *state)
{
    return config_table(state->app->config, state->section)->records[state->at];
}

/* The i-th row that shows; NULL behind the last. */
static const struct setting *record_form_shown(const struct record *record, size_t i)
{
    for (const struct setting *s = record->section->settings; s->key; s++)
        if (record_shows(record, s) && i-- == 0)
            return s;
    return NULL;
}

size_t record_form_rows(const struct record_form *state)
{
    size_t count = 0;

    while (record_form_shown(record_form_record(state), count))
        count++;
    return count;
}

struct config_place record_form_place(const struct record_form *state,
                                      const struct setting *setting)
{
    return (struct config_place){ config_table(state->app->config, state->section),
                                  record_form_record(state), setting };
}

const struct setting *record_form_setting(const struct record_form *state)
{
    return record_form_shown(record_form_record(state), state->form.focus);
}

/* ------------------------------------------------ the form's model */

void record_form_ready(struct record_form *state)
{
    const struct config_place place = record_form_place(state, NULL);

    state->testable = live_can(state->section) && live_ready(state->app, &place);
}

const struct finding *record_form_finding(const struct record_form *state,
                                          const struct setting *setting)
{
    struct config_place place = record_form_place(state, setting);
    char path[PATH_SIZE];

    config_place_path(&place, path);
    return audit_at(&state->app->audit, path);
}

/* Being typed over: neither where it came from is true of it, nor what is wrong. */
static bool record_form_typed(const struct record_form *state, const struct setting *setting)
{
    return state->form.editing && record_form_setting(state) == setting;
}

static const char *record_form_origin(const struct record_form *state,
                                      const struct setting *setting)
{
    static const char *const origins[] = {
        [GENERATED] = "made here", [TYPED] = "typed", [IMPORTED] = "imported"
    };
    const struct secret *secret = record_hidden(record_form_record(state), setting);

    if (record_form_typed(state, setting))
        return NULL;
    if (secret)
        return tr(origins[secret_origin(secret)]);
    return state->app->notes.vault == VAULT_FINE ? tr("not set") : tr("sealed");
}

static void fill_note(const struct record_form *state, const struct setting *setting,
                      struct form_row *record_form_row)
{
    static char note[200];
    const struct finding *finding = record_form_finding(state, setting);

    if (setting->type == SECRET)
        record_form_row->note = record_form_origin(state, setting);
    if (record_form_row->mark == MARK_INCOMPLETE && setting->type != SECRET)
        record_form_row->note = tr("please fill in");
    if (!finding || record_form_row->mark == MARK_INCOMPLETE)
        return;
    record_form_row->mark = app_mark(finding->level);
    if (setting->type == SECRET || !*finding->want)
        return;
    snprintf(note, sizeof note, tr("should be: %s"), setting_shown(setting, finding->want));
    record_form_row->note = note;
}

static void fill_value(const struct record_form *state, const struct setting *setting,
                       struct form_row *record_form_row)
{
    const struct record *record = record_form_record(state);

    if (setting->type == SECRET) {
        record_form_row->value = record_hidden(record, setting) ? "************" : NULL;
        record_form_row->meter = meter_shown(&state->meter, setting);
    } else {
        record_form_row->value = record_value(record, setting);
    }
    if (setting->required && (!record_form_row->value || !*record_form_row->value)) {
        record_form_row->mark = MARK_INCOMPLETE;
        record_form_row->note = record_form_typed(state, setting) ? NULL : tr("please fill in");
    }
}

/* What is wrong and what would be right, where no third pane says so. */
static const char *record_form_remark(const struct record_form *state,
                                      const struct setting *setting)
{
    static char text[700];
    const struct finding *finding = record_form_finding(state, setting);

    if (!finding || about_empty(setting, finding) || /* "please fill in" stands beside it */
        (setting->type == SECRET && record_form_typed(state, setting))) /* the meter has it */
        return NULL;
    bool named = setting->check == check_host; /* the sentence says it */
    bool wants = *finding->want && !named;
    snprintf(text, sizeof text, "%s%s%s%s", finding->why, wants ? tr(" Should be: ") : "",
             wants ? about_want(setting, finding) : "", wants ? "." : "");
    return text;
}

static bool record_form_row(const void *data, size_t i, struct form_row *record_form_row)
{
    const struct record_form *state = data;
    const struct setting *setting = record_form_shown(record_form_record(state), i);

    if (!setting)
        return i == record_form_rows(state) && record_form_buttons(state, record_form_row);
    field_fill(state->app, record_form_record(state), setting, i == state->form.focus,
               record_form_row);
    record_form_row->locked = state->app->read_only || setting->generated;
    fill_note(state, setting, record_form_row);
    fill_value(state, setting, record_form_row);
    if (record_form_row->mark == MARK_FINE)
        record_form_row->mark = MARK_NONE;
    if (i == state->form.focus && !frame_sided(state->app))
        record_form_row->remark = record_form_remark(state, setting);
    return true;
}

static bool set_secret(struct record_form *state, const struct config_place *place,
                       const char *text, struct err *err)
{
    double guesses = meter_guesses(state->app, place->setting, text);
    struct secret *secret =
        *text ? secret_new(text, strlen(text), TYPED, time(NULL), guesses) : NULL;

    return change_hide(&state->app->journal, state->app->config, place, secret, err);
}

static bool record_form_set(void *data, size_t i, const char *text, char why[], size_t size)
{
    struct record_form *state = data;
    struct config_place place =
        record_form_place(state, record_form_shown(record_form_record(state), i));
    AUTO_FREE char *mode = copy(certificate_settings(state->app->config).mode);
    struct err err;
    bool done = place.setting->type == SECRET
                    ? set_secret(state, &place, text, &err)
                    : change_set(&state->app->journal, state->app->config, &place, text, &err);

    if (!done)
        return snprintf(why, size, "%s", field_reason(&place, err.text)), false;
    app_changed(state->app);
    certificates_ask_mode(state->app, mode);
    return true;
}

static void typing(void *data, size_t i, const char *text)
{
    struct record_form *state = data;
    const struct setting *setting = record_form_shown(record_form_record(state), i);

    if (setting && setting->type == SECRET)
        meter_measure(&state->meter, state->app, setting, text);
}

static void record_form_press(void *data, size_t i, size_t which)
{
    struct record_form *state = data;

    (void)i;
    switch (record_form_button(state, which)) {
    case BUTTON_NEXT:
        guide_onward(state->app, state->section, state->at);
        break;
    case BUTTON_BACK:
        app_step(state->app, state->section, -1);
        break;
    case BUTTON_ANOTHER:
        record_another(state->app, state->section);
        break;
    case BUTTON_TEST:
        record_form_test(state);
        break;
    case BUTTON_TOOL:
        app_push(state->app, record_tool(state->section), NULL);
    }
}

/* Open until the next paint ends or another is looked at. */
static const char *record_form_look(const void *data, size_t i)
{
    const struct record_form *state = data;
    const struct setting *setting = record_form_shown(record_form_record(state), i);
    const struct secret *secret = setting && setting->type == SECRET
                                      ? record_hidden(record_form_record(state), setting)
                                      : NULL;

    return secret ? app_look(state->app, secret) : NULL;
}

const struct form_model record_model = {
    .row = record_form_row,
    .set = record_form_set,
    .typing = typing,
    .press = record_form_press,
    .look = record_form_look,
};
