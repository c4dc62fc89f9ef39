/* records.c - the records of any list section: add, copy, rename, remove, move, filter. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "backend/probe/tested.h"
#include "screens/list/records.h"
#include "screens/live/live.h"
#include "tui/text.h"

const struct table *records_table(const struct records *state)
{
    return config_table(state->app->config, state->section);
}

enum level records_worst(const struct records *state, const struct record *record)
{
    return audit_worst_in(
        &state->app->audit,
        &(struct config_place){ config_table(state->app->config, state->section), record, NULL });
}

/* ------------------------------------------------ the list's model */

static size_t records_count(const void *data)
{
    const struct records *state = data;

    return state->visible ? state->count : records_table(state)->count;
}

static void records_row(const void *data, size_t i, struct list_row *records_row)
{
    const struct records *state = data;
    const struct record *record = records_table(state)->records[records_position(state, i)];

    records_row->cell[0] = record_name(record);
    for (size_t c = 0; c < RECORDS_COLUMNS && state->columns[c]; c++)
        if (record_shows(record, state->columns[c]))
            records_row->cell[c + 1] =
                setting_shown(state->columns[c], record_value(record, state->columns[c]));
    if (state->tested) {
        const struct config_place place = { (struct table *)records_table(state), record, NULL };
        records_row->cell[state->list.columns - 1] = live_known(state->app, &place);
    }
    records_row->chosen = records_chosen(state, record);
    records_row->mark = app_mark(records_worst(state, record));
}

static void records_filter(void *data, const char *text)
{
    (void)text; /* it is the list's */
    records_order(data);
}

static const struct list_model records_model = { .count = records_count,
                                                 .row = records_row,
                                                 .filter = records_filter };

const struct record *records_in_hand(const struct records *state)
{
    return records_count(state)
               ? records_table(state)->records[records_position(state, state->list.focus)]
               : NULL;
}

static void open_record(struct records *state)
{
    const struct record *record = records_in_hand(state);

    if (!record) {
        records_change(state, 'a');
        return;
    }
    struct config_place place = { config_table(state->app->config, state->section), record, NULL };
    app_push(state->app, &record_screen, &place);
}

/* The record in hand, those that are marked, or all of them. */
static void records_test(struct records *state, bool all)
{
    bool several = all || state->chosen.count;
    const struct record *record = several ? NULL : records_in_hand(state);
    struct live_ask ask = { .place = { config_table(state->app->config, state->section), record,
                                       NULL },
                            .only = all || !state->chosen.count ? NULL : &state->chosen };

    if (several || record)
        live_start(state->app, &ask);
}

/* Keys that change what is looked at, not the records. */
static bool records_look(struct records *state, struct area area, int pressed)
{
    if (pressed == 's')
        records_sort_next(state);
    else if (pressed == '*')
        records_choose_all(state);
    else if (pressed == 'e')
        records_export(state);
    else if (pressed != ' ')
        return false;
    else {
        records_choose(state);
        list_key(&state->list, area, K_DOWN); /* several are marked one after the other */
    }
    return true;
}

static enum key_answer records_enter(struct records *state, int pressed)
{
    if (state->app->guided && (pressed == K_ENTER || pressed == 'n'))
        app_step(state->app, state->section, 1);
    else if (state->app->guided && pressed == 'b')
        app_step(state->app, state->section, -1);
    else
        open_record(state);
    return TAKEN;
}

static enum key_answer records_key(void *data, struct app *app, struct area area, int pressed)
{
    struct records *state = data;

    area.y++;
    area.rows--;
    if (state->list.filtering)
        return list_key(&state->list, area, pressed);
    if (records_change(state, pressed) || records_look(state, area, pressed))
        return TAKEN;
    if (pressed == 't' || pressed == 'T' || pressed == K_CTRL('l')) {
        records_test(state, pressed == 'T');
        return TAKEN;
    }
    if (pressed == K_ENTER || pressed == K_RIGHT || (app->guided && strchr("nb", pressed)))
        return records_enter(state, pressed);
    return list_key(&state->list, area, pressed);
}

/* ------------------------------------------------ the screen */

static void choose_columns(struct records *state)
{
    size_t c = 0;

    state->list.heading[0] = tr("Name");
    state->list.fitted = true;
    for (const struct setting *s = state->section->settings; s->key && c < RECORDS_COLUMNS; s++) {
        if (!s->listed)
            continue;
        state->columns[c++] = s;
        state->list.heading[c] = tr(s->label);
    }
    state->list.columns = c + 1;
    state->tested = tested_any(state->app->tested, state->section);
    if (!state->tested)
        return;
    state->list.heading[++c] = tr("Live test");
    state->list.width[c] = -10;
    state->list.columns = c + 1;
}

static void records_open(void *data, struct app *app, const void *subject)
{
    struct records *state = data;

    state->app = app;
    state->section = subject;
    state->list = (struct list){ .model = &records_model, .data = state };
    choose_columns(state);
}

void records_select(struct app *app, const struct config_place *place)
{
    struct records *state = app_state(app);

    state->list.focus = records_row_of(state, config_table_at(place->table, place->record));
}

static void records_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct records *state = data;
    char title[128];

    (void)app;
    records_title(state, title, sizeof title);
    const struct area head = frame_edged(area);
    theme_put(head.y, head.x, head.cols, ROLE_TITLE, title);
    area.y++;
    area.rows--;
    if (records_count(state))
        list_draw(&state->list, area, active);
    else
        text_put_wrapped((struct area){ area.y + 1, area.x + 1, area.rows - 1, area.cols - 1 },
                         state->visible ? tr("No match.") : tr("None yet: a adds one."));
}

static void records_changed(void *data, struct app *app)
{
    struct records *state = data;

    (void)app;
    choose_columns(state);
    records_order(state);
    records_chosen_settle(state);
    list_settle(&state->list);
}

static void close_records(void *data, struct app *app)
{
    struct records *state = data;

    (void)app;
    free(state->visible);
    pool_free(&state->chosen);
}

/* Why the live test of the record in hand did not simply pass. */
static const char *reason_in_hand(const struct records *state)
{
    const struct config_place place = { (struct table *)records_table(state),
                                        records_in_hand(state), NULL };

    return state->tested && place.record ? live_reason(state->app, &place) : "";
}

static const char *records_help(const void *data, const struct app *app, const char **source)
{
    const struct records *state = data;

    (void)app;
    const char *reason = reason_in_hand(state);
    if (*reason)
        return reason;
    *source = state->section->source ? state->section->source : "";
    return tr(state->section->help);
}

const struct screen records_screen = {
    .size = sizeof(struct records),
    .actions = records_actions,
    .can = records_can,
    .open = records_open,
    .draw = records_draw,
    .key = records_key,
    .changed = records_changed,
    .close = close_records,
    .help = records_help,
    .side = records_side,
};
