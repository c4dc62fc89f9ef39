/* records_change.c - add, copy, rename, remove and move records of a list. */
#include <stdio.h>

#include "backend/base/language.h"
#include "backend/setup/prepare.h"
#include "screens/list/records.h"

static struct config_place records_change_place_of(const struct records *state,
                                                   const struct record *record)
{
    return (struct config_place){ config_table(state->app->config, state->section), record, NULL };
}

/* What a copy must not share with its model: the first text that is needed, such as a host. */
static const struct setting *records_change_own(const struct record *record)
{
    for (const struct setting *s = record->section->settings + 1; s->key; s++)
        if (s->required && !s->initial && (s->type == TEXT || s->type == LIST) &&
            record_shows(record, s))
            return s;
    return NULL;
}

/* Opens the record that was just made; what nobody should invent is generated at once. */
static void records_change_show(struct app *app, const struct section *section, const char *name)
{
    struct table *table = config_table(app->config, section);
    char path[PATH_SIZE];

    prepare_record(&app->journal, app->config, table, table->count - 1, NULL, NULL);
    const struct setting *own = records_change_own(table->records[table->count - 1]);
    snprintf(path, sizeof path, "%s.%s%s%s", section->key, name, own ? "." : "",
             own ? own->key : "");
    app_changed(app);
    app_go(app, path);
}

/* A copy without its secrets: each is used once only. */
static struct record *without_secrets(const struct record *like)
{
    struct record *copy = record_copy(like);

    for (const struct setting *s = like->section->settings; s->key; s++)
        if (s->type == SECRET)
            record_hide(copy, s, NULL);
    return copy;
}

/* data is "section" or "section.name", the record to be copied. */
static bool add_answered(struct app *app, const void *data, int button, const char *typed)
{
    struct config_place like = { 0 };
    struct err err;

    if (button != 0)
        return true;
    if (!config_find(app->config, data, &like, NULL))
        return true;
    struct record *model = like.record ? without_secrets(like.record) : NULL;
    bool added = change_add(&app->journal, app->config, like.table->section, typed, model, &err);
    record_free(model);
    if (added)
        records_change_show(app, like.table->section, typed);
    else
        app_report(app, MARK_FAIL, "%s", err.text);
    return added;
}

static void ask_name(struct records *state, const char *title, const struct record *like)
{
    static const char *const buttons[] = { "Add", "Cancel", NULL };
    struct question question = {
        .title = title, .buttons = buttons, .line = "", .answered = add_answered
    };
    struct config_place place = records_change_place_of(state, like);

    snprintf(question.text, sizeof question.text,
             tr("A short name of your choice: letters, digits, - and _, at most 32."));
    config_place_path(&place, question.data);
    app_ask(state->app, &question);
}

static void records_change_add(struct records *state)
{
    ask_name(state, tr("New record"), NULL);
}

static void duplicate(struct records *state)
{
    if (records_in_hand(state))
        ask_name(state, tr("Copy under a new name"), records_in_hand(state));
}

static bool rename_answered(struct app *app, const void *data, int button, const char *typed)
{
    struct config_place place;
    struct err err;

    if (button != 0)
        return true;
    if (!config_find(app->config, data, &place, &err)) {
        app_report(app, MARK_FAIL, "%s", err.text);
        return true;
    }
    place.setting = &place.table->section->settings[0];
    if (!change_set(&app->journal, app->config, &place, typed, &err)) {
        app_report(app, MARK_FAIL, "%s", err.text);
        return false;
    }
    app_changed(app);
    return true;
}

static void rename_record(struct records *state)
{
    static const char *const buttons[] = { "Rename", "Cancel", NULL };
    const struct record *record = records_in_hand(state);

    if (!record)
        return;
    struct config_place place = records_change_place_of(state, record);
    struct question question = { .title = "Rename",
                                 .buttons = buttons,
                                 .line = record_name(record),
                                 .answered = rename_answered };
    snprintf(question.text, sizeof question.text,
             tr("Names are letters, digits, - and _, at most 32."));
    config_place_path(&place, question.data);
    app_ask(state->app, &question);
}

/* No question: it can be undone, and nothing is on disk before the review. */
static void take_out(struct records *state)
{
    const struct record *record = records_in_hand(state);
    char name[64];
    struct err err;

    if (state->chosen.count)
        records_together(state, RECORDS_REMOVE);
    if (!record || state->chosen.count)
        return;
    struct config_place place = records_change_place_of(state, record);
    snprintf(name, sizeof name, "%s", record_name(record));
    if (!change_remove(&state->app->journal, state->app->config, &place, &err)) {
        app_report(state->app, MARK_FAIL, "%s", err.text);
        return;
    }
    app_changed(state->app);
    app_report(state->app, MARK_NONE, "Removed: %s. Undo: u or ^_", name);
}

static void records_change_move(struct records *state, int by)
{
    const struct record *record = records_in_hand(state);
    struct err err;

    size_t at = state->list.focus;
    if (!record || state->visible || (by < 0 && at == 0) ||
        (by > 0 && at + 1 == records_table(state)->count))
        return;
    struct config_place place = records_change_place_of(state, record);
    size_t to = by < 0 ? at - 1 : at + 1;
    if (!change_move(&state->app->journal, state->app->config, &place, to, &err))
        return;
    state->list.focus = to;
    app_changed(state->app);
}

static void move_up(struct records *state)
{
    records_change_move(state, -1);
}

static void move_down(struct records *state)
{
    records_change_move(state, 1);
}

static void records_change_secret(struct records *state)
{
    records_together(state, RECORDS_SECRET);
}

static const struct {
    int key;
    void (*run)(struct records *state);
} letters[] = {
    { 'a', records_change_add },
    { K_INSERT, records_change_add },
    { 'c', duplicate },
    { 'r', rename_record },
    { 'd', take_out },
    { K_DELETE, take_out },
    { 'i', records_import_pick },
    { '-', move_up },
    { '+', move_down },
    { K_CTRL('g'), records_change_secret },
    { '=', records_share },
};

bool records_change(struct records *state, int key)
{
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        if (letters[i].key != key)
            continue;
        if (app_may_change(state->app))
            letters[i].run(state);
        return true;
    }
    return false;
}
