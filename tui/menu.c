#include "tui/menu.h"
#include "tui/text.h"
#include "tui/theme.h"
#include <string.h>

static size_t menu_count(const struct menu *menu)
{
    size_t n = 0;

    while (menu->choices[n])
        n++;
    return n;
}

static int menu_least(int a, int b)
{
    return a < b ? a : b;
}

/* How far the meaning stands behind its choice, and the keys behind the widest. */
enum { MENU_INDENT = 2, MENU_GAP = 2, MENU_FRAME = 4, MENU_EDGES = 2 };

/* What is drawn: the box, and how many lines each choice takes in it. */
struct menu_layout {
    struct area box, in;
    size_t choices;
    bool all, one; /* meanings: of all, of the one in hand, of none */
};

/* As many columns as it may cover; of the rows all. */
static struct area menu_room(const struct menu *menu)
{
    struct area screen = term_area(), room = menu->within;

    if (room.cols <= 0)
        return screen;
    return (struct area){ screen.y, room.x, screen.rows, room.cols };
}

static bool menu_has_key(const struct menu *menu, size_t i)
{
    return menu->keys && menu->keys[i][0];
}

/* The columns of the keys, with the gap before them. */
static int menu_key_cols(const struct menu *menu)
{
    int cols = 0;

    for (size_t i = 0; menu->choices[i]; i++) {
        int own = menu_has_key(menu, i) ? text_width(menu->keys[i]) + MENU_GAP : 0;

        cols = own > cols ? own : cols;
    }
    return cols;
}

static int menu_cols(const struct menu *menu, size_t choices)
{
    int keys = menu_key_cols(menu);
    int cols = menu->title ? text_width(menu->title) : 0;

    for (size_t i = 0; i < choices; i++) {
        int meant = menu->meanings ? text_width(menu->meanings[i]) + MENU_INDENT : 0;
        int own = text_width(menu->choices[i]) + (menu_has_key(menu, i) ? keys : 0);

        cols = own > cols ? own : cols;
        cols = meant > cols ? meant : cols;
    }
    return menu_least(cols + MENU_FRAME, menu_room(menu).cols);
}

/* Lines of a meaning; 0: there is none. */
static int menu_meant(const struct menu *menu, size_t i, int cols)
{
    return menu->meanings ? text_lines(menu->meanings[i], cols - MENU_FRAME - MENU_INDENT) : 0;
}

static bool menu_says(const struct menu *menu, const struct menu_layout *layout, size_t i)
{
    return menu->meanings && (layout->all || (layout->one && i == menu->focus));
}

/* The rows inside, with as many meanings as there is room for. */
static int menu_rows(const struct menu *menu, struct menu_layout *layout, int cols, int room)
{
    int choices = (int)layout->choices, meant = 0, most = 0;

    for (size_t i = 0; i < layout->choices; i++) {
        int lines = menu_meant(menu, i, cols);

        meant += lines;
        most = lines > most ? lines : most;
    }
    layout->all = meant > 0 && choices + meant <= room;
    if (layout->all)
        return choices + meant;
    layout->one = most > 0 && choices + most <= room; /* whichever is in hand: the box stays */
    return choices + (layout->one ? most : 0);
}

/* Too low for a frame: the choice in hand must be seen, the frame need not. */
static struct area inside(struct area box)
{
    if (box.rows < 3)
        return box;
    return (struct area){ box.y + 1, box.x + 2, box.rows - MENU_EDGES, box.cols - MENU_FRAME };
}

/* Its box, moved onto the screen. */
static struct menu_layout menu_layout(const struct menu *menu)
{
    struct area room = menu_room(menu);
    struct menu_layout layout = { .choices = menu_count(menu) };
    int cols = menu_cols(menu, layout.choices);
    int rows = menu_rows(menu, &layout, cols, room.rows - MENU_EDGES) + MENU_EDGES;

