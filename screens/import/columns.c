/* columns.c - which column of a foreign list is which setting: columns left, settings right, and
 * under them the first rows as they would be taken.
 *
 * Shown of the rows is what the command shows: cells of columns that are taken, and no secret. What
 * is not used may be one.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/file.h"
#include "backend/base/language.h"
#include "backend/base/utf8.h"
#include "backend/settings/settings.h"
#include "backend/setup/import_map.h"
#include "screens/import/import.h"
#include "tui/form.h"
#include "tui/text.h"

enum { COLUMNS_SETTINGS = 32, COLUMNS_ROWS = 3, COLUMNS_WORD = 40 };

struct columns_state {
    struct columns_subject subject;
    struct app *app;
    struct intake intake;
    struct import_map map;
    char wrong[300];    /* why it cannot be taken so; "": it can */
    struct buf preview; /* the first rows, a line each */
    struct form form;
    char names[CELLS_MAX][COLUMNS_WORD + 32]; /* "3 Netz" */
    const char *keys[COLUMNS_SETTINGS + 1], *labels[COLUMNS_SETTINGS + 1];
};

/* ------------------------------------------------ the map */

/* "1=-,2=name": every column by its number, so that nothing is guessed any more. */
static char *columns_orders(const struct columns_state *state)
{
    struct buf text = { 0 };

    for (size_t i = 0; i < state->map.count; i++)
        buf_print(&text, "%s%zu=%s", i ? "," : "", i + 1,
                  state->map.columns[i].setting ? state->map.columns[i].setting->key : "-");
    return text.text ? text.text : copy("");
}

/* The lines of rows alone: the columns stand above. */
static void columns_preview(struct columns_state *state)
{
    AUTO_BUF struct buf all = { 0 };

    buf_free(&state->preview);
    import_map_preview(&state->map, &state->intake, &all);
    char *rest = all.text, *line;
    while (rest && (line = strsep(&rest, "\n")))
        if (strncmp(line, "  row ", 6) == 0)
            buf_print(&state->preview, "%s\n", line + 2);
}

static void columns_read(struct columns_state *state, const char *orders)
{
    struct err err = { 0 };
    struct faults faults = { .file = "list", .err = &err };

    bool fine = import_map_read(&state->map, &state->intake, &printers_section, orders, &faults);
    snprintf(
        state->wrong, sizeof state->wrong, "%s",
        fine
            ? ""
            : tr("One column has to be the name or the host: choose which, then it can be taken."));
    columns_preview(state);
}

/* ------------------------------------------------ the form's model */

static bool columns_buttons(const struct columns_state *state, size_t i, struct form_row *row)
{
    static const char *const buttons[] = { "Take these columns", "Back", NULL };

    row->kind = FORM_BUTTONS;
    row->choices = tr_list(buttons);
    return i == state->map.count;
}

static bool columns_row(const void *data, size_t i, struct form_row *row)
{
    const struct columns_state *state = data;

    if (i >= state->map.count)
        return columns_buttons(state, i, row);
    const struct setting *setting = state->map.columns[i].setting;
    row->kind = FORM_CHOICE;
    row->label = state->names[i];
    row->value = setting ? setting->key : "-";
    row->choices = state->keys;
    row->labels = state->labels;
    return true;
}

/* A setting has one column: the one that had it is not used any more. */
static bool columns_set(void *data, size_t i, const char *text, char why[], size_t size)
{
    struct columns_state *state = data;
    const struct setting *setting = setting_find(&printers_section, text);

    (void)why;
    (void)size;
    for (size_t k = 0; setting && k < state->map.count; k++)
        if (state->map.columns[k].setting == setting)
            state->map.columns[k].setting = NULL;
    state->map.columns[i].setting = setting;
    AUTO_FREE char *orders = columns_orders(state);
    columns_read(state, orders);
    return true;
}

static void columns_take(struct columns_state *state)
{
    void (*then)(struct app * app) = state->subject.then;
    struct app *app = state->app;

    if (*state->wrong) {
        app_report(app, MARK_FAIL, "%s", state->wrong);
        return;
    }
    free(state->subject.file->map);
    state->subject.file->map = columns_orders(state);
    app_pop(app);
    then(app);
}

static void columns_press(void *data, size_t i, size_t which)
{
    struct columns_state *state = data;

    (void)i;
    if (which == 0)
        columns_take(state);
    else
        app_pop(state->app);
}

static const struct form_model columns_model = { .row = columns_row,
                                                 .set = columns_set,
                                                 .press = columns_press };

/* ------------------------------------------------ the screen */

