/* live.c - tests side by side as they happen: steps with their times, a summary, Esc stops. */
#include "screens/live/live.h"

#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "tui/text.h"

enum {
    HEAD = 2,      /* lines: see live_head.c */
    LIST_MAX = 16, /* rows of the list, where the steps are shown below it */
    BOTH_MIN = 9,  /* lines from which on there is room for both */
};

/* ------------------------------------------------ the list: one row a test */

static size_t live_live_count(const void *data)
{
    return live_count(data);
}

/* "branch" in a section, "RADIUS branch" among all; where it goes to, if that is told apart. */
static void live_live_name_of(const struct live *state, const struct probe_result *result,
                              char text[], size_t size)
{
    const char *dot = *state->path ? strchr(result->path, '.') : NULL;

    if (strcmp(state->path, result->path) == 0 && *result->target)
        snprintf(text, size, "%s", result->target);
    else if (dot)
        snprintf(text, size, "%s", dot + 1);
    else
        live_words(state->app, result->path, text, size);
}

static void live_live_row(const void *data, size_t i, struct list_row *live_live_row)
{
    static char name[300], time[NUMBER_SIZE + 8];
    const struct live *state = data;
    const struct probe_result *result = live_result(state, i);

    live_live_name_of(state, result, name, sizeof name);
    live_live_row->cell[0] = name;
    if (result->ended) {
        enum probe_verdict verdict = probe_result_verdict(result);
        snprintf(time, sizeof time, "%s ms", shown_number(result->ms).text);
        live_live_row->mark = live_mark(verdict);
        live_live_row->cell[1] = live_word(verdict);
        live_live_row->cell[2] = time;
    } else if (result->step_count) {
        live_live_row->cell[1] = probe_step_names[result->steps[result->step_count - 1].step];
    } else {
        live_live_row->cell[1] = "...";
    }
}

static const struct list_model live_model = { .count = live_live_count, .row = live_live_row };

/* ------------------------------------------------ the screen */

/* Of the states: as wide as the longest of them is in the language that is spoken. */
static int live_widest_word(void)
{
    enum { LEAST = 10 };
    int width = text_width(tr("no answer"));

    return width > LEAST ? width : LEAST;
}

static void live_live_open(void *data, struct app *app, const void *subject)
{
    struct live *state = data;
    const struct live_ask *ask = subject;

    state->app = app;
    state->untested = ask->untested;
    state->only = ask->only;
    if (ask->place.table)
        config_place_path(&ask->place, state->path);
    state->list = (struct list){
        .model = &live_model, .data = state, .columns = 3, .width = { 0, -live_widest_word(), -9 }
    };
    live_begin(state);
}

/* Whether the steps of one test have all the room. */
static bool is_alone(const struct live *state)
{
    return state->alone || live_count(state) == 1;
}

static struct area list_area(const struct live *state, struct area body)
{
    int rows = (int)(live_count(state) < LIST_MAX ? live_count(state) : LIST_MAX);

    if (body.rows >= BOTH_MIN)
        body.rows = rows < body.rows / 2 ? rows : body.rows / 2;
    return body;
}

/* A blank at each edge, as everywhere: only rows of lists have it all. */
static struct area live_steps_area(struct area area)
{
    return (struct area){ area.y, area.x + 1, area.rows, area.cols - 2 };
}

/* Below four lines every one counts. */
static void draw_alone(const struct live *state, struct area body,
                       const struct probe_result *result)
{
    int lines = live_draw(result, (struct area){ 0, 0, 0, body.cols }, 0);
    int below = lines - state->top - body.rows;
    char text[64];

    if (body.rows < 4 || lines <= body.rows) {
        live_draw(result, body, state->top);
        return;
    }
    body.rows--;
    live_draw(result, body, state->top);
    if (below >= 0)
        snprintf(text, sizeof text, tr("-- %d more below --"), below + 1);
    else
        snprintf(text, sizeof text, tr("-- %d above --"), state->top);
    text_put(body.y + body.rows, body.x + 1, body.cols - 1, text);
}

static void draw_body(const struct live *state, struct area body, bool active)
{
    struct area list = list_area(state, body);
    const struct probe_result *result = live_result(state, state->list.focus);
    char words[PATH_SIZE];

    if (is_alone(state)) {
        draw_alone(state, live_steps_area(body), result);
        return;
    }
    list_draw(&state->list, list, active);
    if (list.rows == body.rows)
        return;
    live_words(state->app, result->path, words, sizeof words);
    theme_put(body.y + list.rows + 1, body.x + 1, body.cols - 1, ROLE_TITLE, words);
    const struct area below = live_steps_area(
        (struct area){ body.y + list.rows + 2, body.x, body.rows - list.rows - 2, body.cols });
    live_draw(result, below, live_draw_top(result, below));
}

