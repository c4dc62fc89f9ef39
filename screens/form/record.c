/* record.c - the form of any record, made from its rows. */
#include "screens/form/record.h"

#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "screens/form/about.h"
#include "screens/live/live.h"
#include "tui/text.h"

void record_conceal(struct app *app)
{
    for (size_t i = 0; i < app->depth; i++)
        if (app->stack[i].screen == &record_screen)
            form_conceal(&((struct record_form *)app->stack[i].state)->form);
    for (size_t i = app->depth; i-- > 1;)
        if (app->stack[i].screen == &spell_screen)
            while (app->depth > i)
                app_pop(app);
    app_look(app, NULL);
}

enum { RECORD_RULED = 19 }; /* rows of a pane that has some for more than a title */
enum { REVEAL_MS = 10000 }; /* how long a secret is shown: time to read it out, no longer */

/* Tab goes round; arrows stop at the ends. */
static enum key_answer form_record_wrap(struct record_form *state, int pressed)
{
    if (pressed != K_TAB && pressed != K_BACKTAB)
        return IGNORED;
    state->form.focus = pressed == K_TAB ? 0 : record_form_rows(state);
    form_settle(&state->form);
    return TAKEN;
}

/* Over the rows: the title, and where there is room what the topic is about, and a rule. */
static int form_record_head(const struct record_form *state, struct area area)
{
    if (area.rows < RECORD_RULED)
        return 1;
    return state->section->list ? 2 : 2 + text_lines(tr(state->section->help), area.cols);
}

static struct area form_record_area(const struct record_form *state, struct area area)
{
    int head = form_record_head(state, area);

    return (struct area){ area.y + head, area.x, area.rows - head, area.cols };
}

static bool form_record_wants(const struct record_form *state, size_t i)
{
    struct form_row row = { 0 };

    return record_model.row(state, i, &row) &&
           (row.mark == MARK_INCOMPLETE || row.mark == MARK_FAIL ||
            (row.mark == MARK_WARN && row.kind == FORM_SECRET && !row.value));
}

/* In the first run Enter goes on to what still wants somebody, and then to the buttons: all that is
 * filled in as advised is passed. */
static enum key_answer form_record_onward(struct record_form *state)
{
    size_t i = state->form.focus + 1;

    if (!form_commit(&state->form))
        return TAKEN;
    while (i < record_form_rows(state) && !form_record_wants(state, i))
        i++;
    return form_go(&state->form, i);
}

static bool form_record_goes_on(const struct record_form *state, int key)
{
    const struct setting *setting = record_form_setting(state);

    return key == K_ENTER && state->app->guided && !state->form.choosing && setting &&
           setting->type != CHOICE;
}

static void form_record_revealed(struct record_form *state)
{
    const struct config_place place = record_form_place(state, record_form_setting(state));

    app_shown(state->app, &place);
    loop_timer(&state->app->loop, TIMER_REVEAL, REVEAL_MS);
}

static enum key_answer form_record_key(void *data, struct app *app, struct area area, int pressed)
{
    struct record_form *state = data;
    bool revealed = state->form.revealed;

    (void)app;
    if (record_act(state, pressed))
        return TAKEN;
    if (form_record_goes_on(state, pressed))
        return form_record_onward(state);
    enum key_answer answer = form_key(&state->form, form_record_area(state, area), pressed);
    if (state->form.revealed && !revealed)
        form_record_revealed(state);
    return answer == IGNORED ? form_record_wrap(state, pressed) : answer;
}

/* ------------------------------------------------ the screen */

/* The first row that wants somebody; else, in the first run, the button that goes on. */
static size_t first_open(const struct record_form *state)
{
    for (size_t i = 0; i < record_form_rows(state); i++)
        if (form_record_wants(state, i))
            return i;
    return state->app->guided ? record_form_rows(state) : 0;
}

