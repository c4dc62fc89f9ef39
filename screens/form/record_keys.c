/* record_keys.c - what can be done in the form of a record, which of it now, and the doing. */
#include <string.h>
#include <time.h>

#include "screens/form/about.h"
#include "screens/form/record.h"
#include "screens/form/refer.h"
#include "screens/live/live.h"

static void record_keys_generate(struct record_form *state)
{
    const struct setting *setting = record_form_setting(state);
    struct err err;

    if (!app_may_change(state->app))
        return;
    if (!setting || setting->type != SECRET || !setting->recipe) {
        app_report(state->app, MARK_NONE, "Only passwords and secrets can be made");
        return;
    }
    struct config_place place = record_form_place(state, setting);
    form_drop(&state->form);
    if (!change_hide(&state->app->journal, state->app->config, &place,
                     secret_generate(setting->recipe, time(NULL)), &err))
        app_report(state->app, MARK_FAIL, "%s", err.text);
    else
        app_report(state->app, MARK_FINE,
                   "Made: %zu characters. Enter it at the other end, too: ^R shows it",
                   setting->recipe->length);
    app_changed(state->app);
}

static void record_keys_advise(struct record_form *state)
{
    const struct setting *setting = record_form_setting(state);
    const struct finding *finding = setting ? record_form_finding(state, setting) : NULL;

    if (finding && app_may_change(state->app))
        finding_fix(state->app, finding);
    else if (!finding)
        app_report(state->app, MARK_NONE, "Already as advised");
}

static void record_keys_reset(struct record_form *state)
{
    const struct setting *setting = record_form_setting(state);

    if (!setting || setting->type == SECRET || !app_may_change(state->app))
        return;
    form_drop(&state->form);
    char why[256] = "";
    if (!record_model.set(state, state->form.focus, setting->initial ? setting->initial : "", why,
                          sizeof why))
        app_report(state->app, MARK_FAIL, "%s", why);
}

void record_form_test(struct record_form *state)
{
    struct live_ask ask = { .place = record_form_place(state, NULL) };

    if (form_commit(&state->form))
        live_start(state->app, &ask);
}

const struct action record_actions[] = {
    { K_ENTER, "Enter", "next" },
    { ' ', "Space", "yes/no" },
    { K_ENTER, "Enter", "choose" },
    { K_ENTER, "Enter", "do it" },
    { K_DOWN, "Down", "choose" },
    { K_ENTER, "Enter", "take it" },
    { K_ESC, "Esc", "leave it as it was" },
    { K_CTRL('v'), "^V", "one a line" },
    { K_CTRL('v'), "^V", "tick" },
    { K_CTRL('v'), NULL, "spell, copy, QR code" },
    { K_TAB, "Tab", "next" },
    { K_CTRL('g'), "^G", "make one" },
    { K_CTRL('r'), "^R", "show 10 s" },
    { K_CTRL('t'), "^T", "as advised" },
    { K_CTRL('l'), "^L", "test" },
    { K_CTRL('o'), "^O", "more" },
    { K_F(1), "F1", "help" },
    { K_ESC, "Esc", "back" },
    { K_CTRL('x'), NULL, "back to the default" },
    { K_CTRL('n'), NULL, "certificates: request, import, renew" },
    { 0 },
};

/* Places in the table above: one of the first four shows, by the row in hand; over an open menu
 * only its three; one of ^V, by what is looked at. */
enum {
    ON_TEXT,
    ON_FLAG,
    ON_CHOICE,
    ON_BUTTONS,
    ON_MENU,
    ON_ANY = ON_MENU + 3,
    ON_LIST = ON_ANY,
    ON_KNOWN,
    ON_SECRET
};

static size_t record_keys_on(const struct record_form *state, const struct setting *setting)
{
    struct references references;
    static const size_t on[] = { [FLAG] = ON_FLAG, [NUMBER] = ON_TEXT, [CHOICE] = ON_CHOICE,
                                 [TEXT] = ON_TEXT, [LIST] = ON_TEXT,   [SECRET] = ON_TEXT };

    if (setting && refer_choices(state->app, record_form_record(state), setting, &references))
        return ON_CHOICE;
    return setting ? on[setting->type] : ON_BUTTONS;
}

