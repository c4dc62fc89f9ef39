/* list_width.c - how wide the columns of a list are: as it says, or as what is in sight needs. */
#include "tui/list_own.h"
#include "tui/text.h"

#include <stdlib.h>

/* What the columns leave of the line, without the two blanks between each. */
static int list_width_left(const struct list *list, int cols, const int widths[])
{
    for (size_t i = 0; i < list->columns; i++)
        cols -= abs(widths[i]) + (i > 0 ? 2 : 0);
    return cols;
}

/* Columns of width 0 share what the others leave. */
static void list_width_rest(const struct list *list, int cols, int widths[])
{
    int left, sharing = 0;

    for (size_t i = 0; i < list->columns; i++)
        sharing += widths[i] == 0;
    left = list_width_left(list, cols, widths);
    for (size_t i = 0; i < list->columns; i++)
        if (widths[i] == 0)
            widths[i] = left > sharing ? left / sharing : 1;
}

/* ------------------------------------------------ by what is in sight */

/* A cell before others that are NULL, not "", is a sentence that runs on over them. */
static bool list_width_runs_on(const struct list *list, const char *const *cells, size_t column)
{
    if (column + 1 == list->columns)
        return false;
    for (size_t i = column + 1; i < list->columns; i++)
        if (cells[i])
            return false;
    return true;
}

static void list_width_take(const struct list *list, const char *const *cells, int widths[])
{
    for (size_t i = 0; i < list->columns; i++) {
        int width = cells[i] ? text_width(cells[i]) : 0;
        if (widths[i] >= 0 && width > widths[i] && !list_width_runs_on(list, cells, i))
            widths[i] = width;
    }
}

/* The widest column, or the last that could take more; columns: there is none. */
static size_t list_width_pick(const struct list *list, const int widths[], bool widest)
{
    size_t found = list->columns;

    for (size_t i = 0; i < list->columns; i++)
        if (widths[i] >= 0 && (found == list->columns || !widest || widths[i] > widths[found]))
            found = i;
    return found;
}

static void list_width_settle(const struct list *list, int cols, int widths[])
{
    int left = list_width_left(list, cols, widths);
    size_t column = list_width_pick(list, widths, left < 0);

    for (; left < 0 && column < list->columns && widths[column] > 1; left++) {
        widths[column]--;
        column = list_width_pick(list, widths, true);
    }
    if (left > 0 && column < list->columns)
        widths[column] += left;
}

static void list_width_fit(const struct list *list, size_t first, int rows, int cols, int widths[])
{
    size_t count = list->model->count(list->data);

    list_width_take(list, list->heading, widths);
    for (size_t i = first; rows > 0 && i < first + (size_t)rows && i < count; i++) {
        struct list_row row = { 0 };

        list->model->row(list->data, i, &row);
        if (!row.rule && !row.still)
            list_width_take(list, row.cell, widths);
    }
    list_width_settle(list, cols, widths);
}

void list_widths(const struct list *list, size_t first, int rows, int cols,
                 int widths[LIST_COLUMNS])
{
    for (size_t i = 0; i < list->columns; i++)
        widths[i] = list->fitted && list->width[i] > 0 ? 0 : list->width[i];
    if (list->fitted)
        list_width_fit(list, first, rows, cols, widths);
    else
        list_width_rest(list, cols, widths);
}
