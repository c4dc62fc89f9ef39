/* records.c - the records of any list section: add, copy, rename, remove, move, filter. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/mem.h"
#include "screens/app.h"
#include "tui/list.h"
#include "tui/text.h"

enum { COLUMNS = 3 };

struct state {
    struct app *app;
    const struct section *section;
    const struct setting *columns[COLUMNS]; /* behind the name: the first settings that are short */
    struct list list;
    size_t *visible; /* positions that match the filter; NULL: all */
    size_t count;
    unsigned char *marks; /* enum level by position */
};

static const struct table *table_of(const struct state *state)
{
    return config_table(state->app->config, state->section);
}

static size_t position(const struct state *state, size_t i)
{
    return state->visible ? state->visible[i] : i;
}

/* ------------------------------------------------ the list's model */

static size_t count(const void *data)
{
    const struct state *state = data;

    return state->visible ? state->count : table_of(state)->count;
}

static void row(const void *data, size_t i, struct list_row *row)
{
    const struct state *state = data;
    const struct record *record = table_of(state)->records[position(state, i)];

    row->cell[0] = record_name(record);
    for (size_t c = 0; c < COLUMNS && state->columns[c]; c++)
        row->cell[c + 1] =
            setting_shown(state->columns[c], record_value(record, state->columns[c]));
    row->mark = state->marks ? app_mark(state->marks[record->at]) : MARK_NONE;
}

static bool matches(const struct state *state, const struct record *record, const char *text)
{
    if (text_match(record_name(record), text))
        return true;
    for (size_t c = 0; c < COLUMNS && state->columns[c]; c++)
        if (text_match(record_value(record, state->columns[c]), text))
            return true;
    return false;
}

static void filter(void *data, const char *text)
{
    struct state *state = data;
    const struct table *table = table_of(state);

    free(state->visible);
    state->visible = NULL;
    if (!*text)
        return;
    state->visible = must(calloc(table->count + 1, sizeof *state->visible));
    state->count = 0;
    for (size_t i = 0; i < table->count; i++)
        if (matches(state, table->records[i], text))
            state->visible[state->count++] = i;
}

static const struct list_model model = { .count = count, .row = row, .filter = filter };

/* One pass over the findings: the worst of each record. */
static void mark_rows(struct state *state)
{
    const struct table *table = table_of(state);
    size_t head = strlen(state->section->key);
    char name[64];

    free(state->marks);
    state->marks = must(calloc(table->count + 1, 1));
    for (size_t i = 0; i < state->app->audit.count; i++) {
        const struct finding *finding = &state->app->audit.list[i];

        if (finding->waived || strncmp(finding->path, state->section->key, head) != 0 ||
            finding->path[head] != '.')
            continue;
        snprintf(name, sizeof name, "%.*s", (int)strcspn(finding->path + head + 1, "."),
                 finding->path + head + 1);
        const struct record *record = table_find(table, name);
        if (record && state->marks[record->at] < finding->level)
            state->marks[record->at] = (unsigned char)finding->level;
    }
}

/* ------------------------------------------------ what can be done */

static const struct record *in_hand(const struct state *state)
{
    return count(state) ? table_of(state)->records[position(state, state->list.focus)] : NULL;
}

static struct place place_of(const struct state *state, const struct record *record)
{
    return (struct place){ config_table(state->app->config, state->section), record, NULL };
}

/* Opens the record of that name: it was just made, or renamed. */
static void show(struct app *app, const struct section *section, const char *name)
{
    char path[PATH_SIZE];

    snprintf(path, sizeof path, "%s.%s", section->key, name);
    app_changed(app);
    app_go(app, path);
}

/* data is "section" or "section.name", the record to be copied. */
static bool add_answered(struct app *app, const void *data, int button, const char *typed)
{
    struct place like = { 0 };
    struct err err;

    if (button != 0)
        return true;
    if (!config_find(app->config, data, &like, &err) ||
        !change_add(&app->journal, app->config, like.table->section, typed, like.record, &err)) {
        app_say(app, MARK_FAIL, "%s", err.text);
        return false;
    }
    show(app, like.table->section, typed);
    return true;
}

static void ask_name(struct state *state, const char *title, const struct record *like)
{
    static const char *const buttons[] = { "Add", "Cancel", NULL };
    struct question question = {
        .title = title, .buttons = buttons, .line = "", .answered = add_answered
    };
    struct place place = place_of(state, like);

    snprintf(question.text, sizeof question.text,
             "A short name of your choice: letters, digits, - and _, at most 32.");
    place_path(&place, question.data);
    app_ask(state->app, &question);
}

static void add(struct state *state)
{
    ask_name(state, "New record", NULL);
}

static void duplicate(struct state *state)
{
    if (in_hand(state))
        ask_name(state, "Copy under a new name", in_hand(state));
}

static bool rename_answered(struct app *app, const void *data, int button, const char *typed)
{
    struct place place;
    struct err err;

    if (button != 0)
        return true;
    if (!config_find(app->config, data, &place, &err)) {
        app_say(app, MARK_FAIL, "%s", err.text);
        return true;
    }
    place.setting = &place.table->section->settings[0];
    if (!change_set(&app->journal, app->config, &place, typed, &err)) {
        app_say(app, MARK_FAIL, "%s", err.text);
        return false;
    }
    app_changed(app);
    return true;
}

