/* review.c - every difference from what is saved, the findings, the score, and Save. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "screens/live/live.h"
#include "tui/form.h"
#include "tui/text.h"

enum { SHOWN_MAX = 500 }; /* differences kept to look at; all are counted */

struct state {
    struct app *app;
    struct form form;
    struct difference *list;
    size_t count, room, all;
    char tests[300]; /* how the live tests stand; "": there are none to make */
    bool untested;   /* some were never made */
};

static const char *const buttons[] = { "Save", "Test", "Findings", "Back", NULL };
enum { BUTTON_SAVE, BUTTON_TEST, BUTTON_FINDINGS };

/* ------------------------------------------------ differences */

static void found(void *data, const struct difference *difference)
{
    struct state *state = data;

    state->all++;
    if (state->count == SHOWN_MAX)
        return;
    state->list = grow(state->list, state->count, &state->room, sizeof *state->list);
    state->list[state->count++] = *difference;
}

static void review_gather(struct state *state)
{
    struct app *app = state->app;
    struct config *nothing = app->saved ? NULL : config_new();

    state->count = state->all = 0;
    config_differences(app->saved ? app->saved : nothing, app->config, found, state);
    for (size_t i = 0; i < state->count; i++)
        if (nothing)
            state->list[i].was = NULL; /* it goes with `nothing` */
    config_free(nothing);
    state->untested = live_summary(app, state->tests, sizeof state->tests) > 0;
}

static const char *review_value_of(const struct record *record, const struct setting *setting)
{
    if (!record)
        return setting->initial ? setting_shown(setting, setting->initial) : "";
    return setting_shown(setting, record_value(record, setting));
}

/* Never the secret, not even how long it is. */
static const char *secret_change(const struct difference *difference)
{
    const struct setting *setting = difference->setting;

    if (!record_hidden(difference->is, setting))
        return "removed";
    return difference->was && record_hidden(difference->was, setting) ? "changed" : "set";
}

static void review_describe(const struct difference *difference, char text[], size_t size)
{
    static const char *const kinds[] = { "added", "removed", "changed", "moved" };
    const struct setting *setting = difference->setting;

    if (!setting)
        snprintf(text, size, "%s", kinds[difference->kind]);
    else if (setting->type == SECRET)
        snprintf(text, size, "%s", secret_change(difference));
    else
        snprintf(text, size, "%s -> %s", review_value_of(difference->was, setting),
                 review_value_of(difference->is, setting));
}

/* ------------------------------------------------ the form: buttons, then a line per difference */

static bool review_row(const void *data, size_t i, struct form_row *review_row)
{
    static char text[512];
    const struct state *state = data;

    if (i == 0) {
        review_row->kind = FORM_BUTTONS;
        review_row->choices = buttons;
        return true;
    }
    if (i > state->count)
        return false;
    const struct difference *difference = &state->list[i - 1];
    review_describe(difference, text, sizeof text);
    review_row->kind = FORM_STATIC;
    review_row->label = difference->path;
    review_row->value = text;
    return true;
}

/* What was never tested; if nothing is left, all of it again. */
static void review_test(struct state *state)
{
    live_start(state->app, &(struct live_ask){ .untested = state->untested });
}

static void review_press(void *data, size_t i, size_t which)
{
    struct state *state = data;
    struct app *app = state->app;

    if (i > 0)
        app_visit(app, state->list[i - 1].path);
    else if (which == BUTTON_SAVE)
        app_save(app);
    else if (which == BUTTON_TEST)
        review_test(state);
    else if (which == BUTTON_FINDINGS)
        app_push(app, &findings_screen, NULL);
    else
        app_pop(app);
}

static const struct form_model model = { .row = review_row, .press = review_press };

/* ------------------------------------------------ the screen */

static void review_open(void *data, struct app *app, const void *subject)
{
    struct state *state = data;

    (void)subject;
    state->app = app;
    state->form = (struct form){ .model = &model, .data = state, .edit = app->edit };
    app_prepare(app);
    review_gather(state);
}

static void review_changed(void *data, struct app *app)
{
    struct state *state = data;

    (void)app;
    review_gather(state);
    form_settle(&state->form);
}

/* Under the title, and the line about tests if there is one. */
static struct area form_area(const struct state *state, struct area area)
{
    int head = *state->tests ? 2 : 1;

    return (struct area){ area.y + head, area.x, area.rows - head, area.cols };
}

static void review_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct state *state = data;
    const struct audit *audit = &app->audit;
    char text[160];

    snprintf(text, sizeof text, "Grade %c %.1f   %zu fail, %zu warn   %zu %s", audit->grade,
             audit->score, audit->fail, audit->warn, state->all,
             state->all == 1 ? "difference" : "differences");
    theme_put(area.y, area.x, area.cols, ROLE_TITLE, text);
    if (*state->tests)
        text_put(area.y + 1, area.x, area.cols, state->tests);
    form_draw(&state->form, form_area(state, area), active);
}

static enum answer review_key(void *data, struct app *app, struct area area, int pressed)
{
    struct state *state = data;

    if (pressed == K_CTRL('s')) {
        app_save(app);
        return TAKEN;
    }
    if (pressed == K_CTRL('l')) {
        review_test(state);
        return TAKEN;
    }
    return form_key(&state->form, form_area(state, area), pressed);
}

static void close_review(void *data, struct app *app)
{
    struct state *state = data;

    (void)app;
    free(state->list);
    state->list = NULL;
    state->count = 0;
}

static const char *review_help(const void *data, const struct app *app, const char **source)
{
    const struct state *state = data;

    (void)source;
    if (state->form.focus == 0 && state->form.button == BUTTON_TEST)
        return state->untested ? "Tries every connection that was never tried as it is set now."
                               : "Tries every connection again.";
    return app->saved ? "Saving writes a new generation; the one before stays and can come back."
                      : "Saving makes the keys and certificates and writes the first generation.";
}

static const struct action actions[] = {
    { K_ENTER, "Enter", "press" }, { K_CTRL('s'), "^S", "save" }, { K_CTRL('l'), "^L", "test" },
    { K_TAB, "Tab", "next" },      { K_ESC, "Esc", "back" },      { 0 },
};

const struct screen review_screen = {
    .size = sizeof(struct state),
    .actions = actions,
    .open = review_open,
    .draw = review_draw,
    .key = review_key,
    .changed = review_changed,
    .close = close_review,
    .help = review_help,
};
