/* findings.c - what is weaker than it should be: go there, take the advised value, or waive it. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "backend/base/moment.h"
#include "backend/settings/settings.h"
#include "screens/app/app.h"
#include "tui/list.h"
#include "tui/text.h"

struct state {
    struct app *app;
    struct list list;
};

static size_t findings_count(const void *data)
{
    return ((const struct state *)data)->app->audit.count;
}

/* Values as people write them. Several rules may speak of one place: each is named. */
static void findings_describe(const struct app *app, const struct finding *finding, char text[],
                              size_t size)
{
    const char *value = finding->value, *want = finding->want;
    bool rule = !strchr(finding->id, '.'), arrow = *value && *want;
    struct place place;
    struct err err;

    if (config_find(app->config, finding->path, &place, &err) && place.setting) {
        value = setting_shown(place.setting, value);
        want = setting_shown(place.setting, want);
    }
    snprintf(text, size, "%s%s", rule ? finding->id : "", rule ? ": " : "");
    size_t used = strlen(text);
    if (finding->waived)
        snprintf(text + used, size - used, "waived");
    else
        snprintf(text + used, size - used, "%s%s%s", *finding->value ? value : "",
                 arrow ? " -> " : "", *finding->want ? want : "");
}

static void findings_row(const void *data, size_t i, struct list_row *findings_row)
{
    static char text[300];
    const struct app *app = ((const struct state *)data)->app;
    const struct finding *finding = &app->audit.list[i];

    findings_row->mark = finding->waived ? MARK_FINE : app_mark(finding->level);
    findings_row->cell[0] = finding->path;
    findings_describe(app, finding, text, sizeof text);
    findings_row->cell[1] = text;
}

static const struct list_model model = { .count = findings_count, .row = findings_row };

static const struct finding *findings_in_hand(const struct state *state)
{
    const struct audit *audit = &state->app->audit;

    return state->list.focus < audit->count ? &audit->list[state->list.focus] : NULL;
}

/* ------------------------------------------------ take the advised value */

static bool fix(struct app *app, const struct place *place, const char *want, struct err *err)
{
    const struct setting *setting = place->setting;

    if (setting->type == SECRET && !setting->recipe)
        return fail(err, "this secret cannot be generated here; type the one that was agreed");
    if (setting->type == SECRET)
        return change_hide(&app->journal, app->config, place,
                           secret_generate(setting->recipe, time(NULL)), err);
    return change_set(&app->journal, app->config, place, want, err);
}

void finding_fix(struct app *app, const struct finding *finding)
{
    char path[PATH_SIZE], want[160];
    struct place place;
    struct err err;

    snprintf(path, sizeof path, "%s", finding->path);
    snprintf(want, sizeof want, "%s", finding->want);
    if (!config_find(app->config, path, &place, &err) || !place.setting ||
        !fix(app, &place, want, &err)) {
        app_report(app, MARK_WARN, "No one value fixes %s; Enter goes there", path);
        return;
    }
    bool secret = place.setting->type == SECRET;
    app_changed(app);
    app_report(app, MARK_FINE, secret ? "%s: generated" : "%s: now %s", path,
               setting_shown(place.setting, want));
}

/* ------------------------------------------------ waive with reason and date */

static bool add_waiver(struct app *app, const char *finding, const char *reason, const char *until,
                       struct err *err)
{
    char name[24], who[64];

    waiver_name(app->config, name, sizeof name);
    store_who(who, sizeof who);
    struct record *waiver = waiver_new(finding, reason, who, until, err);
    bool done =
        waiver && change_add(&app->journal, app->config, &waivers_section, name, waiver, err);
    record_free(waiver);
    return done;
}