static void columns_choices(struct columns_state *state)
{
    size_t count = 0;

    state->keys[count] = "-";
    state->labels[count++] = tr("not used");
    for (const struct setting *s = printers_section.settings; s->key && count < COLUMNS_SETTINGS;
         s++) {
        state->keys[count] = s->key;
        state->labels[count++] = tr(s->label);
    }
}

static bool columns_load(struct columns_state *state, struct err *err)
{
    AUTO_BUF struct buf text = { 0 };

    if (!file_read(AT_FDCWD, state->subject.file->path, INTAKE_MAX, &text, err))
        return false;
    bool done = intake_read(&state->intake, text.text, text.size, '\0', err);
    if (text.text)
        wipe(text.text, text.size);
    return done;
}

/* The first row names columns if one of its words is known; else it may hold a password. */
static void columns_name(struct columns_state *state)
{
    bool headed = false;

    for (size_t i = 0; i < state->map.count; i++)
        headed = headed || state->map.columns[i].known;
    for (size_t i = 0; i < state->map.count; i++) {
        snprintf(state->names[i], sizeof state->names[i], "%zu %.*s", i + 1, COLUMNS_WORD,
                 headed ? state->map.columns[i].word : "");
        utf8_sanitize(state->names[i]);
    }
}

static void columns_open(void *data, struct app *app, const void *subject)
{
    struct columns_state *state = data;
    struct err err;

    state->app = app;
    state->subject = *(const struct columns_subject *)subject;
    state->form = (struct form){ .model = &columns_model, .data = state, .edit = app->edit };
    columns_choices(state);
    if (!columns_load(state, &err)) {
        snprintf(state->wrong, sizeof state->wrong, "%.290s", err.text);
        return;
    }
    columns_read(state, NULL); /* as its words say: are there any? */
    columns_name(state);
    if (state->subject.file->map)
        columns_read(state, state->subject.file->map);
}

/* The rows have the lower part, where there is room for both. */
static int columns_below(const struct columns_state *state, struct area area)
{
    return area.rows > (int)state->map.count + COLUMNS_ROWS + 3 ? COLUMNS_ROWS + 2
           : area.rows > 14                                     ? COLUMNS_ROWS + 2
                                                                : 0;
}

static struct area columns_area(const struct columns_state *state, struct area area)
{
    return (struct area){ area.y + 1, area.x, area.rows - 1 - columns_below(state, area),
                          area.cols };
}

static void columns_draw_rows(const struct columns_state *state, struct area area)
{
    int rows = columns_below(state, area), y = area.y + area.rows - rows;
    const char *at = state->preview.size ? state->preview.text : "";

    if (!rows)
        return;
    theme_rule(y++, area.x + 1, area.cols - 2);
    theme_put(y++, area.x + 3, area.cols - 3, ROLE_TITLE, tr("The first rows would be"));
    for (int i = 0; i < COLUMNS_ROWS && *at; i++) {
        size_t size = strcspn(at, "\n");
        text_put_of(y++, area.x + 3, area.cols - 3, at, size);
        at += size + (at[size] == '\n');
    }
}

static void columns_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct columns_state *state = data;

    (void)app;
    theme_put(area.y, area.x + 1, area.cols - 1, ROLE_TITLE, tr("Import > columns and settings"));
    form_draw(&state->form, columns_area(state, area), active);
    columns_draw_rows(state, area);
}

static enum key_answer columns_key(void *data, struct app *app, struct area area, int pressed)
{
    struct columns_state *state = data;

    (void)app;
    return form_key(&state->form, columns_area(state, area), pressed);
}

static void columns_close(void *data, struct app *app)
{
    struct columns_state *state = data;

    (void)app;
    form_drop(&state->form);
    buf_free(&state->preview);
    intake_free(&state->intake);
}

static const char *columns_help(const void *data, const struct app *app, const char **source)
{
    const struct columns_state *state = data;

    (void)app;
    (void)source;
    if (*state->wrong)
        return state->wrong;
    return "Left and Right change what a column is, Enter shows the choices. Passwords are never "
           "shown, nor what is not used.";
}

static const struct action columns_actions[] = {
    { K_ENTER, "Enter", "choose" },
    { K_RIGHT, "Left Right", "change" },
    { K_TAB, "Tab", "next" },
    { K_ESC, "Esc", "back" },
    { 0 },
};

const struct screen columns_screen = {
    .size = sizeof(struct columns_state),
    .whole = true,
    .actions = columns_actions,
    .open = columns_open,
    .draw = columns_draw,
    .key = columns_key,
    .close = columns_close,
    .help = columns_help,
};
