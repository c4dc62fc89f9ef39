/* record.c - the form of any record, made from its rows. */
#include "screens/record.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "screens/meter.h"

/* ------------------------------------------------ where the record is */

static const struct record *record_of(const struct state *state)
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

static size_t shown_count(const struct record *record)
{
    size_t count = 0;

    while (shown(record, count))
        count++;
    return count;
}

static struct place place_of(const struct state *state, const struct setting *setting)
{
    return (struct place){ config_table(state->app->config, state->section), record_of(state),
                           setting };
}

static const struct setting *in_hand(const struct state *state)
{
    return shown(record_of(state), state->form.focus);
}

/* ------------------------------------------------ the form's model */

static const enum form_kind kinds[] = {
    [FLAG] = FORM_FLAG, [NUMBER] = FORM_NUMBER, [CHOICE] = FORM_CHOICE,
    [TEXT] = FORM_TEXT, [LIST] = FORM_TEXT,     [SECRET] = FORM_SECRET,
};

static const char *const guide_buttons[] = { "Next", "Back", NULL };

static const struct finding *finding_of(const struct state *state, const struct setting *setting)
{
    struct place place = place_of(state, setting);
    char path[PATH_SIZE];

    place_path(&place, path);
    return audit_at(&state->app->audit, path);
}

static void fill_note(const struct state *state, const struct setting *setting,
                      struct form_row *row)
{
    static const char *const origins[] = {
        [GENERATED] = "generated", [TYPED] = "typed", [IMPORTED] = "imported"
    };
    static char note[200];
    const struct finding *finding = finding_of(state, setting);

    if (setting->type == SECRET) {
        const struct secret *secret = record_hidden(record_of(state), setting);
        row->note = secret ? origins[secret_origin(secret)] : "not set";
    }
    if (!finding)
        return;
    row->mark = app_mark(finding->level);
    if (setting->type == SECRET || !*finding->want)
        return;
    snprintf(note, sizeof note, "advised: %s", setting_shown(setting, finding->want));
    row->note = note;
}

static void fill_value(const struct state *state, const struct setting *setting,
                       struct form_row *row)
{
    const struct record *record = record_of(state);

    if (setting->type == SECRET) {
        row->value = record_hidden(record, setting) ? "************" : NULL;
        row->meter = meter_shown(&state->meter, setting);
    } else {
        row->value = record_value(record, setting);
    }
    if (setting->required && (!row->value || !*row->value))
        row->mark = MARK_INCOMPLETE;
}

static bool row(const void *data, size_t i, struct form_row *row)
{
    const struct state *state = data;
    const struct setting *setting = shown(record_of(state), i);

    if (!setting && state->app->guided && i == shown_count(record_of(state))) {
        row->kind = FORM_BUTTONS;
        row->choices = guide_buttons;
        return true;
    }
    if (!setting)
        return false;
    row->kind = kinds[setting->type];
    row->label = setting->label;
    row->choices = setting->choices;
    row->labels = setting->names;
    row->max = setting->type == SECRET && !setting->max ? SECRET_MAX : (size_t)setting->max;
    if (setting->type == NUMBER || setting->type == LIST)
        row->max = 0;
    row->locked = state->app->read_only || setting->generated;
    fill_value(state, setting, row);
    fill_note(state, setting, row);
    if (row->mark == MARK_FINE)
        row->mark = MARK_NONE;
    return true;
}

static bool set_secret(struct state *state, const struct place *place, const char *text,
                       struct err *err)
{
    double guesses = meter_guesses(state->app, place->setting, text);
    struct secret *secret =
        *text ? secret_new(text, strlen(text), TYPED, time(NULL), guesses) : NULL;

    return change_hide(&state->app->journal, state->app->config, place, secret, err);
}

static bool set(void *data, size_t i, const char *text, char why[], size_t size)
{
    struct state *state = data;
    struct place place = place_of(state, shown(record_of(state), i));
    struct err err;
    bool done = place.setting->type == SECRET
                    ? set_secret(state, &place, text, &err)
                    : change_set(&state->app->journal, state->app->config, &place, text, &err);

    if (done)
        app_changed(state->app);
    else
        snprintf(why, size, "%s", err.text);
    return done;
}

static void typing(void *data, size_t i, const char *text)
{
    struct state *state = data;
    const struct setting *setting = shown(record_of(state), i);

    if (setting && setting->type == SECRET)
        meter_measure(&state->meter, state->app, setting, text);
}

static void press(void *data, size_t i, size_t which)
{
    struct state *state = data;

    (void)i;
    app_step(state->app, state->section, which == 0 ? 1 : -1);
}

/* Open until the next paint ends or another is looked at. */
static const char *look(const void *data, size_t i)
{
    const struct state *state = data;
    const struct setting *setting = shown(record_of(state), i);
    const struct secret *secret =
        setting && setting->type == SECRET ? record_hidden(record_of(state), setting) : NULL;

    return secret ? app_look(state->app, secret) : NULL;
}

static const struct form_model model = {
    .row = row,
    .set = set,
    .typing = typing,
    .press = press,
    .look = look,
};

/* ------------------------------------------------ what can be done here */

