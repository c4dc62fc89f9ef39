#include "screens/wizard/import.h"

#include <stdlib.h>
#include <string.h>

#include "backend/base/utf8.h"
#include "screens/app/guide.h"
#include "screens/app/pick.h"
#include "screens/app/sheet.h"

enum { IMPORT_LINES = 200 }; /* differences that are shown */

struct import_state {
    struct import_offer offer;
    struct sheet sheet;
    size_t differ, shown;
};

/* ------------------------------------------------ to be done */

static void import_take(struct app *app)
{
    struct import_state *state = app_state(app);
    size_t differ = state->differ;

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

/* What can be done stands first, where it is seen however long the rest is. */
static void import_put_actions(struct import_state *state)
{
    struct sheet_line *line;

    if (state->differ) {
        line = sheet_add(&state->sheet, SHEET_ACTION,
                         state->offer.unread ? "Import the rest" : "Import it");
        snprintf(line->more, sizeof line->more,
                 "It is filled in, and nothing is saved yet. One undo takes all of it back.");
        line->run = import_take;
    }
    line = sheet_add(&state->sheet, SHEET_ACTION, "Do not import");
    snprintf(line->more, sizeof line->more, "Nothing is changed.");
    line->run = import_leave;
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
    config_differences(state->offer.was, state->offer.config, import_count, &state->differ);
    import_put_actions(state);
    import_put_text(&state->sheet, state->offer.text.text, MARK_FINE);
    if (state->offer.unread) {
        line = sheet_add(&state->sheet, SHEET_HEADING, NULL);
        snprintf(line->text, sizeof line->text, "Rows that cannot be read: %zu",
                 state->offer.unread);
        import_put_text(&state->sheet, state->offer.left.text, MARK_FAIL);
    }
    import_put_differences(state);
    sheet_focus(&state->sheet, true);
}

/* ------------------------------------------------ the screen */

static void import_open(void *data, struct app *app, const void *subject)
{
    struct import_state *state = data;

    (void)app;
    state->offer = *(const struct import_offer *)subject;
    import_put(state);
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
    struct import_offer offer = { .config = config_copy(app->config),
                                  .was = config_copy(app->config) };
    struct err err = { 0 };
    bool fine = count > 0;

    for (size_t i = 0; fine && i < count; i++)
        fine = import_offer_add(&offer, paths[i], &err);
    if (fine) {
        app_push(app, &import_screen, &offer);
        return;
    }
    import_offer_free(&offer);
    err.text[strcspn(err.text, "\n")] = '\0';
    if (*err.text)
        app_report(app, MARK_FAIL, "%s", err.text);
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