static void rename_record(struct state *state)
{
    static const char *const buttons[] = { "Rename", "Cancel", NULL };
    const struct record *record = in_hand(state);

    if (!record)
        return;
    struct place place = place_of(state, record);
    struct question question = { .title = "Rename",
                                 .buttons = buttons,
                                 .line = record_name(record),
                                 .answered = rename_answered };
    snprintf(question.text, sizeof question.text,
             "Names are letters, digits, - and _, at most 32.");
    place_path(&place, question.data);
    app_ask(state->app, &question);
}

/* No question: it can be undone, and nothing is on disk before the review. */
static void take_out(struct state *state)
{
    const struct record *record = in_hand(state);
    char name[64];
    struct err err;

    if (!record)
        return;
    struct place place = place_of(state, record);
    snprintf(name, sizeof name, "%s", record_name(record));
    if (!change_remove(&state->app->journal, state->app->config, &place, &err)) {
        app_say(state->app, MARK_FAIL, "%s", err.text);
        return;
    }
    app_changed(state->app);
    app_say(state->app, MARK_NONE, "Removed: %s   ^_ (or ^O, undo) brings it back", name);
}

static void move(struct state *state, int by)
{
    const struct record *record = in_hand(state);
    struct err err;

    if (!record || state->visible || (by < 0 && record->at == 0) ||
        (by > 0 && record->at + 1 == table_of(state)->count))
        return;
    struct place place = place_of(state, record);
    size_t to = by < 0 ? record->at - 1 : record->at + 1;
    if (!change_move(&state->app->journal, state->app->config, &place, to, &err))
        return;
    state->list.focus = to;
    app_changed(state->app);
}

static void move_up(struct state *state)
{
    move(state, -1);
}

static void move_down(struct state *state)
{
    move(state, 1);
}

static const struct {
    int key;
    void (*run)(struct state *state);
} letters[] = {
    { 'a', add },      { K_INSERT, add },      { 'c', duplicate }, { 'r', rename_record },
    { 'd', take_out }, { K_DELETE, take_out }, { '-', move_up },   { '+', move_down },
};

static const struct action actions[] = {
    { K_ENTER, "Enter", "open" },
    { 'a', "a", "add" },
    { 'c', "c", "copy" },
    { 'r', "r", "rename" },
    { 'd', "d", "remove" },
    { '-', "- +", "move" },
    { '/', "/", "filter" },
    { K_ESC, "Esc", "back" },
    { '+', NULL, "move down" },
    { 'n', NULL, "next topic" },
    { 0 },
};

static void open_record(struct state *state)
{
    const struct record *record = in_hand(state);

    if (!record) {
        if (app_may_change(state->app))
            add(state);
        return;
    }
    struct place place = place_of(state, record);
    app_push(state->app, &record_screen, &place);
}

static enum answer enter(struct state *state, int pressed)
{
    if (state->app->guided && (pressed == K_ENTER || pressed == 'n'))
        app_step(state->app, state->section, 1);
    else if (state->app->guided && pressed == 'b')
        app_step(state->app, state->section, -1);
    else
        open_record(state);
    return TAKEN;
}

static enum answer key(void *data, struct app *app, struct area area, int pressed)
{
    struct state *state = data;

    area.y++;
    area.rows--;
    if (state->list.filtering)
        return list_key(&state->list, area, pressed);
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        if (letters[i].key != pressed)
            continue;
        if (app_may_change(app))
            letters[i].run(state);
        return TAKEN;
    }
    if (pressed == K_ENTER || pressed == K_RIGHT || (app->guided && strchr("nb", pressed)))
        return enter(state, pressed);
    return list_key(&state->list, area, pressed);
}

/* ------------------------------------------------ the screen */

static void choose_columns(struct state *state)
{
    size_t c = 0;

    for (const struct setting *s = state->section->settings + 1; s->key && c < COLUMNS; s++)
        if (s->type != SECRET && s->type != LIST)
            state->columns[c++] = s;
    state->list.heading[0] = "Name";
    state->list.width[0] = 14;
    for (size_t i = 0; i < c; i++) {
        state->list.heading[i + 1] = state->columns[i]->label;
        state->list.width[i + 1] = i == 0 ? 0 : 12;
    }
    state->list.columns = c + 1;
}

static void open(void *data, struct app *app, const void *subject)
{
    struct state *state = data;

    state->app = app;
    state->section = subject;
    state->list = (struct list){ .model = &model, .data = state };
    choose_columns(state);
    mark_rows(state);
}

static void draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct state *state = data;
    char title[128];

    (void)app;
    snprintf(title, sizeof title, "%s   %zu", state->section->title, table_of(state)->count);
    theme_put(area.y, area.x, area.cols, ROLE_TITLE, title);
    area.y++;
    area.rows--;
    if (count(state))
        list_draw(&state->list, area, active);
    else
        text_put_wrapped((struct area){ area.y + 1, area.x, area.rows - 1, area.cols },
                         state->visible ? "Nothing matches." : "None yet: a adds one.");
}

static void changed(void *data, struct app *app)
{
    struct state *state = data;

    (void)app;
    if (state->visible)
        filter(state, state->list.filter.text);
    mark_rows(state);
    list_settle(&state->list);
}

static void close_records(void *data, struct app *app)
{
    struct state *state = data;

    (void)app;
    free(state->visible);
    free(state->marks);
}

static const char *help(const void *data, const struct app *app, const char **source)
{
    const struct state *state = data;

    if (app->guided)
        return "Enter goes on to the next topic, b goes back, Right opens a record, a adds one.";
    *source = state->section->source ? state->section->source : "";
    return state->section->help;
}

const struct screen records_screen = {
    .size = sizeof(struct state),
    .actions = actions,
    .open = open,
    .draw = draw,
    .key = key,
    .changed = changed,
    .close = close_records,
    .help = help,
};
