/* ticks.c - a setting of several values of which most are known: ticked, not typed. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/list.h"
#include "backend/base/mem.h"
#include "screens/form/record.h"
#include "tui/list.h"
#include "tui/text.h"

enum { TICKS_ITEM = 256 };

struct ticks {
    struct app *app;
    const struct section *section;
    const struct setting *setting;
    size_t at; /* position of the record: a name may change */
    struct list list;
};

static struct config_place ticks_place(const struct ticks *ticks)
{
    struct table *table = config_table(ticks->app->config, ticks->section);

    return (struct config_place){ table, table->records[ticks->at], ticks->setting };
}

static const char *ticks_text(const struct ticks *ticks)
{
    return record_value(ticks_place(ticks).record, ticks->setting);
}

/* ------------------------------------------------ what is known, then what somebody typed */

static size_t ticks_known(const struct ticks *ticks)
{
    size_t count = 0;

    while (ticks->setting->known[count].value)
        count++;
    return count;
}

static bool ticks_is_known(const struct ticks *ticks, const char *item)
{
    for (const struct known *known = ticks->setting->known; known->value; known++)
        if (strcmp(known->value, item) == 0)
            return true;
    return false;
}

/* The i-th value that is not known; NULL behind the last. */
static const char *ticks_other(const struct ticks *ticks, size_t i)
{
    static char item[TICKS_ITEM];
    const char *at = ticks_text(ticks);

    while (list_next(&at, item, sizeof item))
        if (!ticks_is_known(ticks, item) && i-- == 0)
            return item;
    return NULL;
}

static size_t ticks_count(const void *data)
{
    const struct ticks *ticks = data;
    size_t others = 0;

    while (ticks_other(ticks, others))
        others++;
    return ticks_known(ticks) + others;
}

static const char *ticks_item(const struct ticks *ticks, size_t i)
{
    size_t known = ticks_known(ticks);

    return i < known ? ticks->setting->known[i].value : ticks_other(ticks, i - known);
}

static bool ticks_has(const struct ticks *ticks, const char *value)
{
    const char *at = ticks_text(ticks);
    char item[TICKS_ITEM];

    while (list_next(&at, item, sizeof item))
        if (strcmp(item, value) == 0)
            return true;
    return false;
}

static void ticks_row(const void *data, size_t i, struct list_row *row)
{
    static char text[TICKS_ITEM + 4];
    const struct ticks *ticks = data;
    const char *value = ticks_item(ticks, i);

    snprintf(text, sizeof text, "[%c] %s", ticks_has(ticks, value) ? 'x' : ' ', value);
    row->cell[0] = text;
    if (i < ticks_known(ticks) && ticks->setting->known[i].wide)
        row->cell[1] = tr("far beyond its own data");
}

static const struct list_model ticks_model = { .count = ticks_count, .row = ticks_row };

/* ------------------------------------------------ changes */

/* All that are ticked in the order of the screen, but this one the other way; more is added. */
static char *ticks_with(const struct ticks *ticks, size_t turned, const char *more)
{
    size_t count = ticks_count(ticks);
    struct buf all = { 0 };

    buf_add(&all, "", 0);
    for (size_t i = 0; i <= count; i++) {
        const char *item = i < count ? ticks_item(ticks, i) : more;

        if (*item && (i == count || ticks_has(ticks, item) != (i == turned)))
            buf_print(&all, "%s%s", all.size ? ", " : "", item);
    }
    return all.text;
}

static void ticks_turn(struct ticks *ticks)
{
    const struct config_place place = ticks_place(ticks);

    if (!app_may_change(ticks->app))
        return;
    AUTO_FREE char *text = ticks_with(ticks, ticks->list.focus, "");
    values_take(ticks->app, &place, text);
    list_settle(&ticks->list);
}

static bool ticks_answered(struct app *app, const void *data, int button, const char *typed)
{
    struct ticks *ticks = app_state(app);
    const struct config_place place = ticks_place(ticks);

    (void)data;
    if (button != 0 || !*typed || ticks_has(ticks, typed))
        return true;
    AUTO_FREE char *text = ticks_with(ticks, SIZE_MAX, typed);
    if (!values_take(app, &place, text))
        return false;
    ticks->list.focus = ticks_count(ticks) - 1;
    return true;
}

static void ticks_ask(const struct ticks *ticks)
{
    static const char *const buttons[] = { "Add", "Cancel", NULL };
    struct question question = { .title = tr(ticks->setting->label),
                                 .text = "One that is not in the list, or several with commas "
                                         "between.",
                                 .buttons = buttons,
                                 .line = "",
                                 .answered = ticks_answered };

    if (app_may_change(ticks->app))
        app_ask(ticks->app, &question);
}

/* ------------------------------------------------ the screen */

static void ticks_open(void *data, struct app *app, const void *subject)
{
    const struct config_place *place = subject;
    struct ticks *ticks = data;

    *ticks = (struct ticks){ .app = app,
                             .section = place->table->section,
                             .setting = place->setting,
                             .at = config_table_at(place->table, place->record) };
    ticks->list =
        (struct list){ .model = &ticks_model, .data = ticks, .columns = 2, .width = { 20, 0 } };
}

static void ticks_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct ticks *ticks = data;
    char title[160];

    (void)app;
    snprintf(title, sizeof title, "%s: %s", tr(ticks->section->title), tr(ticks->setting->label));
    const struct area head = frame_edged(area);
    theme_put(head.y, head.x, head.cols, ROLE_TITLE, title);
    list_draw(&ticks->list, frame_below(area), active);
}

static enum key_answer ticks_key(void *data, struct app *app, struct area area, int pressed)
{
    struct ticks *ticks = data;

    (void)app;
    area = frame_below(area);
    if (pressed == ' ' || pressed == K_ENTER)
        ticks_turn(ticks);
    else if (pressed == 'a' || pressed == K_INSERT)
        ticks_ask(ticks);
    else
        return list_key(&ticks->list, area, pressed);
    return TAKEN;
}

static void ticks_changed(void *data, struct app *app)
{
    (void)app;
    list_settle(&((struct ticks *)data)->list);
}

static const char *ticks_help(const void *data, const struct app *app, const char **source)
{
    const struct setting *setting = ((const struct ticks *)data)->setting;

    (void)app;
    *source = setting->source ? setting->source : "";
    return tr(setting->help);
}

static bool ticks_can(const void *data, const struct app *app, const struct action *action)
{
    (void)data;
    return !app->read_only || (action->key != ' ' && action->key != 'a');
}

static const struct action ticks_actions[] = {
    { ' ', "Space", "tick" },
    { 'a', "a", "another" },
    { K_CTRL('o'), "^O", "more" },
    { K_ESC, "Esc", "back" },
    { 0 },
};

static bool ticks_gone(const void *data, const struct app *app)
{
    const struct ticks *ticks = data;

    return ticks->at >= config_table(app->config, ticks->section)->count;
}

const struct screen ticks_screen = {
    .size = sizeof(struct ticks),
    .actions = ticks_actions,
    .can = ticks_can,
    .open = ticks_open,
    .draw = ticks_draw,
    .key = ticks_key,
    .changed = ticks_changed,
    .gone = ticks_gone,
    .help = ticks_help,
};