static bool record_keys_default(const struct record_form *state, const struct setting *setting)
{
    return setting->type == SECRET || strcmp(record_value(record_form_record(state), setting),
                                             setting->initial ? setting->initial : "") == 0;
}

/* Keys that need a setting in hand that may be changed. */
static bool record_keys_may(const struct record_form *state, const struct setting *setting, int key)
{
    bool secret = setting && setting->type == SECRET;

    if (key == K_CTRL('r'))
        return secret;
    if (!setting || state->app->read_only)
        return false;
    if (key == K_CTRL('g'))
        return secret && setting->recipe;
    if (key == K_CTRL('x'))
        return !record_keys_default(state, setting);
    const struct finding *finding = record_form_finding(state, setting);
    return finding && about_takes(setting, finding);
}

/* A list has values, and a secret that is set has letters. */
static bool record_keys_views(const struct record_form *state, const struct setting *setting)
{
    return setting &&
           (setting->type == LIST ||
            (setting->type == SECRET && record_hidden(record_form_record(state), setting)));
}

static void record_keys_view(struct record_form *state)
{
    const struct setting *setting = record_form_setting(state);
    struct config_place place = record_form_place(state, setting);

    if (!record_keys_views(state, setting))
        app_report(state->app, MARK_NONE, "^V is for secrets that are set and for several values");
    else if (form_commit(&state->form))
        app_push(state->app,
                 setting->known          ? &ticks_screen
                 : setting->type == LIST ? &values_screen
                                         : &spell_screen,
                 &place);
}

/* The row of ^V for that setting. */
static size_t record_keys_viewed(const struct setting *setting)
{
    return setting->known ? ON_KNOWN : setting->type == LIST ? ON_LIST : ON_SECRET;
}

bool record_can(const void *data, const struct app *app, const struct action *action)
{
    const struct record_form *state = data;
    const struct setting *setting = record_form_setting(state);

    size_t at = (size_t)(action - record_actions);
    bool of_menu = at >= ON_MENU && at < ON_ANY;

    if (state->form.choosing || of_menu)
        return state->form.choosing && of_menu;
    if (at < ON_MENU)
        return at == record_keys_on(state, setting) && (!app->read_only || at == ON_TEXT);
    switch (action->key) {
    case K_CTRL('v'):
        return record_keys_views(state, setting) && at == record_keys_viewed(setting);
    case K_CTRL('l'):
        return live_can(state->section);
    case K_CTRL('n'):
        return record_tool(state->section) && !app->guided;
    case K_CTRL('g'):
    case K_CTRL('r'):
    case K_CTRL('t'):
    case K_CTRL('x'):
        return record_keys_may(state, setting, action->key);
    default:
        return action->key != K_TAB || !setting;
    }
}

static void record_keys_tool(struct record_form *state)
{
    const struct screen *tool = record_tool(state->section);

    if (!tool || state->app->guided)
        app_report(state->app, MARK_NONE, "Nothing else belongs to this topic");
    else if (form_commit(&state->form))
        app_push(state->app, tool, NULL);
}

static const struct {
    int key;
    void (*run)(struct record_form *state);
} record_keys[] = { { K_CTRL('g'), record_keys_generate }, { K_CTRL('t'), record_keys_advise },
                    { K_CTRL('x'), record_keys_reset },    { K_CTRL('l'), record_form_test },
                    { K_CTRL('v'), record_keys_view },     { K_CTRL('n'), record_keys_tool } };

bool record_act(struct record_form *state, int key)
{
    for (size_t i = 0; i < sizeof record_keys / sizeof *record_keys; i++)
        if (record_keys[i].key == key) {
            record_keys[i].run(state);
            return true;
        }
    return false;
}
