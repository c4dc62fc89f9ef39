#include "tui/form_own.h"
#include "tui/text.h"
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { FORM_NUMBER_COLS = 8 };

/* What stands around the text of a button: "[  ]" and two blanks to the next, or "[]" and one. */
enum { BUTTON_LOOSE = 6, BUTTON_TIGHT = 3 };

/* The width the buttons from one to another take. */
static int form_draw_buttons_width(const struct form_row *row, size_t from, size_t to, int around)
{
    int width = 0;

    for (size_t i = from; i <= to && row->choices[i]; i++)
        width += text_width(row->choices[i]) + around;
    return width - around / 3;
}

/* Where they have no room they stand closer; then those before the one in hand are left out. */
static int form_draw_put_buttons(const struct form_spot *spot, int x, int cols)
{
    const char *const *names = spot->row.choices;
    bool loose =
        !names || form_draw_buttons_width(&spot->row, 0, SIZE_MAX - 1, BUTTON_LOOSE) <= cols;
    int around = loose ? BUTTON_LOOSE : BUTTON_TIGHT;
    size_t first = 0;
    char text[128];

    while (spot->focused && first < spot->form->button &&
           form_draw_buttons_width(&spot->row, first, spot->form->button, around) > cols)
        first++;
    for (size_t i = first; names && names[i] && cols > 0; i++) {
        bool in_hand = spot->focused && i == spot->form->button;
        int used;
        snprintf(text, sizeof text, loose ? "[ %s ]" : "[%s]", names[i]);
        if (in_hand && spot->active)
            term_cursor(spot->y, x + 1 + loose);
        used =
            theme_put(spot->y, x, cols, in_hand && spot->active ? ROLE_FOCUS : ROLE_BUTTON, text);
        x += used + around / 3;
        cols -= used + around / 3;
    }
    return cols;
}

static bool form_draw_shows(const struct form_spot *spot)
{
    return spot->focused && spot->form->revealed;
}

static const char *secret_shown(const struct form_spot *spot)
{
    const char *bytes = NULL;

    if (form_draw_shows(spot) && spot->form->model->look)
        bytes = spot->form->model->look(spot->form->data, spot->i);
    return bytes ? bytes : form_shown(&spot->row);
}

/* Where the cursor rests when nothing is being typed: behind a text, on a flag's cross. */
static void put_cursor(const struct form_spot *spot, int used)
{
    int at = form_typable(&spot->row) ? used : spot->row.kind == FORM_FLAG ? 1 : 0;

    term_cursor(spot->y, spot->x + (at < spot->cols ? at : spot->cols - 1));
}

static int widest_choice(const struct form_row *row)
{
    const char *const *names = row->labels ? row->labels : row->choices;
    int widest = 0;

    for (size_t i = 0; names && names[i]; i++)
        if (text_width(names[i]) > widest)
            widest = text_width(names[i]);
    return widest + 3;
}

/* As wide as what it takes, and the note at the right where there is room for both. */
static int field_width(const struct form_spot *spot)
{
    const struct form_row *row = &spot->row;
    int shown = text_width(form_shown(row)) + 1;
    int note = row->note && *row->note && !form_draw_shows(spot) ? text_width(row->note) + 2 : 0;
    int room = shown + note <= spot->cols ? spot->cols - note : spot->cols;
    int wants = row->kind == FORM_CHOICE    ? widest_choice(row)
                : row->kind == FORM_NUMBER  ? FORM_NUMBER_COLS
                : row->max && row->max < 80 ? (int)row->max + 1
                                            : room;

    return wants < room ? wants : room;
}

/* Where something can be typed or opened, and looks so. */
static enum role put_field(const struct form_spot *spot)
{
    const struct form_row *row = &spot->row;
    bool field = form_typable(row) || (row->kind == FORM_CHOICE && !row->locked);
    enum role role = !field ? ROLE_PLAIN : spot->active ? ROLE_FIELD_FOCUS : ROLE_FIELD;

    if (!field)
        return role;
    theme_fill(spot->y, spot->x, field_width(spot), role);
    if (row->kind == FORM_CHOICE)
        theme_opens(spot->y, spot->x + field_width(spot) - 1, role);
    return role;
}

/* Behind the field, each if it has room whole. */
static void put_unit(const struct form_spot *spot)
{
    const char *const parts[] = { spot->row.unit, spot->row.bounds };
    int at = field_width(spot) + 2;

    for (size_t i = 0; i < 2 && parts[i] && text_width(parts[i]) + at <= spot->cols; i++)
        at += text_put(spot->y, spot->x + at, spot->cols - at, parts[i]);
}

static void form_draw_put_value(const struct form_spot *spot)
{
    enum role role = put_field(spot);
    bool opens = spot->row.kind == FORM_CHOICE && !spot->row.locked;
    int used;

    if (form_draw_shows(spot))
        term_bare();
    if (spot->focused && spot->form->editing) {
        theme_use(role);
        edit_draw(spot->form->edit, spot->y, spot->x, spot->cols, spot->active);
        theme_use(ROLE_PLAIN);
        put_unit(spot);
        return;
    }
    used = theme_put(spot->y, spot->x, spot->cols - (opens ? 2 : 0), role, secret_shown(spot));
    put_unit(spot);
    if (spot->active)
        put_cursor(spot, used);
}

static int form_draw_unit(const struct form_row *row)
{
    return (row->unit ? FORM_NUMBER_COLS + text_width(row->unit) : 0) +
           (row->bounds ? text_width(row->bounds) : 0);
}

