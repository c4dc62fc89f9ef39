/* record.c - the form of any record, made from its rows. */
#include "screens/form/record.h"

#include <stdio.h>
#include <time.h>

#include "screens/live/live.h"

static void form_record_generate(struct record_form *state)
{
    const struct setting *setting = record_form_setting(state);
    struct err err;

    if (!app_may_change(state->app))
        return;
    if (!setting || setting->type != SECRET || !setting->recipe) {
        app_report(state->app, MARK_NONE, "Secrets are generated; this is none");
        return;
    }
    struct place place = record_form_place(state, setting);
    form_drop(&state->form);
    if (!change_hide(&state->app->journal, state->app->config, &place,
                     secret_generate(setting->recipe, time(NULL)), &err))
        app_report(state->app, MARK_FAIL, "%s", err.text);
    else
        app_report(state->app, MARK_FINE, "Generated: %zu characters; ^R shows it for a moment",
                   setting->recipe->length);
    app_changed(state->app);
}

static void form_record_advise(struct record_form *state)
{
    const struct setting *setting = record_form_setting(state);
    const struct finding *finding = setting ? record_form_finding(state, setting) : NULL;

    if (finding && app_may_change(state->app))
        finding_fix(state->app, finding);
    else if (!finding)
        app_report(state->app, MARK_NONE, "Already as advised");
}

static void reset(struct record_form *state)
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

void record_conceal(struct app *app)
{
    for (size_t i = 0; i < app->depth; i++)
        if (app->stack[i].screen == &record_screen)
            form_conceal(&((struct record_form *)app->stack[i].state)->form);
    app_look(app, NULL);
}

static const struct action actions[] = {
    { K_TAB, "Tab", "next" },
    { K_ENTER, "Enter", "change" },
    { K_CTRL('g'), "^G", "generate" },
    { K_CTRL('r'), "^R", "show" },
    { K_CTRL('t'), "^T", "advised" },
    { K_CTRL('l'), "^L", "test" },
    { K_CTRL('o'), "^O", "actions" },
    { K_ESC, "Esc", "back" },
    { K_CTRL('x'), NULL, "back to the default" },
    { K_CTRL('n'), NULL, "what else belongs to it" },
    { 0 },
};

enum { REVEAL_MS = 10000 }; /* how long a secret is shown: time to read it out, no longer */

static void open_tool(struct record_form *state)
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
} form_actions[] = { { K_CTRL('g'), form_record_generate },
                     { K_CTRL('t'), form_record_advise },
                     { K_CTRL('x'), reset },
                     { K_CTRL('l'), record_form_test },
                     { K_CTRL('n'), open_tool } };

/* Tab goes round; arrows stop at the ends. */
static enum answer form_record_wrap(struct record_form *state, int pressed)
{
    if (pressed != K_TAB && pressed != K_BACKTAB)
        return IGNORED;
    state->form.focus = pressed == K_TAB ? 0 : record_form_rows(state);
    form_settle(&state->form);
    return TAKEN;
}

static enum answer form_record_key(void *data, struct app *app, struct area area, int pressed)
{
    struct record_form *state = data;
    bool revealed = state->form.revealed;

    for (size_t i = 0; i < sizeof form_actions / sizeof *form_actions; i++)
        if (form_actions[i].key == pressed)
            return form_actions[i].run(state), TAKEN;
    area.y++;
    area.rows--;
    enum answer answer = form_key(&state->form, area, pressed);
    if (state->form.revealed && !revealed)
        loop_timer(&app->loop, TIMER_REVEAL, REVEAL_MS);
    return answer == IGNORED ? form_record_wrap(state, pressed) : answer;
}

/* ------------------------------------------------ the screen */

/* The first row that wants somebody; else, in the first run, the button that goes on. */
static size_t first_open(const struct record_form *state)
{
    size_t i = 0;

    for (struct form_row one = { 0 }; record_model.row(state, i, &one);
         one = (struct form_row){ 0 }, i++)
        if (one.mark == MARK_INCOMPLETE || one.mark == MARK_FAIL)
            return i;
    return state->app->guided ? record_form_rows(state) : 0;
}

static void form_record_open(void *data, struct app *app, const void *subject)
{
    struct record_form *state = data;
    const struct place *place = subject;

    *state = (struct record_form){ .app = app,
                                   .section = place->table->section,
                                   .at = table_at(place->table, place->record) };
    state->form = (struct form){ .model = &record_model, .data = state, .edit = app->edit };
    record_form_ready(state);
    for (size_t i = record_form_rows(state); place->setting && i-- > 0;) {
        state->form.focus = i;
        if (record_form_setting(state) == place->setting)
            break;
    }
    if (!place->setting)
        state->form.focus = first_open(state);
    form_settle(&state->form);
}

static void form_record_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct record_form *state = data;
    const char *name = record_name(record_form_record(state));
    char title[128];

    (void)app;
    snprintf(title, sizeof title, "%s%s%s", state->section->title, *name ? " > " : "", name);
    theme_put(area.y, area.x, area.cols, ROLE_TITLE, title);
    form_draw(&state->form, (struct area){ area.y + 1, area.x, area.rows - 1, area.cols }, active);
}

static void form_record_changed(void *data, struct app *app)
{
    struct record_form *state = data;

    (void)app;
    record_form_ready(state);
    form_settle(&state->form);
}

static bool form_record_leave(void *data, struct app *app)
{
    struct record_form *state = data;

    (void)app;
    return form_commit(&state->form);
}

static void close_record(void *data, struct app *app)
{
    struct record_form *state = data;

    (void)app;
    form_drop(&state->form);
}

static enum answer form_record_paste(void *data, struct app *app, const char *text)
{
    struct record_form *state = data;

    (void)app;
    return form_paste(&state->form, text);
}

/* What came of the last test, as long as it is true. */
static const char *buttons_help(const struct record_form *state)
{
    const struct place place = record_form_place(state, NULL);
    const char *reason = live_can(state->section) ? live_reason(state->app, &place) : "";

    if (*reason)
        return reason;
    if (record_form_button(state, state->form.button) == BUTTON_TEST)
        return "Test tries the connection as it is set here, for real, before anything is saved.";
    if (record_form_button(state, state->form.button) == BUTTON_TOOL)
        return "Request, import, renew and revoke certificates. Also Ctrl-N.";
    return "Next goes on to the next topic; everything can be changed later.";
}

static const char *form_record_help(const void *data, const struct app *app, const char **source)
{
    const struct record_form *state = data;
    const struct setting *setting = record_form_setting(state);

    (void)app;
    if (!setting)
        return buttons_help(state);
    const struct finding *finding = record_form_finding(state, setting);
    *source = setting->source ? setting->source : "";
    return finding ? finding->why : setting->help;
}

static bool form_record_typed(const void *data, const struct app *app, char path[PATH_SIZE],
                              const char **text)
{
    const struct record_form *state = data;
    const struct setting *setting = record_form_setting(state);

    if (!state->form.editing || !setting)
        return false;
    struct place place = record_form_place(state, setting);
    place_path(&place, path);
    *text = app->edit->text;
    return true;
}

const struct screen record_screen = {
    .size = sizeof(struct record_form),
    .actions = actions,
    .open = form_record_open,
    .draw = form_record_draw,
    .key = form_record_key,
    .paste = form_record_paste,
    .changed = form_record_changed,
    .leave = form_record_leave,
    .close = close_record,
    .help = form_record_help,
    .typed = form_record_typed,
};
