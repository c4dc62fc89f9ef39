#include "tui/ask.h"
#include "tui/term.h"
#include "tui/text.h"
#include "tui/theme.h"
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { WIDEST = 64 };

/* Where everything stands, computed anew for each paint and each key. */
struct ask_layout {
    struct area box, text;
    int lines; /* of the whole text */
    int edit_y, why_y, buttons_y;
    int button_rows; /* of them that are shown */
    bool framed;
};

static int ask_least(int a, int b)
{
    return a < b ? a : b;
}

static int ask_buttons_width(const struct ask *ask)
{
    int width = 0;

    for (size_t i = 0; ask->buttons[i]; i++)
        width += text_width(ask->buttons[i]) + 6;
    return width;
}

/* In which row of buttons that one stands, where only so many columns are; x: where in it. */
static int ask_button_row(const struct ask *ask, int cols, size_t button, int *x)
{
    int row = 0, at = 0;

    for (size_t i = 0; ask->buttons[i]; i++) {
        int width = text_width(ask->buttons[i]) + 4;
        if (at && at + width > cols)
            row++, at = 0;
        *x = at;
        if (i == button)
            break;
        at += width + 2;
    }
    return row;
}

static int widest_line(const char *text)
{
    int widest = 0;
    size_t next;

    for (; *text; text += next) {
        int width = text_width_of(text, text_wrap(text, WIDEST - 4, &next));
        widest = width > widest ? width : widest;
    }
    return widest;
}

static int wanted_width(const struct ask *ask)
{
    int text = widest_line(ask->text);
    int width = ask->edit && text < 48 ? 48 : text;
    int title = ask->title ? text_width(ask->title) : 0;

    width = width < ask_buttons_width(ask) ? ask_buttons_width(ask) : width;
    return width < title ? title + 4 : width + 4;
}

/* All of them, but for a line of text and what stands below it; never none. */
static int ask_button_rows(const struct ask *ask, int cols, int room)
{
    int x, rows = ask_button_row(ask, cols, SIZE_MAX, &x) + 1;

    return rows > room && room > 0 ? room : room > 0 ? rows : 1;
}

/* What is typed and what is pressed come first, then the text, then blank lines and the frame. */
static struct ask_layout ask_make_plan(const struct ask *ask)
{
    struct area screen = term_area();
    struct ask_layout plan = { .framed = screen.rows >= 7 && screen.cols >= 12 };
    int frame = plan.framed ? 1 : 0;
    int cols = ask_least(wanted_width(ask), screen.cols) - 4 * frame;
    int below = (ask->edit ? 1 : 0) + (ask->why && cols > 2 ? text_lines(ask->why, cols - 2) : 0);
    int air = screen.rows >= 12;

    plan.button_rows = ask_button_rows(ask, cols, screen.rows - 2 * frame - below - 1);
    below += plan.button_rows;
    plan.lines = cols > 0 ? text_lines(ask->text, cols) : 0;
    plan.text.rows = ask_least(plan.lines, screen.rows - below - 2 * frame - air);
    plan.text.rows = plan.text.rows < 0 ? 0 : plan.text.rows;
    plan.box.rows = ask_least(plan.text.rows + below + 2 * frame + air, screen.rows);
    plan.box.cols = cols + 4 * frame;
    plan.box.y = (screen.rows - plan.box.rows) / 2;
    plan.box.x = (screen.cols - plan.box.cols) / 2;
    plan.text.y = plan.box.y + frame;
    plan.text.x = plan.box.x + 2 * frame;
    plan.text.cols = cols;
    plan.edit_y = plan.text.y + plan.text.rows;
    plan.why_y = plan.edit_y + (ask->edit ? 1 : 0);
    plan.buttons_y = plan.box.y + plan.box.rows - plan.button_rows - frame;
    return plan;
}

static int ask_last_top(const struct ask_layout *plan)
{
    return plan->lines > plan->text.rows ? plan->lines - plan->text.rows : 0;
}

static void put_text(const struct ask *ask, const struct ask_layout *plan)
{
    const char *text = ask->text;
    size_t next = 0;

    for (int skip = ask_least(ask->top, ask_last_top(plan)); skip > 0 && *text;
         skip--, text += next)
        text_wrap(text, plan->text.cols, &next);
    for (int line = 0; line < plan->text.rows && *text; line++, text += next) {
        size_t size = text_wrap(text, plan->text.cols, &next);
        text_put_of(plan->text.y + line, plan->text.x, plan->text.cols, text, size);
    }
}

/* In rows, which are scrolled so far that the one in hand is seen. */
static void ask_put_buttons(const struct ask *ask, const struct ask_layout *plan)
{
    int x = 0, first = ask_button_row(ask, plan->text.cols, ask->focus, &x) - plan->button_rows + 1;
    char text[128];

    first = first < 0 ? 0 : first;
    for (size_t i = 0; ask->buttons[i]; i++) {
        bool in_hand = i == ask->focus && !ask->typing;
        int row = ask_button_row(ask, plan->text.cols, i, &x) - first;
        if (row < 0 || row >= plan->button_rows)
            continue;
        snprintf(text, sizeof text, "[ %s ]", ask->buttons[i]);
        if (in_hand)
            term_cursor(plan->buttons_y + row,
                        plan->text.x + ask_least(x + 2, plan->text.cols - 1));
        theme_put(plan->buttons_y + row, plan->text.x + x, plan->text.cols - x,
                  in_hand ? ROLE_FOCUS : ROLE_BUTTON, text);
    }
}

