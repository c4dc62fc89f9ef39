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

/* Its box, moved onto the screen. */
static struct area menu_place(const struct menu *menu, size_t choices)
{
    struct area screen = term_area();
    struct area box = { .rows = menu_least((int)choices + 2, screen.rows), .cols = 4 };

    for (size_t i = 0; i < choices; i++)
        if (text_width(menu->choices[i]) + 4 > box.cols)
            box.cols = text_width(menu->choices[i]) + 4;
    if (menu->title && text_width(menu->title) + 4 > box.cols)
        box.cols = text_width(menu->title) + 4;
    box.cols = menu_least(box.cols, screen.cols);
    box.y = menu_least(menu->y < 0 ? 0 : menu->y, screen.rows - box.rows);
    box.x = menu_least(menu->x < 0 ? 0 : menu->x, screen.cols - box.cols);
    return box;
}

/* Too low for a frame: the choice in hand must be seen, the frame need not. */
static struct area inside(struct area box)
{
    if (box.rows < 3)
        return box;
    return (struct area){ box.y + 1, box.x + 2, box.rows - 2, box.cols - 4 };
}

static void menu_put_row(const struct menu *menu, size_t i, int y, struct area in)
{
    bool focused = i == menu->focus;

    if (focused) {
        term_cursor(y, in.x);
        theme_fill(y, in.x - 1, in.cols + 1, ROLE_FOCUS);
        theme_pointer(y, in.x - 1, ROLE_FOCUS);
    }
    theme_put(y, in.x, in.cols, focused ? ROLE_FOCUS : ROLE_PLAIN, menu->choices[i]);
}

void menu_draw(const struct menu *menu)
{
    size_t choices = menu_count(menu);
    struct area box = menu_place(menu, choices);
    struct area in = inside(box);
    size_t page = in.rows > 0 ? menu->focus / (size_t)in.rows * (size_t)in.rows : 0;

    if (box.rows < 3)
        term_blank(box);
    else
        term_box(box);
    if (menu->title && box.rows >= 3)
        theme_put(box.y, box.x + 2, in.cols, ROLE_TITLE, menu->title);
    for (int line = 0; line < in.rows && page + (size_t)line < choices; line++)
        menu_put_row(menu, page + (size_t)line, in.y + line, in);
    if (box.rows >= 3 && page > 0)
        text_put_right(box.y, box.x + 2, in.cols, "more");
    if (box.rows >= 3 && page + (size_t)in.rows < choices)
        text_put_right(box.y + box.rows - 1, box.x + 2, in.cols, "more");
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
    return MENU_OPEN;
}
