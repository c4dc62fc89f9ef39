/* history.c - every save that is kept, the newest first. */
#include "screens/wizard/history.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "screens/app/side.h"
#include "tui/text.h"

static const struct generation *history_in_hand(const struct history *history)
{
    return history->count ? &history->generations[history->list.focus] : NULL;
}

/* ------------------------------------------------ the list */

static size_t history_count(const void *data)
{
    return ((const struct history *)data)->count;
}

static void history_row(const void *data, size_t i, struct list_row *row)
{
    static char number[16], when[MOMENT_SIZE];
    const struct history *history = data;
    const struct generation *generation = &history->generations[i];

    snprintf(number, sizeof number, "%u", generation->number);
    shown_minute(generation->when, when);
    if (frame_narrow()) /* the help has the rest */
        when[strcspn(when, " ")] = '\0';
    row->cell[0] = number;
    row->cell[1] = when;
    row->cell[2] = generation->who;
    row->cell[3] = tr(generation->what);
    row->chosen = generation->number == history->chosen;
    row->mark = generation->number == store_generation(history->app->store) ? MARK_FINE : MARK_NONE;
}

static const struct list_model history_model = { .count = history_count, .row = history_row };

static void history_gather(struct history *history)
{
    free(history->generations);
    history->generations = NULL;
    history->count = 0;
    if (!store_history(history->app->store, &history->generations, &history->count, &history->err))
        history->count = 0;
    list_settle(&history->list);
}

static void history_open(void *data, struct app *app, const void *subject)
{
    struct history *history = data;

    (void)subject;
    history->app = app;
    history->list =
        (struct list){ .model = &history_model,
                       .data = history,
                       .columns = 4,
                       .fitted = true,
                       .heading = { tr("No."), tr("When (UTC)"), tr("Who"), tr("What") } };
    history_gather(history);
}

static void history_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct history *history = data;
    char title[96];

    snprintf(title, sizeof title, tr("History   %s %s"), shown_count(history->count).text,
             trn("generation", "generations", history->count));
    theme_put(area.y, area.x + 1, area.cols - 1, ROLE_TITLE, title);
    area = frame_below(area);
    if (history->count)
        list_draw(&history->list, area, active);
    else
        text_put_wrapped(area, *history->err.text ? history->err.text
                               : app->saved       ? tr("Nothing is kept.")
                                                  : tr("Nothing has been saved yet."));
}

/* ------------------------------------------------ keys */

/* What one save changed: against the one before it that is still kept. */
static void history_changed_there(const struct history *history)
{
    const struct generation *generation = history_in_hand(history);
    size_t before = history->list.focus + 1;

    if (before < history->count)
        history_compare(history->app, history->generations[before].number, generation->number);
    else
        history_inside(history->app, generation->number);
}

/* The one that is marked and the one in hand, the older first; else that one and the present. */
static void history_compare_two(const struct history *history)
{
    unsigned a = history->chosen, b = history_in_hand(history)->number;

    if (!a || a == b)
        history_compare(history->app, b, 0);
    else
        history_compare(history->app, a < b ? a : b, a < b ? b : a);
}

static enum key_answer history_key(void *data, struct app *app, struct area area, int pressed)
{
    struct history *history = data;
    const struct generation *generation = history_in_hand(history);

    (void)app;
    area = frame_below(area);
    if (!generation)
        return list_key(&history->list, area, pressed);
    if (pressed == K_ENTER || pressed == K_RIGHT)
        history_changed_there(history);
    else if (pressed == 'c')
        history_compare_two(history);
    else if (pressed == 'i')
        history_inside(history->app, generation->number);
    else if (pressed == 'b')
        history_back(history, generation);
    else if (pressed == ' ')
        history->chosen = history->chosen == generation->number ? 0 : generation->number;
    else
        return list_key(&history->list, area, pressed);
    return TAKEN;
}

static const char *history_help(const void *data, const struct app *app, const char **source)
{
    static char text[400];
    const struct history *history = data;
    const struct generation *generation = history_in_hand(history);
    char when[MOMENT_SIZE];

    (void)app;
    (void)source;
    if (generation && frame_narrow()) {
        shown_minute(generation->when, when);
        snprintf(text, sizeof text, "%s UTC, %s: %s", when, generation->who, tr(generation->what));
        return text;
    }
    return history->chosen
               ? "c compares the one in hand with the one that is marked."
               : "Each save is a generation. Enter shows what it changed; c compares it with what "
                 "is here now, or with one that Space has marked.";
}

static void history_side(const void *data, const struct app *app, struct side *side)
{
    const struct generation *generation = history_in_hand(data);
    const char *source = "";
    char when[MOMENT_SIZE];

    if (!generation)
        return;
    shown_minute(generation->when, when);
    side_add(side, SIDE_TITLE, "Generation %u", generation->number);
    side_add(side, SIDE_PLAIN, "%s", tr(history_help(data, app, &source)));
    side_add(side, SIDE_HEAD, "In short");
    side_fact(side, "Saved", MARK_NONE, "%s UTC", when);
    side_fact(side, "By", MARK_NONE, "%s", generation->who);
    side_fact(side, "Logged in", MARK_NONE, "%s", generation->login);
    side_fact(side, "What", MARK_NONE, "%s", tr(generation->what));
}

static void history_on_change(void *data, struct app *app)
{
    (void)app;
    history_gather(data);
}

static void history_close(void *data, struct app *app)
{
    (void)app;
    free(((struct history *)data)->generations);
}

static bool history_can(const void *data, const struct app *app, const struct action *action)
{
    const struct generation *generation = history_in_hand(data);

    if (action->key == 'b')
        return generation && !app->read_only && generation->number != store_generation(app->store);
    return generation || action->key == K_ESC || action->key == '/' || action->key == K_CTRL('o');
}

static const struct action history_actions[] = {
    { K_ENTER, "Enter", "what it changed" },
    { 'c', "c", "compare" },
    { 'i', "i", "look inside" },
    { 'b', "b", "go back to it" },
    { ' ', "Space", "mark" },
    { K_CTRL('o'), "^O", "more" },
    { K_ESC, "Esc", "back" },
    { 0 },
};

const struct screen history_screen = {
    .size = sizeof(struct history),
    .whole = true,
    .actions = history_actions,
    .can = history_can,
    .open = history_open,
    .draw = history_draw,
    .key = history_key,
    .changed = history_on_change,
    .close = history_close,
    .help = history_help,
    .side = history_side,
};
