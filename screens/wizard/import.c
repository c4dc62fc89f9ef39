#include "screens/wizard/import.h"

#include <stdlib.h>
#include <string.h>

#include "backend/base/utf8.h"
#include "screens/app/guide.h"
#include "screens/app/pick.h"
#include "screens/app/sheet.h"

enum { IMPORT_LINES = 200 }; /* differences that are shown */

struct import_state {
    struct import_files files;
    struct import_offer offer;
    struct err err;  /* nothing can be taken; "": it can */
    size_t columns;  /* the line of the first action that changes columns */
    struct app *app; /* whose configuration it is */
    struct sheet sheet;
    size_t differ, shown;
};

/* ------------------------------------------------ to be done */

/* Keys are none of a configuration: they wait for the save. */
static void import_hold(struct app *app, struct import_offer *offer)
{
    if (!offer->keys)
        return;
    examine_free(app->input);
    app->input = offer->job;
    app->input_own = offer->own;
    offer->job = NULL;
}

static void import_take(struct app *app)
{
    struct import_state *state = app_state(app);
    size_t differ = state->differ;

    import_hold(app, &state->offer);
    change_replay_all(&app->journal, app->config, &state->offer.journal);
    app_changed(app);
    guide_remember(app);
    app_home(app);
    app_topic(app, 0);
    app_report(app, MARK_FINE, "Imported: %zu changes. Look through them, then save. ^_ undoes it",
               differ);
}

static void import_leave(struct app *app)
{
    app_pop(app);
    app_report(app, MARK_NONE, "Nothing was changed");
}

static void import_again(struct app *app);

/* By the line: one for each list. */
static void import_columns(struct app *app)
{
    struct import_state *state = app_state(app);
    size_t wanted = state->sheet.list.focus - state->columns, i = 0;

    while (i < state->files.count && (!state->offer.csv[i] || wanted-- > 0))
        i++;
    if (i < state->files.count)
        app_push(app, &columns_screen,
                 &(struct columns_subject){ &state->files.list[i], import_again });
}

static bool import_password_answered(struct app *app, const void *data, int button,
                                     const char *typed)
{
    struct import_state *state = app_state(app);

    (void)data;
    if (button != 0)
        return true;
    secret_free(state->files.password);
    state->files.password = secret_new(typed, strlen(typed), TYPED, 0, -1);
    import_again(app);
    return true;
}

static void import_ask_password(struct app *app)
{
    static const char *const buttons[] = { "Open", "Cancel", NULL };
    const struct import_state *state = app_state(app);
    struct question question = { .title = "Password",
                                 .buttons = buttons,
                                 .line = "",
                                 .hidden = true,
                                 .answered = import_password_answered };

    snprintf(question.text, sizeof question.text, "%s",
             state->offer.wrong ? "That password does not open it. Which one is it sealed with?"
                                : "What is in it is sealed with a password.");
    app_ask(app, &question);
}

/* ------------------------------------------------ the lines */

static const char *import_shown(const struct record *record, const struct setting *setting)
{
    if (setting->type == SECRET)
        return record_hidden(record, setting) ? "(set)" : "(not set)";
    return *record_value(record, setting) ? record_value(record, setting) : "(empty)";
}

/* All that a new record would be, without its secrets. */
static void import_describe(const struct record *record, char *text, size_t size)
{
    size_t used = 0;

    *text = '\0';
    for (const struct setting *s = record->section->settings; s->key && used + 1 < size; s++) {
        if (!record_shows(record, s) || !strcmp(import_shown(record, s), "(empty)"))
            continue;
        int length = snprintf(text + used, size - used, "%s%s: %s", used ? "; " : "", s->label,
                              import_shown(record, s));
        used += length > 0 ? (size_t)length : 0;
    }
}

static void import_difference(void *data, const struct difference *difference)
{
    static const char *const words[] = {
        [ADDED] = "new", [REMOVED] = "removed", [CHANGED] = "changed", [MOVED] = "moved"
    };
    struct import_state *state = data;

    if (state->shown++ >= IMPORT_LINES)
        return;
    struct sheet_line *line = sheet_add(&state->sheet, SHEET_FACT, NULL);
    snprintf(line->text, sizeof line->text, "%-8s%.200s", words[difference->kind],
             difference->path);
    if (difference->kind == CHANGED) {
        snprintf(line->more, sizeof line->more, "%s: %.300s -> %.300s", difference->path,
                 import_shown(difference->was, difference->setting),
                 import_shown(difference->is, difference->setting));
        snprintf(line->text, sizeof line->text, "%-8s%.200s", words[CHANGED], line->more);
    } else
        import_describe(difference->is ? difference->is : difference->was, line->more,
                        sizeof line->more);
    utf8_sanitize(line->text);
    utf8_sanitize(line->more);
}

static void import_put_differences(struct import_state *state)
{
    sheet_head(&state->sheet, "What would change");
    config_differences(state->offer.was, state->offer.config, import_difference, state);
    if (!state->differ)
        sheet_add(&state->sheet, SHEET_FACT, "nothing: it is all there already");
    if (state->differ > IMPORT_LINES)
        snprintf(sheet_add(&state->sheet, SHEET_NOTE, NULL)->text, 64, "and %zu more",
                 state->differ - IMPORT_LINES);
}

/* A line each; what is indented belongs to the one above it. */
static void import_put_text(struct sheet *sheet, char *text, enum mark mark)
{
    for (char *line; (line = strsep(&text, "\n"));) {
        if (!*line)
            continue;
        bool below = *line == ' ';
        struct sheet_line *put = sheet_add(sheet, below ? SHEET_NOTE : SHEET_FACT, NULL);
        put->mark = below ? MARK_NONE : mark;
        snprintf(put->text, sizeof put->text, "%.220s", below ? line + 2 : line);
        snprintf(put->more, sizeof put->more, "%.870s", line + strspn(line, " "));
        utf8_sanitize(put->text);
        utf8_sanitize(put->more);
    }
}

