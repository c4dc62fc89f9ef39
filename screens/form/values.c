/* values.c - a setting of several values, one a line: added, changed, moved, removed. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/list.h"
#include "backend/base/mem.h"
#include "screens/form/record.h"
#include "tui/list.h"
#include "tui/text.h"

enum { VALUES_ITEM = 256 };

struct values {
    struct app *app;
    const struct section *section;
    const struct setting *setting;
    size_t at; /* position of the record: a name may change */
    struct list list;
};

static struct config_place values_place(const struct values *values)
{
    struct table *table = config_table(values->app->config, values->section);

    return (struct config_place){ table, table->records[values->at], values->setting };
}

static const char *values_text(const struct values *values)
{
    const struct config_place place = values_place(values);

    return record_value(place.record, place.setting);
}

static size_t values_count(const void *data)
{
    const char *at = values_text(data);
    char item[VALUES_ITEM];
    size_t count = 0;

    while (list_next(&at, item, sizeof item))
        count++;
    return count;
}

static const char *values_item(const struct values *values, size_t i)
{
    static char item[VALUES_ITEM];
    const char *at = values_text(values);

    while (list_next(&at, item, sizeof item))
        if (i-- == 0)
            return item;
    return "";
}

static void values_row(const void *data, size_t i, struct list_row *row)
{
    row->cell[0] = values_item(data, i);
}

static const struct list_model values_model = { .count = values_count, .row = values_row };

/* ------------------------------------------------ changes */

/* All of them, with that text for the i-th, "" to leave it away; behind the last it is a new one.
 */
static char *values_with(const struct values *values, size_t i, const char *text)
{
    size_t count = values_count(values);
    struct buf all = { 0 };

    buf_add(&all, "", 0);
    for (size_t k = 0; k <= count; k++) {
        const char *item = k == i ? text : k < count ? values_item(values, k) : "";
        if (*item)
            buf_print(&all, "%s%s", all.size ? ", " : "", item);
    }
    return all.text;
}

bool values_take(struct app *app, const struct config_place *place, const char *text)
{
    struct err err;

    if (!change_set(&app->journal, app->config, place, text, &err)) {
        app_report(app, MARK_FAIL, "%s", err.text);
        return false;
    }
    app_changed(app);
    return true;
}

static bool values_set(struct values *values, const char *text)
{
    const struct config_place place = values_place(values);

    return values_take(values->app, &place, text);
}

/* data is the number of the one that is typed anew. */
static bool values_answered(struct app *app, const void *data, int button, const char *typed)
{
    struct values *values = app_state(app);
    size_t i, count = values_count(values);

    memcpy(&i, data, sizeof i);
    if (button != 0)
        return true;
    AUTO_FREE char *text = values_with(values, i, typed);
    if (!values_set(values, text))
        return false;
    if (values_count(values) > count)
        values->list.focus = values_count(values) - 1;
    list_settle(&values->list);
    return true;
}

static void values_ask(struct values *values, size_t i)
{
    static const char *const buttons[] = { "Take it", "Cancel", NULL };
    struct question question = { .title = tr(values->setting->label),
                                 .buttons = buttons,
                                 .line = values_item(values, i),
                                 .answered = values_answered };

    if (!app_may_change(values->app))
        return;
    snprintf(question.text, sizeof question.text, "%s",
             i < values_count(values) ? tr("The value anew; empty removes it.")
                                      : tr("One value more, or several with commas between."));
    memcpy(question.data, &i, sizeof i);
    app_ask(values->app, &question);
}

static void values_remove(struct values *values)
{
    if (!values_count(values) || !app_may_change(values->app))
        return;
    AUTO_FREE char *text = values_with(values, values->list.focus, "");
    values_set(values, text);
    list_settle(&values->list);
}

/* Changes places with its neighbour. */
static void values_move(struct values *values, bool down)
{
    size_t a = values->list.focus - !down, count = values_count(values);
    struct buf all = { 0 };

    if ((!down && !values->list.focus) || a + 1 >= count || !app_may_change(values->app))
        return;
    for (size_t k = 0; k < count; k++)
        buf_print(&all, "%s%s", k ? ", " : "",
                  values_item(values, k == a       ? a + 1
                                      : k == a + 1 ? a
                                                   : k));
    if (values_set(values, all.text))
        values->list.focus = down ? a + 1 : a;
    buf_free(&all);
}

/* ------------------------------------------------ the screen */

static void values_open(void *data, struct app *app, const void *subject)
{
    const struct config_place *place = subject;
    struct values *values = data;

    *values = (struct values){ .app = app,
                               .section = place->table->section,
                               .setting = place->setting,
                               .at = config_table_at(place->table, place->record) };
    values->list = (struct list){ .model = &values_model, .data = values, .columns = 1 };
}

static void values_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct values *values = data;
    char title[160];

    (void)app;
    snprintf(title, sizeof title, "%s: %s   %zu", tr(values->section->title),
             tr(values->setting->label), values_count(values));
    const struct area head = frame_edged(area);
    theme_put(head.y, head.x, head.cols, ROLE_TITLE, title);
    area = frame_below(area);
    if (values_count(values))
        list_draw(&values->list, area, active);
    else
        text_put_wrapped(area, tr("None yet: a adds one."));
}

static enum key_answer values_key(void *data, struct app *app, struct area area, int pressed)
{
    struct values *values = data;

    (void)app;
    area = frame_below(area);
    if (pressed == 'a' || pressed == K_INSERT)
        values_ask(values, values_count(values));
    else if (pressed == K_ENTER || pressed == K_RIGHT)
        values_ask(values, values->list.focus);
    else if (pressed == 'd' || pressed == K_DELETE)
        values_remove(values);
    else if (pressed == '-' || pressed == '+')
        values_move(values, pressed == '+');
    else
        return list_key(&values->list, area, pressed);
    return TAKEN;
}

static void values_changed(void *data, struct app *app)
{
    (void)app;
    list_settle(&((struct values *)data)->list);
}

static const char *values_help(const void *data, const struct app *app, const char **source)
{
    const struct setting *setting = ((const struct values *)data)->setting;

    (void)app;
    *source = setting->source ? setting->source : "";
    return tr(setting->help);
}

static bool values_can(const void *data, const struct app *app, const struct action *action)
{
    size_t count = values_count(data);

    switch (action->key) {
    case 'a':
        return !app->read_only;
    case K_ENTER:
    case 'd':
        return count && !app->read_only;
    case '-':
    case '+':
        return count > 1 && !app->read_only;
    default:
        return true;
    }
}

static const struct action values_actions[] = {
    { K_ENTER, "Enter", "change" }, { 'a', "a", "add" },
    { 'd', "d", "remove" },         { '-', "-", "up" },
    { '+', "+", "down" },           { K_CTRL('o'), "^O", "more" },
    { K_ESC, "Esc", "back" },       { 0 },
};

static bool values_gone(const void *data, const struct app *app)
{
    const struct values *values = data;

    return values->at >= config_table(app->config, values->section)->count;
}

const struct screen values_screen = {
    .size = sizeof(struct values),
    .actions = values_actions,
    .can = values_can,
    .open = values_open,
    .draw = values_draw,
    .key = values_key,
    .changed = values_changed,
    .gone = values_gone,
    .help = values_help,
};
