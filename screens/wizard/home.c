/* home.c - the topics at the left: every section with its mark, then what is for all of them. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "screens/form/about.h"
#include "screens/live/live.h"
#include "tui/list.h"

struct home_state {
    struct app *app;
    struct list list; /* its focus counts without the rule, which comes and goes with the rows */
};

/* Behind the sections and a line. A new tool is a row here. */
static const struct tool {
    const char *title;
    const struct screen *screen;
    const char *help;
} tools[] = {
    { "Findings", &findings_screen, "What is weaker than it should be, why, and where to fix it." },
    { "Review and save", &review_screen,
      "Every difference from what is saved; then saves all of it or nothing." },
    { "Exports and apply", &exports_screen, "What other programs and people are given." },
    { "History", &history_screen,
      "Every save that is kept: what it changed, and the way back to it." },
    { "What is left to do", &remaining_screen, "What is still to be done at the other ends." },
};
enum { TOOLS = sizeof tools / sizeof *tools };

/* A rule before the tools, where all of it finds room. */
static size_t home_tools(void)
{
    return section_count() + (term_area().rows > (int)(section_count() + TOOLS) + 3);
}

static size_t home_count(const void *data)
{
    (void)data;
    return home_tools() + TOOLS;
}

enum { HOME_FIGURES = 7, HOME_DIGITS = 3, HOME_WIDTH = 28 }; /* columns; of all of it */

/* In three columns; nothing says more than 0. */
static void home_number(size_t number, char text[], size_t size)
{
    if (number > 999999)
        snprintf(text, size, "%zuM", number / 1000000);
    else if (number > 99999)
        snprintf(text, size, ".%zuM", number / 100000);
    else if (number > 999)
        snprintf(text, size, "%zuk", number / 1000);
    else if (number)
        snprintf(text, size, "%zu", number);
    else
        *text = '\0';
}

/* A topic's records, then what was found in it; where no title would have room, nothing. */
static const char *home_figures(const struct app *app, size_t i)
{
    static char text[64];
    char records[24] = "", found[24];
    bool topic = i < section_count();

    if (topic ? frame_topics(app).cols < HOME_WIDTH : i != home_tools())
        return NULL;
    if (topic && sections[i]->list)
        home_number(app->from_startup ? app->startup.records[i] : app->config->tables[i].count,
                    records, sizeof records);
    home_number(topic ? app->audit.failing[i] + app->audit.warning[i]
                      : app->audit.fail + app->audit.warn,
                found, sizeof found);
    snprintf(text, sizeof text, "%*s %*s", HOME_DIGITS, records, HOME_DIGITS, found);
    return *records || *found ? text : NULL;
}

static void home_row(const void *data, size_t i, struct list_row *home_row)
{
    const struct home_state *state = data;
    size_t n = section_count();

    home_row->rule = i >= n && i < home_tools();
    if (home_row->rule)
        return;
    home_row->cell[0] = i < n ? tr(sections[i]->title) : tr(tools[i - home_tools()].title);
    home_row->cell[1] = home_figures(state->app, i);
    if (i < n)
        home_row->mark = app_section_mark(state->app, i);
}

static const struct list_model home_model = { .count = home_count, .row = home_row };

static void home_open(void *data, struct app *app, const void *subject)
{
    struct home_state *state = data;

    (void)subject;
    state->app = app;
    state->list = (struct list){
        .model = &home_model, .data = state, .columns = 2, .width = { 0, -HOME_FIGURES }
    };
}

/* As it is on a terminal of this size. */
static struct list home_list(const struct home_state *state)
{
    struct list list = state->list;

    list.focus += list.focus >= section_count() ? home_tools() - section_count() : 0;
    return list;
}

static enum key_answer home_move(struct home_state *state, struct area area, int pressed)
{
    struct list list = home_list(state);
    enum key_answer answer = list_key(&list, area, pressed);

    list.focus -= list.focus >= home_tools() ? home_tools() - section_count() : 0;
    state->list = list;
    return answer;
}

static void home_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct home_state *state = data;

    (void)app;
    struct list list = home_list(state);
    list_draw(&list, area, active);
}

static void home_enter(struct home_state *state)
{
    size_t i = state->list.focus;

    if (i < section_count())
        app_topic(state->app, i);
    else
        app_push(state->app, tools[i - section_count()].screen, NULL);
}

/* The topic in hand, or everything. */
static void home_test(struct home_state *state, bool all)
{
    size_t i = state->list.focus;
    struct live_ask ask = { 0 };

    if (!all && i < section_count())
        ask.place.table = &state->app->config->tables[i];
    live_start(state->app, &ask);
}

static enum key_answer home_key(void *data, struct app *app, struct area area, int pressed)
{
    struct home_state *state = data;

    switch (pressed) {
    case K_ENTER:
    case K_TAB:
    case K_RIGHT:
        home_enter(state);
        return TAKEN;
    case 'e':
        app_push(app, &exports_screen, NULL);
        return TAKEN;
    case 'd':
        app_push(app, &discover_screen, NULL);
        return TAKEN;
    case 'f':
        app_push(app, &findings_screen, NULL);
        return TAKEN;
    case 'h':
        app_push(app, &history_screen, NULL);
        return TAKEN;
    case 'q':
        return QUIT;
    case 't':
    case 'T':
    case K_CTRL('l'):
        home_test(state, pressed == 'T');
        return TAKEN;
    default:
        return home_move(state, area, pressed);
    }
}

static const char *home_help(const void *data, const struct app *app, const char **source)
{
    const struct home_state *state = data;
    size_t i = state->list.focus;

    (void)app;
    if (i >= section_count())
        return tr(tools[i - section_count()].help);
    (void)source; /* each setting has its own */
    return tr(sections[i]->help);
}

static void home_changed(void *data, struct app *app)
{
    (void)data;
    app->known.stale = true;
    if (app_at_home(app))
        overview_look(app);
}

static void home_side(const void *data, const struct app *app, struct side *side)
{
    const struct home_state *state = data;
    size_t i = state->list.focus;

    if (i < section_count()) {
        about_section(side, app, i);
        return;
    }
    side_add(side, SIDE_TITLE, "%s", tr(tools[i - section_count()].title));
    side_add(side, SIDE_PLAIN, "%s", tr(tools[i - section_count()].help));
}

void home_select(struct app *app, const struct section *section)
{
    struct home_state *state = app->stack[0].state;

    state->list.focus = section_number(section);
}

static const struct action home_actions[] = {
    { K_ENTER, "Enter", "open" }, { 'f', "f", "findings" },       { '/', "/", "search" },
    { 't', "t", "test" },         { 'T', NULL, "test all" },      { K_CTRL('s'), "^S", "save" },
    { 'e', NULL, "exports" }, /* told after a save, too */
    { 'h', NULL, "history" },     { 'd', NULL, "find settings" }, { K_CTRL('o'), "^O", "more" },
    { '?', "?", "help" },         { 'q', "q", "quit" },           { 0 },
};

static bool home_can(const void *data, const struct app *app, const struct action *action)
{
    bool saved = app->saved || app->from_startup;

    (void)data;
    return action->key != K_CTRL('s') || (!app->read_only && (app_unsaved(app) || !saved));
}

const struct screen home_screen = {
    .size = sizeof(struct home_state),
    .actions = home_actions,
    .can = home_can,
    .open = home_open,
    .draw = home_draw,
    .key = home_key,
    .changed = home_changed,
    .help = home_help,
    .side = home_side,
};