static void generate(struct state *state)
{
    const struct setting *setting = in_hand(state);
    struct err err;

    if (!app_may_change(state->app))
        return;
    if (!setting || setting->type != SECRET || !setting->recipe) {
        app_say(state->app, MARK_NONE, "Secrets are generated; this is none");
        return;
    }
    struct place place = place_of(state, setting);
    form_drop(&state->form);
    if (!change_hide(&state->app->journal, state->app->config, &place,
                     secret_generate(setting->recipe, time(NULL)), &err))
        app_say(state->app, MARK_FAIL, "%s", err.text);
    else
        app_say(state->app, MARK_FINE, "Generated: %zu characters; ^R shows it for a moment",
                setting->recipe->length);
    app_changed(state->app);
}

static void advise(struct state *state)
{
    const struct setting *setting = in_hand(state);
    const struct finding *finding = setting ? finding_of(state, setting) : NULL;

    if (finding && app_may_change(state->app))
        finding_mend(state->app, finding);
    else if (!finding)
        app_say(state->app, MARK_NONE, "Nothing better is advised here");
}

static void reset(struct state *state)
{
    const struct setting *setting = in_hand(state);

    if (!setting || setting->type == SECRET || !app_may_change(state->app))
        return;
    form_drop(&state->form);
    char why[256] = "";
    if (!set(state, state->form.focus, setting->initial ? setting->initial : "", why, sizeof why))
        app_say(state->app, MARK_FAIL, "%s", why);
}

static const struct action actions[] = {
    { K_TAB, "Tab", "next" },
    { K_ENTER, "Enter", "change" },
    { K_CTRL('g'), "^G", "generate" },
    { K_CTRL('r'), "^R", "show" },
    { K_CTRL('t'), "^T", "advised" },
    { K_CTRL('o'), "^O", "actions" },
    { K_ESC, "Esc", "back" },
    { K_CTRL('x'), NULL, "back to the default" },
    { 0 },
};

static enum answer key(void *data, struct app *app, struct area area, int pressed)
{
    struct state *state = data;
    bool revealed = state->form.revealed;

    if (pressed == K_CTRL('g') || pressed == K_CTRL('t') || pressed == K_CTRL('x')) {
        (pressed == K_CTRL('g') ? generate : pressed == K_CTRL('t') ? advise : reset)(state);
        return TAKEN;
    }
    enum answer answer = form_key(&state->form, area, pressed);
    if (app->depth && state->form.revealed && !revealed)
        loop_timer(&app->loop, TIMER_REVEAL, 10000);
    return answer;
}

/* ------------------------------------------------ the screen */

/* First run: the first row that wants somebody, else the button that goes on. */
static size_t first_open(const struct state *state)
{
    size_t i = 0;

    for (struct form_row one = { 0 }; row(state, i, &one); one = (struct form_row){ 0 }, i++)
        if (one.mark == MARK_INCOMPLETE || one.mark == MARK_FAIL)
            return i;
    return shown_count(record_of(state));
}

static void open(void *data, struct app *app, const void *subject)
{
    struct state *state = data;
    const struct place *place = subject;

    *state =
        (struct state){ .app = app, .section = place->table->section, .at = place->record->at };
    state->form = (struct form){ .model = &model, .data = state, .edit = app->edit };
    for (size_t i = 0; place->setting && shown(place->record, i); i++)
        if (shown(place->record, i) == place->setting)
            state->form.focus = i;
    if (app->guided && !place->setting)
        state->form.focus = first_open(state);
    form_settle(&state->form);
}

static void draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct state *state = data;
    const char *name = record_name(record_of(state));
    char title[128];

    (void)app;
    snprintf(title, sizeof title, "%s%s%s", state->section->title, *name ? " > " : "", name);
    theme_put(area.y, area.x, area.cols, ROLE_TITLE, title);
    form_draw(&state->form, (struct area){ area.y + 1, area.x, area.rows - 1, area.cols }, active);
}

static void changed(void *data, struct app *app)
{
    struct state *state = data;

    (void)app;
    form_settle(&state->form);
}

static bool leave(void *data, struct app *app)
{
    struct state *state = data;

    (void)app;
    return form_commit(&state->form);
}

static void close_record(void *data, struct app *app)
{
    struct state *state = data;

    (void)app;
    form_drop(&state->form);
}

static enum answer paste(void *data, struct app *app, const char *text)
{
    struct state *state = data;

    (void)app;
    return form_paste(&state->form, text);
}

static const char *help(const void *data, const struct app *app, const char **source)
{
    const struct state *state = data;
    const struct setting *setting = in_hand(state);

    (void)app;
    if (!setting)
        return "Next goes on to the next topic; everything can be changed later.";
    const struct finding *finding = finding_of(state, setting);
    *source = setting->source ? setting->source : "";
    return finding ? finding->why : setting->help;
}

static bool typed(const void *data, const struct app *app, char path[PATH_SIZE], const char **text)
{
    const struct state *state = data;
    const struct setting *setting = in_hand(state);

    if (!state->form.editing || !setting || setting->type == SECRET)
        return false;
    struct place place = place_of(state, setting);
    place_path(&place, path);
    *text = app->edit->text;
    return true;
}

const struct screen record_screen = {
    .size = sizeof(struct state),
    .actions = actions,
    .open = open,
    .draw = draw,
    .key = key,
    .paste = paste,
    .changed = changed,
    .leave = leave,
    .close = close_record,
    .help = help,
    .typed = typed,
};
