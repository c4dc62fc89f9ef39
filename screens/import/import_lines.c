/* import_lines.c - what can be done with the files, how they were read, and what would change. */
#include "screens/import/import_lines.h"

#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/base/utf8.h"
#include "screens/form/about.h"

enum { IMPORT_LINES = 200 }; /* differences that are shown */

static const char *import_shown(const struct record *record, const struct setting *setting)
{
    if (setting->type == SECRET)
        return record_hidden(record, setting) ? tr("(set)") : tr("(not set)");
    return *record_value(record, setting) ? setting_shown(setting, record_value(record, setting))
                                          : tr("(empty)");
}

/* All that a new record would be, without its secrets. */
static void import_describe(const struct record *record, char *text, size_t size)
{
    size_t used = 0;

    *text = '\0';
    for (const struct setting *s = record->section->settings; s->key && used + 1 < size; s++) {
        if (!record_shows(record, s) || !strcmp(import_shown(record, s), tr("(empty)")))
            continue;
        int length = snprintf(text + used, size - used, "%s%s: %s", used ? "; " : "", tr(s->label),
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
    const char *word = tr(words[difference->kind]);
    char place[200];

    if (state->shown++ >= IMPORT_LINES)
        return;
    struct sheet_line *line = sheet_add(&state->sheet, SHEET_FACT, NULL);
    about_words(difference->path, place, sizeof place);
    if (difference->kind == CHANGED)
        snprintf(line->more, sizeof line->more, "%s: %.300s%s%.300s", place,
                 import_shown(difference->was, difference->setting), theme_arrow(),
                 import_shown(difference->is, difference->setting));
    else
        import_describe(difference->is ? difference->is : difference->was, line->more,
                        sizeof line->more);
    snprintf(line->text, sizeof line->text, "%s%*s%.200s", word, utf8_blanks(word, 8), "",
             difference->kind == CHANGED ? line->more : place);
    utf8_sanitize(line->text);
    utf8_sanitize(line->more);
}

static void import_put_differences(struct import_state *state)
{
    sheet_head(&state->sheet, tr("What would change"));
    config_differences(state->offer.was, state->offer.config, import_difference, state);
    if (!state->differ)
        sheet_add(&state->sheet, SHEET_FACT, tr("nothing: it is all there already"));
    if (state->differ > IMPORT_LINES)
        snprintf(sheet_add(&state->sheet, SHEET_NOTE, NULL)->text, 64, tr("and %s more"),
                 shown_count(state->differ - IMPORT_LINES).text);
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
        snprintf(text, sizeof text, tr("Columns of %.120s"), slash ? slash + 1 : path);
        utf8_sanitize(text);
        import_put_action(state, text, tr("Says which column of the list is which setting."),
                          import_columns);
    }
}

/* Actions stands first, where it is seen however long the rest is. */
static void import_put_actions(struct import_state *state)
{
    bool fine = !*state->err.text;

    if (state->differ && fine)
        import_put_action(state, state->offer.unread ? tr("Import the rest") : tr("Import it"),
                          tr("It is filled in, and nothing is saved yet. One undo takes all of it "
                             "back."),
                          import_take);
    if (state->offer.sealed)
        import_put_action(state, tr("Type the password"),
                          tr("It opens the file here, and is not saved."), import_ask_password);
    import_put_columns(state);
    import_put_action(state, tr("Do not import"), tr("Nothing is changed."), import_leave);
    sheet_add(&state->sheet, SHEET_BLANK, NULL);
}

static void import_count(void *data, const struct difference *difference)
{
    (void)difference;
    ++*(size_t *)data;
}

void import_put(struct import_state *state)
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
        snprintf(line->text, sizeof line->text, tr("Rows that cannot be read: %s"),
                 shown_count(state->offer.unread).text);
        import_put_text(&state->sheet, state->offer.left.text, MARK_FAIL);
    }
    if (!*state->err.text)
        import_put_differences(state);
    sheet_focus(&state->sheet, true);
}
