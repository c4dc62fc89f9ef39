#include "tui/list_own.h"
#include "tui/text.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static size_t list_count(const struct list *list)
{
    return list->model->count(list->data);
}

static bool has_heading(const struct list *list)
{
    for (size_t i = 0; i < list->columns; i++)
        if (list->heading[i])
            return true;
    return false;
}

static bool shows_filter(const struct list *list)
{
    return list->filtering || list->filter.size > 0;
}

/* Where the rows stand; a heading, the text after '/' and the line that says how many more there
 * are take a line each, where there is room. */
static struct area list_body(const struct list *list, struct area area)
{
    if (has_heading(list) && area.rows > 3)
        area.y++, area.rows--;
    if (shows_filter(list) && area.rows > 1)
        area.rows--;
    if (list_count(list) > (size_t)(area.rows > 0 ? area.rows : 0) && area.rows > 3)
        area.rows--;
    return area;
}

/* The first row of the page that has focus; the last page is as full as the others. */
static size_t page(const struct list *list, struct area in)
{
    size_t height = in.rows > 0 ? (size_t)in.rows : 1, rows = list_count(list);
    size_t first = list->focus / height * height, last = rows > height ? rows - height : 0;

    return in.rows <= 0 ? 0 : first < last ? first : last;
}

/* A cell may run on over the empty ones behind it. */
static int spare(const struct list *list, const char *const *cells, size_t column,
                 const int widths[])
{
    int columns = 0;

    for (size_t i = column + 1; i < list->columns && (!cells[i] || !*cells[i]); i++)
        columns += 2 + abs(widths[i]);
    return columns;
}

static void put_cells(const struct list *list, const char *const *cells, int y, struct area in,
                      enum role role, const int widths[])
{
    int x = in.x, end = in.x + in.cols;

    for (size_t i = 0; i < list->columns; i++) {
        int width = widths[i];
        int room = width < 0 ? -width : width + spare(list, cells, i, widths);
        room = room < end - x ? room : end - x;
        theme_use(role);
        if (width < 0)
            text_put_right(y, x, room, cells[i]);
        else
            text_put(y, x, room, cells[i]);
        theme_use(ROLE_PLAIN);
        x += (width < 0 ? -width : width) + 2;
    }
}

static void list_put_row(const struct list *list, size_t i, int y, struct area in, bool active,
                         const int widths[])
{
    struct area cells = { y, in.x + 3, 1, in.cols - 3 };
    struct list_row row = { 0 };
    bool focused = i == list->focus;

    list->model->row(list->data, i, &row);
    if (row.rule)
        return;
    enum role role = !focused ? row.role : active ? ROLE_FOCUS : ROLE_CHOSEN;
    if (focused) {
        theme_fill(y, in.x, in.cols, role);
        theme_pointer(y, in.x, role);
    }
    if (focused && active)
        term_cursor(y, cells.x);
    theme_mark_on(y, in.x + 1, row.mark, focused ? role : ROLE_PLAIN);
    if (row.chosen)
        theme_put(y, cells.x - 1, 1, role, "*");
    put_cells(list, row.cell, y, cells, role, widths);
}

static void put_filter(const struct list *list, int y, struct area area, bool active)
{
    text_put(y, area.x, 1, "/");
    edit_draw(&list->filter, y, area.x + 1, area.cols - 1, active && list->filtering);
}

static void list_put_more(const struct list *list, size_t first, struct area in, struct area area)
{
    char text[3 * TEXT_NUMBER + 16], from[TEXT_NUMBER], to[TEXT_NUMBER], of[TEXT_NUMBER];
    size_t rows = list_count(list), last = first + (size_t)in.rows;
    int y = in.y + in.rows;

    if (y >= area.y + area.rows - shows_filter(list) || rows <= (size_t)in.rows)
        return;
    text_number(first + 1, from);
    text_number(last < rows ? last : rows, to);
    text_number(rows, of);
    snprintf(text, sizeof text, text_tr("%s-%s of %s"), from, to, of);
    text_put(y, area.x + 3, area.cols - 3, text);
}