/* At the right edge, if the value leaves room; a secret that is shown has all of it. */
static void put_note(const struct form_spot *spot)
{
    int used = text_width(form_shown(&spot->row)) + 3 + form_draw_unit(&spot->row);
    int note = spot->row.note && !form_draw_shows(spot) ? text_width(spot->row.note) : 0;

    if (spot->focused && spot->form->editing)
        used = edit_columns(spot->form->edit, 0, spot->form->edit->size) + 3;
    if (note && used + note <= spot->cols)
        text_put_right(spot->y, spot->x + used, spot->cols - used, spot->row.note);
}

/* What has no room above the end of the area is left out: the help page has all of it. Returns the
 * lines used. */
static int put_sentence(const struct form_spot *spot, int y, int end, enum mark mark,
                        const char *text)
{
    int cols = spot->layout->words_cols - 2, x = spot->left + spot->layout->words_x;

    if (!*text || cols <= 0 || y >= end)
        return 0;
    theme_mark(y, x, mark);
    return text_put_wrapped((struct area){ y, x + 2, end - y, cols }, text);
}

static void put_remark(const struct form_spot *spot, int y, int end)
{
    if (!spot->focused)
        return;
    y += put_sentence(spot, y, end, MARK_NONE, form_whole(spot->form, &spot->row, spot->layout));
    put_sentence(spot, y, end, spot->form->why[0] ? MARK_FAIL : spot->row.mark,
                 form_remark(spot->form, &spot->row));
}

static void form_draw_put_label(const struct form_spot *spot, int y, struct area area)
{
    int cols =
        spot->layout->stacked ? area.cols - FORM_SIGNS : spot->layout->value_x - FORM_SIGNS - 2;

    enum role role = spot->active ? ROLE_FOCUS : spot->focused ? ROLE_CHOSEN : ROLE_PLAIN;

    if (spot->focused) {
        theme_fill(y, area.x, FORM_SIGNS + cols, role);
        theme_pointer(y, area.x, role);
    }
    theme_mark_on(y, area.x + 1, spot->row.mark, role);
    theme_put(y, area.x + FORM_SIGNS, cols, role, spot->row.label);
}

/* A note stands at the right edge, if the buttons leave room. */
static void put_buttons_row(const struct form_spot *spot, struct area area)
{
    const char *note = spot->row.note ? spot->row.note : "";
    int room = form_draw_put_buttons(spot, area.x + FORM_SIGNS, area.cols - FORM_SIGNS);

    theme_mark(spot->y, area.x + 1, spot->row.mark);
    if (text_width(note) <= room)
        text_put_right(spot->y, area.x + area.cols - room, room, note);
}

static void form_draw_put_row(struct form_spot *spot, int y, struct area area)
{
    int below = y + 1 + spot->layout->stacked;

    int end = area.y + area.rows - (spot->layout->paged && area.rows >= 4);

    spot->y = below - 1;
    spot->left = area.x;
    spot->x = area.x + spot->layout->value_x;
    spot->cols = spot->layout->value_cols;
    if (spot->row.kind == FORM_HEADING) {
        theme_put(y, area.x + 1, area.cols - 1, ROLE_TITLE, spot->row.label);
        if (spot->row.value && !spot->layout->stacked)
            theme_put(y, spot->x, spot->cols, ROLE_TITLE, spot->row.value);
        return;
    }
    if (spot->row.kind == FORM_BUTTONS) {
        spot->y = y;
        if (spot->focused)
            theme_pointer(y, area.x, ROLE_PLAIN);
        put_buttons_row(spot, area);
        return;
    }
    form_draw_put_label(spot, y, area);
    form_draw_put_value(spot);
    put_note(spot);
    if (spot->row.meter) {
        form_draw_meter(spot, below, end);
        below += form_meter_lines(spot->form, spot->row.meter, spot->layout);
    }
    put_remark(spot, below, end);
}

static void form_draw_put_more(const struct form_layout *layout, struct area area)
{
    size_t below = layout->rows - layout->after;
    char text[96];

    if (!layout->paged || area.rows < 4)
        return;
    if (layout->first && below)
        snprintf(text, sizeof text, text_tr("-- %zu above, %zu below --"), layout->first, below);
    else
        snprintf(text, sizeof text,
                 layout->first ? text_tr("-- %zu more above --") : text_tr("-- %zu more below --"),
                 layout->first ? layout->first : below);
    text_put(area.y + area.rows - 1, area.x + FORM_SIGNS, area.cols - FORM_SIGNS, text);
}

static void put_menu(const struct form *form, struct area area, int y, int x)
{
    struct menu menu = form->menu;

    menu.y = y;
    menu.x = x;
    menu.within = area;
    menu_draw(&menu);
}

void form_draw(const struct form *form, struct area area, bool active)
{
    struct form_layout layout;
    struct form_spot spot = { .form = form, .layout = &layout };
    int y = area.y, menu_y = area.y;

    form_layout(&layout, form, area);
    for (spot.i = layout.first; spot.i < layout.after; spot.i++) {
        spot.focused = spot.i == form->focus;
        spot.active = spot.focused && active;
        if (form_row(form, spot.i, &spot.row) && y < area.y + area.rows)
            form_draw_put_row(&spot, y, area);
        if (spot.focused)
            menu_y = y;
        y += layout.height[spot.i];
    }
    form_draw_put_more(&layout, area);
    if (form->choosing)
        put_menu(form, area, menu_y, area.x + layout.value_x - 2);
}