/* data is "id@path", a line end, and the reason. */
static bool until_answered(struct app *app, const void *data, int button, const char *typed)
{
    const char *reason = strchr(data, '\n');
    char finding[PATH_SIZE * 2];
    struct err err;

    if (button != 0 || !reason)
        return true;
    snprintf(finding, sizeof finding, "%.*s", (int)(reason - (const char *)data),
             (const char *)data);
    if (!add_waiver(app, finding, reason + 1, typed, &err)) {
        app_report(app, MARK_FAIL, "%s", err.text);
        return false;
    }
    app_changed(app);
    app_report(app, MARK_FINE, "Waived until %s; the topic Waivers has it", typed);
    return true;
}

/* Half a year is offered: long enough to plan, short enough to be seen again. */
static void ask_until(struct app *app, const char *finding, const char *reason)
{
    static const char *const buttons[] = { "Waive", "Cancel", NULL };
    time_t until = time(NULL) + 180 * (time_t)DAY;
    char day[DAY_SIZE];
    struct question question = { .title = "Waive until",
                                 .buttons = buttons,
                                 .line = day,
                                 .text = "The last day on which it counts (2027-01-31). After it "
                                         "the finding is back.",
                                 .answered = until_answered };

    moment_day(until, day);
    snprintf(question.data, sizeof question.data, "%s\n%.255s", finding, reason);
    app_ask(app, &question);
}

static bool findings_reason_answered(struct app *app, const void *data, int button,
                                     const char *typed)
{
    if (button != 0)
        return true;
    if (!*typed)
        app_report(app, MARK_FAIL, "A waiver needs a reason: others read it months later");
    else
        ask_until(app, data, typed);
    return *typed;
}

static void findings_waive(struct state *state)
{
    static const char *const buttons[] = { "Next", "Cancel", NULL };
    const struct finding *finding = findings_in_hand(state);
    struct question question = {
        .title = "Waive", .buttons = buttons, .line = "", .answered = findings_reason_answered
    };

    if (!finding || finding->waived || !app_may_change(state->app))
        return;
    snprintf(question.data, sizeof question.data, "%s@%s", finding->id, finding->path);
    snprintf(question.text, sizeof question.text,
             "%s\nWhy is this acceptable here? It is still printed, as waived.", finding->why);
    app_ask(state->app, &question);
}

/* ------------------------------------------------ the screen */

static const struct action actions[] = {
    { K_ENTER, "Enter", "go there" }, { 't', "t", "take advised" }, { 'w', "w", "waive" },
    { '/', "/", "search" },           { K_ESC, "Esc", "back" },     { 0 },
};

static enum answer findings_key(void *data, struct app *app, struct area area, int pressed)
{
    struct state *state = data;
    const struct finding *finding = findings_in_hand(state);

    if (pressed == K_ENTER && finding)
        app_visit(app, finding->path);
    else if ((pressed == 't' || pressed == K_CTRL('t')) && finding && app_may_change(app))
        finding_fix(app, finding);
    else if (pressed == 'w')
        findings_waive(state);
    else
        return pressed == '/' ? IGNORED : list_key(&state->list, area, pressed);
    return TAKEN;
}

static void findings_open(void *data, struct app *app, const void *subject)
{
    struct state *state = data;

    (void)subject;
    state->app = app;
    state->list = (struct list){ .model = &model,
                                 .data = state,
                                 .columns = 2,
                                 .heading = { "Where", "Is -> should be" },
                                 .width = { 28, 0 } };
}

static void findings_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct state *state = data;

    (void)app;
    if (findings_count(state))
        list_draw(&state->list, area, active);
    else
        text_put(area.y, area.x, area.cols, "No problems.");
}

static void findings_changed(void *data, struct app *app)
{
    struct state *state = data;

    (void)app;
    list_settle(&state->list);
}

static const char *findings_help(const void *data, const struct app *app, const char **source)
{
    const struct finding *finding = findings_in_hand(data);

    (void)app;
    if (!finding)
        return "";
    *source = finding->source ? finding->source : "";
    return finding->why;
}

const struct screen findings_screen = {
    .size = sizeof(struct state),
    .actions = actions,
    .open = findings_open,
    .draw = findings_draw,
    .key = findings_key,
    .changed = findings_changed,
    .help = findings_help,
};