void list_draw(const struct list *list, struct area area, bool active)
{
    struct area in = list_body(list, area);
    size_t rows = list_count(list), first = page(list, in);
    struct area heading = { area.y, area.x + 3, 1, area.cols - 3 };
    int widths[LIST_COLUMNS];

    list_widths(list, first, in.rows, in.cols - 3, widths);
    if (in.y > area.y)
        put_cells(list, list->heading, area.y, heading, ROLE_TITLE, widths);
    for (int line = 0; line < in.rows && first + (size_t)line < rows; line++)
        list_put_row(list, first + (size_t)line, in.y + line, in, active, widths);
    list_put_more(list, first, in, area);
    if (rows == 0 && list->filter.size > 0 && active)
        term_cursor(in.y, in.x + 3);
    if (rows == 0 && list->filter.size > 0)
        text_put(in.y, in.x + 3, in.rows > 0 ? in.cols - 3 : 0, text_tr("nothing matches"));
    if (shows_filter(list))
        put_filter(list, area.y + area.rows - 1, area, active);
}

static bool is_passed(const struct list *list, size_t i)
{
    struct list_row row = { 0 };

    list->model->row(list->data, i, &row);
    return row.rule || row.still;
}

/* The nearest row from `to` on that can have focus, looking first in the direction of the move. */
static enum key_answer list_go(struct list *list, size_t to, bool down)
{
    size_t rows = list_count(list);
    size_t i = to < rows ? to : rows - 1;

    if (rows == 0)
        return TAKEN;
    for (; i < rows; i = down ? i + 1 : i - 1)
        if (!is_passed(list, i)) {
            list->focus = i;
            return TAKEN;
        }
    return TAKEN;
}

void list_settle(struct list *list)
{
    size_t rows = list_count(list);

    if (list->focus >= rows)
        list->focus = rows ? rows - 1 : 0;
    if (rows && is_passed(list, list->focus))
        list_go(list, list->focus, false);
    if (rows && is_passed(list, list->focus))
        list_go(list, list->focus, true);
}

static void report_filter(struct list *list)
{
    list->model->filter(list->data, list->filter.text);
    list->focus = 0;
    list_settle(list);
}

static enum key_answer end_filter(struct list *list)
{
    edit_close(&list->filter);
    list->filtering = false;
    report_filter(list);
    return TAKEN;
}

static enum key_answer start_filter(struct list *list)
{
    if (!list->model->filter)
        return IGNORED;
    if (list->filter.size == 0)
        edit_start(&list->filter, NULL, 128);
    list->filtering = true;
    return TAKEN;
}

/* Enter keeps the filter and goes on with the rows it leaves; the arrows do that too. If it leaves
 * none, there is nothing to go on with: it is still being typed. */
static bool key_filter(struct list *list, int key)
{
    if (key == K_ESC)
        end_filter(list);
    else if (key == K_ENTER || key == K_TAB || key == K_UP || key == K_DOWN)
        list->filtering = list_count(list) == 0;
    else if (edit_key(&list->filter, key))
        report_filter(list);
    else
        return key_types(key);
    return key != K_UP && key != K_DOWN;
}

enum key_answer list_key(struct list *list, struct area area, int key)
{
    size_t lines = (size_t)(list_body(list, area).rows > 0 ? list_body(list, area).rows : 1);

    if (list->filtering && key_filter(list, key))
        return TAKEN;
    switch (key_moves(key)) {
    case K_ESC:
        return list->filter.size ? end_filter(list) : IGNORED;
    case '/':
        return start_filter(list);
    case K_UP:
        return list->focus == 0 ? IGNORED : list_go(list, list->focus - 1, false);
    case K_DOWN:
        return list->focus + 1 >= list_count(list) ? IGNORED : list_go(list, list->focus + 1, true);
    case K_PAGE_UP:
        return list_go(list, list->focus > lines ? list->focus - lines : 0, list->focus <= lines);
    case K_PAGE_DOWN:
        return list_go(list, list->focus + lines, list->focus + lines < list_count(list));
    case K_HOME:
        return list_go(list, 0, true);
    case K_END:
        return list_go(list, SIZE_MAX, false);
    default:
        return IGNORED;
    }
}

enum key_answer list_paste(struct list *list, const char *text)
{
    if (!list->filtering)
        return IGNORED;
    edit_paste(&list->filter, text);
    report_filter(list);
    return TAKEN;
}