static struct area body_of(struct area area)
{
    return (struct area){ area.y + HEAD, area.x, area.rows - HEAD, area.cols };
}

static void live_live_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct live *state = data;

    (void)app;
    live_head(state, area);
    if (live_count(state))
        draw_body(state, body_of(area), active);
}

/* Steps of one test: the lines scroll. */
static enum key_answer scroll(struct live *state, struct area body, int pressed)
{
    const struct probe_result *result = live_result(state, state->list.focus);
    int last =
        live_draw(result, (struct area){ 0, 0, 0, body.cols }, 0) - body.rows + (body.rows >= 4);
    int page = body.rows > 1 ? body.rows - 1 : 1;
    int by = pressed == K_UP          ? -1
             : pressed == K_DOWN      ? 1
             : pressed == K_PAGE_UP   ? -page
             : pressed == K_PAGE_DOWN ? page
                                      : 0;

    state->top += by;
    state->top = state->top > last ? last : state->top;
    state->top = state->top < 0 ? 0 : state->top;
    return by ? TAKEN : IGNORED;
}

/* To the setting that is to be looked at; Esc comes back. */
static void live_live_visit(const struct live *state)
{
    char path[PATH_SIZE];

    live_remedy_path(state->app, live_result(state, state->list.focus), path);
    app_visit(state->app, path);
}

static enum key_answer live_live_key(void *data, struct app *app, struct area area, int pressed)
{
    struct live *state = data;
    struct area body = body_of(area);

    (void)app;
    if (pressed == K_CTRL('l')) {
        live_stop(state);
        live_begin(state);
        return TAKEN;
    }
    if (state->alone && (pressed == K_ESC || pressed == K_LEFT)) {
        state->alone = false;
        return TAKEN;
    }
    if (!live_count(state))
        return IGNORED;
    if (pressed == 'e') {
        live_live_visit(state);
        return TAKEN;
    }
    if (is_alone(state))
        return scroll(state, live_steps_area(body), pressed);
    if (pressed == K_ENTER || pressed == K_RIGHT) {
        state->alone = true;
        state->top = 0;
        return TAKEN;
    }
    state->moved = true;
    return list_key(&state->list, list_area(state, body), pressed);
}

static void close_live(void *data, struct app *app)
{
    struct live *state = data;

    if (live_runs(state))
        app_report(app, MARK_WARN, "Stopped: %s of %s were tested",
                   shown_count(probe_run_done(state->run)).text,
                   shown_count(live_count(state)).text);
    live_stop(state);
    app_notify(app);
}

static const char *live_live_help(const void *data, const struct app *app, const char **source)
{
    const struct live *state = data;

    (void)app;
    (void)source;
    if (live_runs(state))
        return "Every connection is tried for real. Passwords leave only where the other end has "
               "proved who it is.";
    if (!live_count(state))
        return "Switch it on, or fill in what is needed; then it can be tried.";
    return "Kept until a setting changes. ^L tests again.";
}

static const struct action live_actions[] = {
    { K_ESC, "Esc", "stop" }, { K_ESC, "Esc", "back" },       { K_ENTER, "Enter", "steps" },
    { 'e', "e", "setting" },  { K_CTRL('l'), "^L", "again" }, { 0 },
};

/* Esc stops what runs, and else goes back; of no test there are no steps. */
static bool live_live_can(const void *data, const struct app *app, const struct action *action)
{
    const struct live *state = data;

    (void)app;
    if (action->key == K_ESC)
        return (live_runs(state) && !state->alone) == (action == live_actions);
    if (action->key == K_ENTER)
        return live_count(state) && !is_alone(state);
    return action->key != 'e' || live_count(state);
}

const struct screen live_screen = {
    .size = sizeof(struct live),
    .whole = true,
    .actions = live_actions,
    .can = live_live_can,
    .open = live_live_open,
    .draw = live_live_draw,
    .key = live_live_key,
    .close = close_live,
    .help = live_live_help,
};

void live_start(struct app *app, const struct live_ask *ask)
{
    if (ask->place.table && !live_can(ask->place.table->section))
        app_report(app, MARK_NONE, "Nothing to test in this topic");
    else
        app_push(app, &live_screen, ask);
}
