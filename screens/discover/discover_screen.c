/* discover_screen.c - the screen of discovery: its phases, its keys, and the taking. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/settings/settings.h"
#include "screens/app/busy.h"
#include "screens/app/guide.h"
#include "screens/app/side.h"
#include "screens/discover/discover.h"
#include "tui/progress.h"
#include "tui/text.h"

struct discover_screen *discover_screen_state(const struct app *app)
{
    return app_state(app);
}

/* ------------------------------------------------ taking */

static void discover_screen_remember(struct app *app, const struct proposals *proposals)
{
    for (size_t i = 0; i < proposals->count; i++) {
        char key[64];
        snprintf(key, sizeof key, "%.*s", (int)strcspn(proposals->list[i].path, "."),
                 proposals->list[i].path);
        if (proposals->list[i].proposed && section_find(key))
            app->discovered[section_number(section_find(key))] = true;
    }
}

static void discover_screen_take(struct discover_screen *state)
{
    struct app *app = state->app;
    const struct proposals *proposals = &state->discovery.proposals;
    size_t before = app->journal.done, taken = 0;
    struct err err;

    if (!app_may_change(app))
        return;
    if (!proposals_take(proposals, &app->journal, app->config, &taken, &err)) {
        app_report(app, MARK_FAIL, "Nothing was taken: %s", err.text);
        return;
    }
    discover_screen_remember(app, proposals);
    if (app->journal.done > before) {
        change_join(&app->journal, before);
        app_changed(app);
    }
    discover_ask_on(app);
    app_report(app, taken ? MARK_FINE : MARK_NONE,
               taken ? "%s settings taken, not saved yet. ^_ takes them back"
                     : "Nothing was marked, so nothing was taken",
               shown_count(taken).text);
}

/* ------------------------------------------------ the screen */

static void discover_screen_open(void *data, struct app *app, const void *subject)
{
    struct discover_screen *state = data;

    state->app = app;
    discover_ask_fill(state);
    if (!subject) {
        discover_ask_put(state);
        return;
    }
    state->discovery = *(const struct discovery *)subject;
    discover_run_finish(state);
}

/* Another name of this server is another domain. */
static void discover_screen_changed(void *data, struct app *app)
{
    struct discover_screen *state = data;

    (void)app;
    if (state->phase != DISCOVER_ASK)
        return;
    discover_ask_fill(state);
    discover_ask_put(state);
}

static struct area discover_screen_body(struct area area)
{
    return (struct area){ area.y + 1, area.x, area.rows - 1, area.cols };
}

static void discover_screen_title(const struct discover_screen *state, struct area area)
{
    const struct proposals *proposals = &state->discovery.proposals;
    char text[DNS_NAME + 80], marked[2 * NUMBER_SIZE + 32];

    if (state->phase != DISCOVER_FOUND) {
        theme_put(area.y, area.x + 1, area.cols - 1, ROLE_TITLE, tr("Find settings"));
        return;
    }
    discover_sentence(&state->discovery, text, sizeof text);
    int used = 1 + theme_put(area.y, area.x + 1, area.cols - 1, ROLE_TITLE, text);
    snprintf(marked, sizeof marked, tr("%s of %s marked"),
             shown_count(discover_found_marked(proposals)).text,
             shown_count(proposals->count).text);
    if (used + text_width(marked) + 2 > area.cols)
        snprintf(marked, sizeof marked, "%s/%s", shown_count(discover_found_marked(proposals)).text,
                 shown_count(proposals->count).text);
    if (used + text_width(marked) + 2 <= area.cols)
        text_put_right(area.y, area.x + used, area.cols - used, marked);
}

static void discover_screen_draw(const void *data, const struct app *app, struct area area,
                                 bool active)
{
    const struct discover_screen *state = data;
    struct area body = discover_screen_body(area);

    (void)app;
    discover_screen_title(state, area);
    if (state->phase == DISCOVER_FOUND)
        discover_found_draw(state, body, active);
    else
        sheet_draw(&state->sheet, body, active && state->phase == DISCOVER_ASK);
    if (state->phase == DISCOVER_RUNNING)
        progress_draw((struct area){ area.y, area.x + 15, 1, area.cols - 15 },
                      discover_doing(&state->discovery), loop_now() - state->start);
}

static enum key_answer discover_screen_running(struct discover_screen *state, int pressed)
{
    if (pressed != K_ESC)
        return TAKEN;
    discover_run_stop(state);
    state->stopped = true;
    discover_ask_put(state);
    return TAKEN;
}

static enum key_answer discover_screen_found(struct discover_screen *state, struct area area,
                                             int pressed)
{
    switch (pressed) {
    case ' ':
        discover_found_turn(state);
        return TAKEN;
    case K_TAB:
    case K_BACKTAB:
        discover_found_next(state, pressed == K_TAB ? 1 : -1);
        return TAKEN;
    case K_ENTER:
        discover_screen_take(state);
        return TAKEN;
    case 'n':
        if (!state->app->guided)
            return IGNORED;
        discover_ask_on(state->app);
        return TAKEN;
    default:
        return list_key(&state->list, area, pressed);
    }
}

