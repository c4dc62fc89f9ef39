/* findings.c - what is weaker than it should be: why, what to do; go there, fix it, or accept it.
 */
#include "screens/findings/findings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "screens/form/about.h"
#include "screens/live/live.h"
#include "tui/text.h"

static const struct action findings_actions[] = {
    { K_ENTER, "Enter", "go there" }, { 'm', "m", "fix" },  { 'M', "M", "fix group" },
    { 'w', "w", "accept risk" },      { 'v', "v", "view" }, { '/', "/", "filter" },
    { K_ESC, "Esc", "back" },         { 's', "s", "sort" }, { 't', "t", "test" },
    { K_CTRL('o'), "^O", "more" },    { '?', "?", "help" }, { 0 },
};

/* The record, or the topic, that the finding is about. */
static struct config_place findings_place(const struct app *app, const struct finding *finding)
{
    struct config_place place = { 0 };

    if (finding && config_find(app->config, finding->path, &place, NULL))
        place.setting = NULL;
    return place;
}

static bool findings_can(const void *data, const struct app *app, const struct action *action)
{
    const struct findings *state = data;
    const struct finding *finding = findings_in_hand(state);

    switch (action->key) {
    case 'm':
        return finding && !app->read_only && findings_can_fix(app, finding);
    case 'M':
        return finding && !app->read_only && findings_heading(state)->fixable;
    case 'w':
        return finding && !app->read_only && !finding->waived;
    case 't': {
        const struct config_place place = findings_place(app, finding);
        return place.table && live_can(place.table->section);
    }
    case K_ENTER:
        return finding;
    default:
        return true;
    }
}

static void findings_sort(struct findings *state)
{
    static const char *const orders[] = { "Grouped by what is wrong", "Sorted by topic",
                                          "Sorted by weight in the score" };

    state->order = (state->order + 1) % FINDINGS_ORDERS;
    state->list.focus = 0;
    findings_gather(state);
    app_report(state->app, MARK_NONE, "%s", tr(orders[state->order]));
}

/* Keys that change what is looked at. */
static bool findings_look(struct findings *state, int key)
{
    if (key == 's')
        findings_sort(state);
    else if (key == 'v' || key == 'V')
        findings_view_next(state, key == 'V');
    else
        return false;
    return true;
}

static void findings_test(struct app *app, const struct finding *finding)
{
    live_start(app, &(struct live_ask){ .place = findings_place(app, finding) });
}

/* What needs a finding in hand. */
static bool findings_act(struct findings *state, const struct finding *finding, int key)
{
    struct app *app = state->app;

    if (key == K_ENTER)
        app_visit(app, finding->path);
    else if (key == 'm' || key == K_CTRL('t')) {
        if (app_may_change(app))
            finding_fix(app, finding);
    } else if (key == 'M') {
        if (app_may_change(app))
            findings_fix_group(state);
    } else if (key == 'w')
        findings_waive(app, finding);
    else if (key == 't' || key == K_CTRL('l'))
        findings_test(app, finding);
    else
        return false;
    return true;
}

/* The title stands above the list. */
static struct area findings_body(struct area area)
{
    if (area.rows > 6)
        area.y += 1, area.rows -= 1;
    return area;
}

static enum key_answer findings_key(void *data, struct app *app, struct area area, int pressed)
{
    struct findings *state = data;
    const struct finding *finding = findings_in_hand(state);

    (void)app;
    if (state->list.filtering)
        return list_key(&state->list, findings_body(area), pressed);
    if ((finding && findings_act(state, finding, pressed)) || findings_look(state, pressed))
        return TAKEN;
    return list_key(&state->list, findings_body(area), pressed);
}

static enum key_answer findings_paste(void *data, struct app *app, const char *text)
{
    (void)app;
    return list_paste(&((struct findings *)data)->list, text);
}

static void findings_open(void *data, struct app *app, const void *subject)
{
    struct findings *state = data;

    (void)subject;
    state->app = app;
    state->list =
        (struct list){ .model = &findings_model, .data = state, .columns = 2, .width = { 40, 0 } };
    findings_gather(state);
}

static void findings_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct findings *state = data;
    const struct area body = findings_body(area);
    struct list list = state->list;

    (void)app;
    if (body.y > area.y)
        findings_view_draw(state, (struct area){ area.y, area.x + 1, 1, area.cols - 1 });
    if (list.width[0] > area.cols * 11 / 20)
        list.width[0] = area.cols * 11 / 20;
    if (state->count || list.filter.size)
        list_draw(&list, body, active);
    else
        text_put(body.y, body.x + 1, body.cols - 1,
                 state->view == FINDINGS_ALL ? tr("No problems.")
                                             : tr("None of these; v shows others."));
}

static void findings_changed(void *data, struct app *app)
{
    (void)app;
    findings_gather(data);
}

static void close_findings(void *data, struct app *app)
{
    struct findings *state = data;

    (void)app;
    free(state->lines);
    state->lines = NULL;
    state->count = 0;
}

static const char *findings_help(const void *data, const struct app *app, const char **source)
{
    static char text[1024];
    const struct finding *finding = findings_in_hand(data);
    char action_text[400];

    if (!finding)
        return "";
    findings_do(app, finding, action_text, sizeof action_text);
    snprintf(text, sizeof text, tr("Why  %s\nDo   %s"), finding->why, action_text);
    *source = finding->source ? finding->source : "";
    return text;
}

/* Why, by every rule that asks for the same. */
static void findings_side_why(const struct audit *audit, const struct finding *finding,
                              struct side *side)
{
    enum mark mark = finding->waived ? MARK_WAIVED : app_mark(finding->level);
    size_t alike[FINDINGS_ALIKE];
    size_t others = findings_alike(audit, (size_t)(finding - audit->list), alike);

    side_add(side, SIDE_HEAD, "Why");
    side_marked(side, mark, "%s", finding->why);
    for (size_t i = 0; i < others; i++)
        side_marked(side, mark, "%s", audit->list[alike[i]].why);
}

static void findings_side(const void *data, const struct app *app, struct side *side)
{
    const struct finding *finding = findings_in_hand(data);
    char text[400];

    if (!finding)
        return;
    const struct setting *setting = about_setting_of(finding->path);
    about_words(finding->path, text, sizeof text);
    side_add(side, SIDE_TITLE, "%s", text);
    findings_side_why(&app->audit, finding, side);
    findings_do(app, finding, text, sizeof text);
    side_add(side, SIDE_HEAD, "What to do");
    side_add(side, SIDE_PLAIN, "%s", text);
    side_add(side, SIDE_HEAD, "In short");
    side_fact(side, "Is", MARK_NONE, "%s",
              setting ? setting_shown(setting, finding->value) : finding->value);
    side_fact(side, "Should be", MARK_NONE, "%s", about_want(setting, finding));
    side_fact(side, "Path", MARK_NONE, "%s", finding->path);
    side_fact(side, "Finding", MARK_NONE, "%s", finding->id);
    side_fact(side, "Accepted by", MARK_NONE, "%s", finding->waiver);
    side_fact(side, "Source", MARK_NONE, "%s", finding->source ? finding->source : "");
}

const struct screen findings_screen = {
    .size = sizeof(struct findings),
    .whole = true,
    .stays = true,
    .help_rows = 4,
    .actions = findings_actions,
    .can = findings_can,
    .open = findings_open,
    .draw = findings_draw,
    .key = findings_key,
    .paste = findings_paste,
    .changed = findings_changed,
    .close = close_findings,
    .help = findings_help,
    .side = findings_side,
};