static void form_record_open(void *data, struct app *app, const void *subject)
{
    struct record_form *state = data;
    const struct config_place *place = subject;

    *state = (struct record_form){ .app = app,
                                   .section = place->table->section,
                                   .at = config_table_at(place->table, place->record) };
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

enum { RULE = 24 }; /* columns: it parts as well as a long one, in 80 bytes less */

/* "RADIUS > hq      1 of 2", and under it what single topics are about. */
static void form_record_draw_head(const struct record_form *state, struct area area)
{
    const struct table *table = config_table(state->app->config, state->section);
    const char *name = state->section->list ? record_name(record_form_record(state)) : "";
    int head = form_record_head(state, area);
    char title[128], place[2 * NUMBER_SIZE + 16];

    area = frame_edged(area);
    snprintf(title, sizeof title, "%s%s%s", tr(state->section->title), *name ? " > " : "", name);
    int used = theme_put(area.y, area.x, area.cols, ROLE_TITLE, title);
    snprintf(place, sizeof place, "%s of %s", shown_count(state->at + 1).text,
             shown_count(table->count).text);
    if (*name && used + (int)strlen(place) + 2 <= area.cols)
        text_put_right(area.y, area.x + used, area.cols - used, place);
    if (head > 2)
        text_put_wrapped((struct area){ area.y + 1, area.x, head - 2, area.cols },
                         tr(state->section->help));
    if (head > 1)
        theme_rule(area.y + head - 1, area.x, area.cols < RULE ? area.cols : RULE);
}

static void form_record_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct record_form *state = data;

    (void)app;
    form_record_draw_head(state, area);
    form_draw(&state->form, form_record_area(state, area), active);
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

static enum key_answer form_record_paste(void *data, struct app *app, const char *text)
{
    struct record_form *state = data;

    (void)app;
    return form_paste(&state->form, text);
}

/* What came of the last test, as long as it is true. */
static const char *buttons_help(const struct record_form *state)
{
    static const char *const helps[] = {
        [BUTTON_NEXT] = "Next topic; all can be changed later.",
        [BUTTON_ANOTHER] = "Adds another; asks for its name. What is advised is filled in.",
        [BUTTON_BACK] = "Topic before; what is here stays.",
        [BUTTON_TEST] = ("Test tries the connection as it is set here, for real, before anything "
                         "is saved."),
        [BUTTON_TOOL] = "Request, import, renew and revoke certificates. Also Ctrl-N.",
    };
    const struct config_place place = record_form_place(state, NULL);
    const char *reason = live_can(state->section) ? live_reason(state->app, &place) : "";

    if (*reason)
        return reason;
    return helps[record_form_button(state, state->form.button)];
}

static const char *form_record_help(const void *data, const struct app *app, const char **source)
{
    const struct record_form *state = data;
    const struct setting *setting = record_form_setting(state);

    (void)app;
    if (!setting)
        return buttons_help(state);
    *source = setting->source ? setting->source : "";
    return tr(setting->help);
}

static void form_record_side(const void *data, const struct app *app, struct side *side)
{
    const struct record_form *state = data;
    const struct setting *setting = record_form_setting(state);
    const struct config_place place = record_form_place(state, setting);

    if (setting)
        about_setting(side, app, &place);
    else
        about_record(side, app, &place);
}

static bool form_record_typed(const void *data, const struct app *app, char path[PATH_SIZE],
                              const char **text)
{
    const struct record_form *state = data;
    const struct setting *setting = record_form_setting(state);

    if (!state->form.editing || !setting)
        return false;
    struct config_place place = record_form_place(state, setting);
    config_place_path(&place, path);
    *text = app->edit->text;
    return true;
}

static bool form_record_gone(const void *data, const struct app *app)
{
    const struct record_form *state = data;

    return state->at >= config_table(app->config, state->section)->count;
}

const struct screen record_screen = {
    .size = sizeof(struct record_form),
    .actions = record_actions,
    .can = record_can,
    .open = form_record_open,
    .draw = form_record_draw,
    .key = form_record_key,
    .paste = form_record_paste,
    .changed = form_record_changed,
    .gone = form_record_gone,
    .leave = form_record_leave,
    .close = close_record,
    .help = form_record_help,
    .side = form_record_side,
    .typed = form_record_typed,
};
