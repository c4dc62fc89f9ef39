/* record_buttons.c - the buttons under the settings of a record. */
#include <stdio.h>

#include "backend/base/language.h"
#include "backend/settings/settings.h"
#include "screens/form/record.h"
#include "screens/live/live.h"

/* Under the settings: on in the guide, the other end if there is one, what else belongs to the
 * topic. */
static const char *const record_buttons_names[] = { [BUTTON_NEXT] = "Next",
                                                    [BUTTON_BACK] = "Back",
                                                    [BUTTON_ANOTHER] = "Add another",
                                                    [BUTTON_TEST] = "Test",
                                                    [BUTTON_TOOL] = "Request, import, renew" };

static size_t record_buttons_list(const struct record_form *state, enum record_button list[BUTTONS])
{
    size_t count = 0;

    if (state->app->guided)
        list[count++] = BUTTON_NEXT;
    if (state->section->list && !state->app->read_only)
        list[count++] = BUTTON_ANOTHER;
    if (state->app->guided)
        list[count++] = BUTTON_BACK;
    if (live_can(state->section))
        list[count++] = BUTTON_TEST;
    if (!state->app->guided && record_tool(state->section))
        list[count++] = BUTTON_TOOL;
    return count;
}

enum record_button record_form_button(const struct record_form *state, size_t which)
{
    enum record_button list[BUTTONS] = { BUTTON_NEXT };
    size_t count = record_buttons_list(state, list);

    return list[which < count ? which : 0];
}

static const char *const *record_buttons_labels(const struct record_form *state)
{
    static const char *labels[BUTTONS + 1];
    enum record_button list[BUTTONS];
    size_t count = record_buttons_list(state, list);

    for (size_t i = 0; i < count; i++)
        labels[i] = tr(record_buttons_names[list[i]]);
    labels[count] = NULL;
    return labels;
}

const struct screen *record_tool(const struct section *section)
{
    return section == &certificates_section ? &certificates_screen : NULL;
}

bool record_form_buttons(const struct record_form *state, struct form_row *row)
{
    static char note[64];
    const struct config_place place = record_form_place(state, NULL);

    row->kind = FORM_BUTTONS;
    row->choices = record_buttons_labels(state);
    if (!row->choices[0])
        return false;
    if (state->testable) {
        live_note(state->app, &place, note, sizeof note, &row->mark);
        row->note = note;
    } else if (live_can(state->section)) {
        row->note = tr("switched off or incomplete");
    }
    return true;
}

void record_another(struct app *app, const struct section *section)
{
    app_pop(app);
    if (app_top(app) != &records_screen)
        app_go(app, section->key);
    app_top(app)->key(app_state(app), app, frame_pane(app), 'a');
}