    layout.box = (struct area){ .rows = menu_least(rows, room.rows), .cols = cols };
    layout.box.y = menu_least(menu->y < 0 ? 0 : menu->y, room.rows - layout.box.rows);
    layout.box.x =
        menu_least(menu->x < room.x ? room.x : menu->x, room.x + room.cols - layout.box.cols);
    layout.in = inside(layout.box);
    return layout;
}

static void menu_put_choice(const struct menu *menu, size_t i, int y, struct area in)
{
    bool focused = i == menu->focus;
    enum role role = focused ? ROLE_FOCUS : ROLE_PLAIN;
    int keys = menu_has_key(menu, i) ? menu_key_cols(menu) : 0;

    if (focused) {
        term_cursor(y, in.x);
        theme_fill(y, in.x - 1, in.cols + 1, ROLE_FOCUS);
        theme_pointer(y, in.x - 1, ROLE_FOCUS);
    }
    theme_put(y, in.x, in.cols - keys, role, menu->choices[i]);
    if (keys)
        theme_put(y, in.x + in.cols - keys + MENU_GAP, keys - MENU_GAP, role, menu->keys[i]);
}

/* A choice and its meaning; returns the lines used. */
static int menu_put_row(const struct menu *menu, const struct menu_layout *layout, size_t i, int y)
{
    struct area in = layout->in;
    struct area below = { y + 1, in.x + MENU_INDENT, in.y + in.rows - y - 1,
                          in.cols - MENU_INDENT };

    menu_put_choice(menu, i, y, in);
    return 1 + (menu_says(menu, layout, i) ? text_put_wrapped(below, menu->meanings[i]) : 0);
}

static void menu_put_frame(const struct menu *menu, const struct menu_layout *layout, size_t page)
{
    struct area box = layout->box, in = layout->in;

    if (box.rows < 3) {
        term_blank(box);
        return;
    }
    term_box(box);
    if (menu->title)
        theme_put(box.y, box.x + 2, in.cols, ROLE_TITLE, menu->title);
    if (page > 0)
        text_put_right(box.y, box.x + 2, in.cols, text_tr("more"));
    if (!layout->all && !layout->one && page + (size_t)in.rows < layout->choices)
        text_put_right(box.y + box.rows - 1, box.x + 2, in.cols, text_tr("more"));
}

void menu_draw(const struct menu *menu)
{
    struct menu_layout layout = menu_layout(menu);
    struct area in = layout.in;
    bool whole = layout.all || layout.one || in.rows <= 0;
    size_t page = whole ? 0 : menu->focus / (size_t)in.rows * (size_t)in.rows;
    int y = in.y;

    menu_put_frame(menu, &layout, page);
    for (size_t i = page; i < layout.choices && y < in.y + in.rows; i++)
        y += menu_put_row(menu, &layout, i, y);
}

static void seek(struct menu *menu, size_t choices, int key)
{
    char letter[5] = { 0 };

    text_write((unsigned)key, letter);
    for (size_t step = 1; step <= choices; step++) {
        size_t i = (menu->focus + step) % choices;
        char first[8] = { 0 };
        memcpy(first, menu->choices[i],
               text_read(menu->choices[i], strlen(menu->choices[i]), NULL));
        if (text_match(first, letter)) {
            menu->focus = i;
            return;
        }
    }
}

int menu_key(struct menu *menu, int key)
{
    size_t choices = menu_count(menu);

    if (key == K_ESC || choices == 0)
        return MENU_LEFT;
    if (key == K_ENTER || key == ' ')
        return (int)menu->focus;
    if (key == K_UP || key == K_BACKTAB)
        menu->focus = (menu->focus + choices - 1) % choices;
    else if (key == K_DOWN || key == K_TAB)
        menu->focus = (menu->focus + 1) % choices;
    else if (key == K_HOME || key == K_PAGE_UP)
        menu->focus = 0;
    else if (key == K_END || key == K_PAGE_DOWN)
        menu->focus = choices - 1;
    else if (key_types(key))
        seek(menu, choices, key);
    else
        return MENU_OTHER;
    return MENU_OPEN;
}