static enum key_answer discover_screen_key(void *data, struct app *app, struct area area,
                                           int pressed)
{
    struct discover_screen *state = data;
    struct area body = discover_screen_body(area);

    switch (state->phase) {
    case DISCOVER_RUNNING:
        return discover_screen_running(state, pressed);
    case DISCOVER_FOUND:
        return discover_screen_found(state, body, pressed);
    case DISCOVER_ASK:
        break;
    }
    return sheet_key(&state->sheet, app, body, pressed);
}

static void discover_screen_close(void *data, struct app *app)
{
    struct discover_screen *state = data;

    (void)app;
    discover_run_stop(state);
    sheet_free(&state->sheet);
    free(state->rows);
}

/* ------------------------------------------------ words */

/* NULL: the row in hand is none. */
static const struct proposal *discover_screen_in_hand(const struct discover_screen *state)
{
    const struct discover_row *row =
        state->phase == DISCOVER_FOUND ? &state->rows[state->list.focus] : NULL;

    return row && !row->why && !row->count ? &state->discovery.proposals.list[row->first] : NULL;
}

static const char *discover_screen_help(const void *data, const struct app *app,
                                        const char **source)
{
    static char text[1000];
    const struct discover_screen *state = data;
    const struct proposal *proposal = discover_screen_in_hand(state);

    (void)app;
    (void)source;
    if (state->phase == DISCOVER_RUNNING)
        return "Esc stops it; nothing is taken then.";
    if (state->phase == DISCOVER_ASK)
        return sheet_help(&state->sheet);
    const struct discover_row *row = &state->rows[state->list.focus];
    if (proposal)
        discover_about(proposal, text, sizeof text);
    else if (row->why)
        discover_question(&state->discovery, row->question, text, sizeof text);
    else
        return "Space marks all of it, or nothing. Answers can be forged unless their source says "
               "DNSSEC: look at them.";
    return text;
}

static void discover_screen_side(const void *data, const struct app *app, struct side *side)
{
    const struct discover_screen *state = data;
    const struct proposal *proposal = discover_screen_in_hand(state);
    const char *source = "";

    if (!proposal) {
        side_add(side, SIDE_PLAIN, "%s", tr(discover_screen_help(data, app, &source)));
        return;
    }
    char record[128];
    discover_record(proposal->path, record, sizeof record);
    side_add(side, SIDE_TITLE, "%s: %s", record, discover_label(proposal->path));
    side_fact(side, "Found", MARK_NONE, "%s", discover_value(proposal->path, proposal->value));
    side_fact(side, "Set now", MARK_NONE, "%s",
              *proposal->present ? discover_value(proposal->path, proposal->present)
                                 : tr("nothing"));
    side_fact(side, "Taken", MARK_NONE, "%s", proposal->proposed ? tr("yes") : tr("no"));
    side_fact(side, "Path", MARK_NONE, "%s", proposal->path);
    side_fact(side, "From", MARK_NONE, "%s", proposal->source);
    side_fact(side, "Note", MARK_WARN, "%s", proposal->note);
}

static const struct action discover_screen_actions[] = {
    { K_ENTER, "Enter", "open or do" },
    { K_ENTER, "Enter", "take the marked" },
    { ' ', "Space", "mark" },
    { K_TAB, "Tab", "next record" },
    { 'n', "n", "take nothing" },
    { K_ESC, "Esc", "stop" },
    { K_ESC, "Esc", "back" },
    { K_F(1), "F1", "help" },
    { 0 },
};
enum { ACTION_DO, ACTION_TAKE, ACTION_STOP = 5 };

static bool discover_screen_can(const void *data, const struct app *app,
                                const struct action *action)
{
    const struct discover_screen *state = data;
    bool found = state->phase == DISCOVER_FOUND, running = state->phase == DISCOVER_RUNNING;

    switch (action->key) {
    case K_ENTER:
        return !running && (action == &discover_screen_actions[ACTION_TAKE]) == found;
    case K_ESC:
        return (action == &discover_screen_actions[ACTION_STOP]) == running;
    case K_F(1):
        return !running;
    case 'n':
        return found && app->guided;
    default:
        return found;
    }
}

const struct screen discover_screen = {
    .size = sizeof(struct discover_screen),
    .whole = true,
    .help_rows = 3,
    .actions = discover_screen_actions,
    .can = discover_screen_can,
    .open = discover_screen_open,
    .draw = discover_screen_draw,
    .key = discover_screen_key,
    .changed = discover_screen_changed,
    .close = discover_screen_close,
    .help = discover_screen_help,
    .side = discover_screen_side,
};