static void put_frame(const struct ask *ask, const struct ask_layout *plan)
{
    term_box(plan->box);
    if (ask->title)
        theme_put(plan->box.y, plan->box.x + 2, plan->text.cols, ROLE_TITLE, ask->title);
    if (ask_last_top(plan) > 0)
        text_put(plan->box.y + plan->box.rows - 1, plan->text.x, plan->text.cols,
                 text_tr("more: Page Up, Page Down"));
}

/* A code is typed blind: how far one is says whether one was left out. */
static void ask_put_count(const struct ask *ask, const struct ask_layout *plan, enum role role)
{
    int cols = plan->text.cols - 2;
    size_t count = 0;
    char text[64];

    for (size_t i = 0; i < ask->edit->size; i++)
        count += isalnum((unsigned char)ask->edit->text[i]) != 0;
    if (!count || count > ask->whole)
        return;
    snprintf(text, sizeof text, text_tr("a code: %zu of %zu"), count, ask->whole);
    int width = text_width(text);
    if (edit_columns(ask->edit, 0, ask->edit->size) + 2 + width <= cols)
        theme_put(plan->edit_y, plan->text.x + 2 + cols - width, width, role, text);
}

void ask_draw(const struct ask *ask)
{
    struct ask_layout plan = ask_make_plan(ask);

    if (plan.framed)
        put_frame(ask, &plan);
    else
        term_blank(plan.box);
    put_text(ask, &plan);
    if (ask->edit) {
        enum role role = ask->typing ? ROLE_FIELD_FOCUS : ROLE_FIELD;
        theme_put(plan.edit_y, plan.text.x, 2, ROLE_TITLE, "> ");
        theme_fill(plan.edit_y, plan.text.x + 2, plan.text.cols - 2, role);
        theme_use(role);
        edit_draw(ask->edit, plan.edit_y, plan.text.x + 2, plan.text.cols - 2, ask->typing);
        ask_put_count(ask, &plan, role);
        theme_use(ROLE_PLAIN);
    }
    if (ask->why && plan.text.cols > 2) {
        theme_mark(plan.why_y, plan.text.x, ask->mark);
        text_put_wrapped((struct area){ plan.why_y, plan.text.x + 2, plan.buttons_y - plan.why_y,
                                        plan.text.cols - 2 },
                         ask->why);
    }
    ask_put_buttons(ask, &plan);
}

static size_t ask_count(const struct ask *ask)
{
    size_t n = 0;

    while (ask->buttons[n])
        n++;
    return n;
}

/* Tab goes round: the line, if there is one, then the buttons. */
static void ask_step(struct ask *ask, bool back)
{
    size_t stops = ask_count(ask) + (ask->edit ? 1 : 0);
    size_t at = ask->typing ? 0 : ask->focus + (ask->edit ? 1 : 0);

    if (stops == 0)
        return;
    at = (at + (back ? stops - 1 : 1)) % stops;
    ask->typing = ask->edit && at == 0;
    ask->focus = ask->typing ? 0 : at - (ask->edit ? 1 : 0);
}

static int by_letter(const struct ask *ask, int key)
{
    char letter[5] = { 0 };

    text_write((unsigned)key, letter);
    for (size_t i = 0; ask->buttons[i]; i++) {
        char first[5] = { 0 };
        memcpy(first, ask->buttons[i], text_read(ask->buttons[i], strlen(ask->buttons[i]), NULL));
        if (text_match(first, letter))
            return (int)i;
    }
    return ASK_OPEN;
}

static void scroll_text(struct ask *ask, bool down)
{
    struct ask_layout plan = ask_make_plan(ask);
    int lines = plan.text.rows > 1 ? plan.text.rows - 1 : 1;

    ask->top = ask_least(ask->top, ask_last_top(&plan)) + (down ? lines : -lines);
    ask->top = ask->top < 0 ? 0 : ask_least(ask->top, ask_last_top(&plan));
}

/* Left and Right move between buttons, unless they move in the line. */
static int direction(const struct ask *ask, int key)
{
    if (key == K_TAB || key == K_DOWN || (key == K_RIGHT && !ask->typing))
        return 1;
    return key == K_BACKTAB || key == K_UP || (key == K_LEFT && !ask->typing) ? -1 : 0;
}

int ask_key(struct ask *ask, int key)
{
    int way = direction(ask, key);

    if (key == K_ESC)
        return ASK_LEFT;
    if (key == K_ENTER || (key == ' ' && !ask->typing))
        return ask->typing ? 0 : (int)ask->focus;
    if (key == K_PAGE_DOWN || key == K_PAGE_UP)
        scroll_text(ask, key == K_PAGE_DOWN);
    else if (way)
        ask_step(ask, way < 0);
    else if (ask->typing)
        edit_key(ask->edit, key);
    else if (key_types(key))
        return by_letter(ask, key);
    return ASK_OPEN;
}

void ask_paste(struct ask *ask, const char *text)
{
    if (ask->typing)
        edit_paste(ask->edit, text);
}