static void import_put_action(struct import_state *state, const char *text, const char *more,
                              void (*run)(struct app *app))
{
    struct sheet_line *line = sheet_add(&state->sheet, SHEET_ACTION, text);

    snprintf(line->more, sizeof line->more, "%s", more);
    line->run = run;
}

static void import_put_columns(struct import_state *state)
{
    char text[160];

    state->columns = state->sheet.count;
    for (size_t i = 0; i < state->files.count; i++) {
        const char *path = state->files.list[i].path, *slash = strrchr(path, '/');
        if (!state->offer.csv[i])
            continue;
        snprintf(text, sizeof text, "Columns of %.120s", slash ? slash + 1 : path);
        utf8_sanitize(text);
        import_put_action(state, text, "Says which column of the list is which setting.",
                          import_columns);
    }
}

/* What can be done stands first, where it is seen however long the rest is. */
static void import_put_actions(struct import_state *state)
{
    bool fine = !*state->err.text;

    if (state->differ && fine)
        import_put_action(state, state->offer.unread ? "Import the rest" : "Import it",
                          "It is filled in, and nothing is saved yet. One undo takes all of it "
                          "back.",
                          import_take);
    if (state->offer.sealed)
        import_put_action(state, "Type the password", "It opens the file here, and is not saved.",
                          import_ask_password);
    import_put_columns(state);
    import_put_action(state, "Do not import", "Nothing is changed.", import_leave);
    sheet_add(&state->sheet, SHEET_BLANK, NULL);
}

static void import_count(void *data, const struct difference *difference)
{
    (void)difference;
    ++*(size_t *)data;
}

static void import_put(struct import_state *state)
{
    struct sheet_line *line;

    sheet_begin(&state->sheet);
    state->differ = state->shown = 0;
    config_differences(state->offer.was, state->offer.config, import_count, &state->differ);
    import_put_actions(state);
    if (*state->err.text)
        import_put_text(&state->sheet, state->err.text, MARK_FAIL);
    import_put_text(&state->sheet, state->offer.text.text, MARK_FINE);
    if (state->offer.unread) {
        line = sheet_add(&state->sheet, SHEET_HEADING, NULL);
        snprintf(line->text, sizeof line->text, "Rows that cannot be read: %zu",
                 state->offer.unread);
        import_put_text(&state->sheet, state->offer.left.text, MARK_FAIL);
    }
    if (!*state->err.text)
        import_put_differences(state);
    sheet_focus(&state->sheet, true);
}

/* ------------------------------------------------ the screen */

static void import_make(struct import_state *state)
{
    state->err = (struct err){ 0 };
    if (import_offer_make(&state->offer, state->app->config, &state->files, &state->err))
        *state->err.text = '\0';
    char *option = strstr(state->err.text, ": --map"); /* here there is a screen for it */
    if (option)
        *option = '\0';
    import_put(state);
}

/* With other columns, or a password: the screen is on top again. */
static void import_again(struct app *app)
{
    struct import_state *state = app_state(app);

    import_make(state);
    if (state->offer.sealed && state->files.password)
        import_ask_password(app);
}

static void import_open(void *data, struct app *app, const void *subject)
{
    struct import_state *state = data;

    state->app = app;
    state->files = *(const struct import_files *)subject;
    import_make(state);
    if (state->offer.sealed)
        import_ask_password(app);
}

static void import_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct import_state *state = data;

    (void)app;
    theme_put(area.y, area.x, area.cols, ROLE_TITLE, "Import > what is in the file");
    sheet_draw(&state->sheet, (struct area){ area.y + 1, area.x, area.rows - 1, area.cols },
               active);
}

static enum key_answer import_key(void *data, struct app *app, struct area area, int pressed)
{
    struct import_state *state = data;

    area.y++;
    area.rows--;
    return sheet_key(&state->sheet, app, area, pressed);
}

static void import_close(void *data, struct app *app)
{
    struct import_state *state = data;

    (void)app;
    sheet_free(&state->sheet);
    import_offer_free(&state->offer);
    import_files_free(&state->files);
}

static const char *import_help(const void *data, const struct app *app, const char **source)
{
    (void)app;
    (void)source;
    return sheet_help(&((const struct import_state *)data)->sheet);
}

static const struct action actions[] = {
    { K_ENTER, "Enter", "do or show" },
    { K_ESC, "Esc", "do not import" },
    { 0 },
};

const struct screen import_screen = {
    .size = sizeof(struct import_state),
    .whole = true,
    .actions = actions,
    .open = import_open,
    .draw = import_draw,
    .key = import_key,
    .close = import_close,
    .help = import_help,
};

/* ------------------------------------------------ the files that were picked */

static void import_taken(struct app *app, char *const paths[], size_t count)
{
    struct import_files files = { .count = count < PICKER_MAX ? count : PICKER_MAX };

    for (size_t i = 0; i < files.count; i++)
        files.list[i].path = copy(paths[i]);
    if (count)
        app_push(app, &import_screen, &files);
}

void import_pick(struct app *app)
{
    static const struct pick pick = {
        .title = "Import",
        .help = "A list of devices (CSV, nmap, avahi-browse), settings (printseal.conf, JSON), the "
                "present server's certificate. It is shown before anything is taken.",
        .taken = import_taken,
    };

    if (app_may_change(app))
        app_push(app, &pick_screen, &pick);
}
