#include "tui/form_own.h"
#include "tui/text.h"
#include <string.h>

enum { NARROW = 36, WORDY = 24 };

bool form_row(const struct form *form, size_t i, struct form_row *row)
{
    *row = (struct form_row){ 0 };
    return i < FORM_ROWS && form->model->row(form->data, i, row);
}

bool form_typable(const struct form_row *row)
{
    return !row->locked &&
           (row->kind == FORM_TEXT || row->kind == FORM_NUMBER || row->kind == FORM_SECRET);
}

size_t form_choice(const struct form_row *row)
{
    for (size_t i = 0; row->value && row->choices && row->choices[i]; i++)
        if (strcmp(row->choices[i], row->value) == 0)
            return i;
    return 0;
}

static bool is_on(const struct form_row *row)
{
    return row->value && strcmp(row->value, "true") == 0;
}

const char *form_shown(const struct form_row *row)
{
    if (row->kind == FORM_FLAG)
        return is_on(row) ? text_tr("[x] yes") : text_tr("[ ] no");
    if (row->kind == FORM_CHOICE && row->labels && row->choices && row->choices[0])
        return row->labels[form_choice(row)];
    return row->value ? row->value : "";
}

static bool has_value(const struct form_row *row)
{
    return row->kind != FORM_HEADING && row->kind != FORM_BUTTONS;
}

enum { VALUED = 1, METERED = 2 };

/* Asks for each row once, and notes in its height what the height depends on. */
static int widest_label(const struct form *form, struct form_layout *layout)
{
    struct form_row row;
    int widest = 0;

    for (layout->rows = 0; form_row(form, layout->rows, &row); layout->rows++) {
        int width = has_value(&row) && row.label ? text_width(row.label) : 0;
        widest = width > widest ? width : widest;
        layout->height[layout->rows] =
            (short)((has_value(&row) ? VALUED : 0) | (row.meter ? METERED : 0));
    }
    return widest;
}

static void form_layout_columns(struct form_layout *layout, int widest, int cols)
{
    int most = cols * 3 / 5;

    layout->stacked = cols < NARROW;
    layout->value_x = FORM_SIGNS + (layout->stacked ? 2 : (widest < most ? widest : most) + 3);
    layout->value_cols = cols - layout->value_x;
    layout->words_x = layout->value_cols < WORDY ? FORM_SIGNS + 2 : layout->value_x;
    layout->words_cols = cols - layout->words_x;
}

const char *form_remark(const struct form *form, const struct form_row *row)
{
    return form->why[0] ? form->why : row->remark ? row->remark : "";
}

const char *form_whole(const struct form *form, const struct form_row *row,
                       const struct form_layout *layout)
{
    const char *whole = row->whole ? row->whole : form_shown(row);
    int cols = layout->value_cols - (row->kind == FORM_CHOICE && !row->locked ? 2 : 0);

    if (form->editing || row->kind == FORM_SECRET || !has_value(row))
        return "";
    return text_width(form_shown(row)) > cols ? whole : "";
}

/* Lines under the row in hand. */
static int form_layout_remark(const struct form *form, const struct form_layout *layout)
{
    struct form_row row;
    int cols = layout->words_cols - 2;

    if (cols <= 0 || !form_row(form, form->focus, &row))
        return 0;
    return text_lines(form_whole(form, &row, layout), cols) +
           text_lines(form_remark(form, &row), cols);
}

static int form_layout_height(const struct form *form, size_t i, const struct form_layout *layout)
{
    struct form_row row;
    int lines = 1;

    if (layout->stacked && layout->height[i] & VALUED)
        lines++;
    if (layout->height[i] & METERED && form_row(form, i, &row))
        lines += form_meter_lines(form, row.meter, layout);
    if (i == form->focus)
        lines += form_layout_remark(form, layout);
    return lines;
}

/* The last page is a full one: what comes before is seen as far as there is room. */
static void fill_page(struct form_layout *layout, int used, int lines)
{
    while (layout->first && used + layout->height[layout->first - 1] <= lines)
        used += layout->height[--layout->first];
}

/* Cuts the rows into pages of so many lines and finds the one with the focus. */
static void find_page(struct form_layout *layout, size_t focus, int lines)
{
    int used = 0;

    layout->first = 0;
    for (size_t i = 0; i < layout->rows; i++) {
        if (used > 0 && used + layout->height[i] > lines) {
            if (focus < i) {
                layout->after = i;
                return;
            }
            layout->first = i;
            used = 0;
        }
        used += layout->height[i];
    }
    layout->after = layout->rows;
    fill_page(layout, used, lines);
}

void form_layout(struct form_layout *layout, const struct form *form, struct area area)
{
    int total = 0;

    form_layout_columns(layout, widest_label(form, layout), area.cols);
    for (size_t i = 0; i < layout->rows; i++) {
        layout->height[i] = (short)form_layout_height(form, i, layout);
        total += layout->height[i];
    }
    layout->paged = total > area.rows;
    find_page(layout, form->focus, area.rows - (layout->paged && area.rows >= 4));
}
