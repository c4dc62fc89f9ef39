/* mouse.c - a click does what keys would do: it walks to the row with Up and Down, to a button with
 * Tab, and presses what it says. So it works on every screen, and does nothing that keys cannot.
 *
 * Where something is drawn is found by drawing it again in memory, for no screen remembers that.
 */
#include "screens/app/app.h"

#include <string.h>

enum {
    MOUSE_SCROLLS = 3, /* rows, for one turn of the wheel */
    MOUSE_STEPS = 1000,
    MOUSE_TABS = 40,
    MOUSE_SIGNED = 16, /* columns that a row is known by */
    MOUSE_SIGN = 512
};

struct mouse_at {
    int y, x; /* where the cursor is */
    const struct screen *top;
    size_t depth;
};

static void mouse_look(const struct app *app, struct mouse_at *at)
{
    term_begin();
    frame_draw(app);
    term_cursor_planned(&at->y, &at->x);
    at->top = app_top(app);
    at->depth = app->depth;
}

/* False: another screen is on top now, or the program ends. */
static bool mouse_press(struct app *app, int key, struct mouse_at *at)
{
    const struct mouse_at was = *at;

    app_key(app, key);
    if (app->loop.ended)
        return false;
    mouse_look(app, at);
    return at->top == was.top && at->depth == was.depth;
}

/* What a row is known by, also when it moves because what stands under another goes: the start of
 * its text. */
static void mouse_sign(const struct app *app, int y, char sign[MOUSE_SIGN])
{
    struct area pane = app_top(app)->over ? term_area() : frame_pane(app);

    term_cells(y, pane.x + 3, app_top(app)->over ? pane.cols : MOUSE_SIGNED, sign, MOUSE_SIGN);
}

/* Does what was clicked stand where it stood? */
static bool mouse_still(const struct app *app, int row, const char *wanted)
{
    char sign[MOUSE_SIGN];

    mouse_sign(app, row, sign);
    return strcmp(sign, wanted) == 0;
}

enum mouse_went { MOUSE_ON, MOUSE_THERE, MOUSE_PAST };

/* One step: at an end, where a page turns, and behind what cannot be in hand it is taken back. */
static enum mouse_went mouse_step(struct app *app, int row, const char *wanted, int key,
                                  struct mouse_at *at)
{
    const bool down = key == K_DOWN;
    const int was = at->y;

    if (!mouse_press(app, key, at))
        return MOUSE_PAST;
    bool turned = down ? at->y <= was : at->y >= was;
    bool still = mouse_still(app, row, wanted);
    bool passed = still && (down ? at->y > row : at->y < row);
    if ((turned && at->y != was) || (passed && down))
        mouse_press(app, down ? K_UP : K_DOWN, at);
    if (turned || passed)
        return MOUSE_PAST;
    return !still && mouse_still(app, at->y, wanted) ? MOUSE_THERE : MOUSE_ON;
}

/* Walks to what was clicked. True: it is in hand. Nothing is done for a place without a text. */
static bool mouse_row(struct app *app, int row, struct mouse_at *at)
{
    const int key = row > at->y ? K_DOWN : K_UP;
    enum mouse_went went = MOUSE_ON;
    char wanted[MOUSE_SIGN];

    mouse_sign(app, row, wanted);
    for (int i = 0; *wanted && went == MOUSE_ON && at->y != row && i < MOUSE_STEPS; i++)
        went = mouse_step(app, row, wanted, key, at);
    return went == MOUSE_THERE || (went == MOUSE_ON && at->y == row);
}

static bool mouse_on(const struct mouse_at *at, int row, int from, int to)
{
    return at->y == row && at->x >= from && at->x <= to;
}

/* A button is gone to and pressed, "[x]" is turned. */
static void mouse_button(struct app *app, int row, int from, int to)
{
    struct mouse_at at;

    mouse_look(app, &at);
    if (!app_top(app)->over && !mouse_row(app, row, &at))
        return;
    row = app_top(app)->over ? row : at.y;
    if (to - from == 2 && at.y == row) {
        app_key(app, ' ');
        return;
    }
    for (int i = 0; i < MOUSE_TABS && !mouse_on(&at, row, from, to); i++)
        if (!mouse_press(app, at.y == row && at.x > to ? K_BACKTAB : K_TAB, &at))
            return;
    if (mouse_on(&at, row, from, to))
        app_key(app, K_ENTER);
}

/* Selected, or opened if it was. */
static void mouse_select(struct app *app, int row)
{
    struct mouse_at at;

    mouse_look(app, &at);
    if (at.y == row)
        app_key(app, K_ENTER);
    else
        mouse_row(app, row, &at);
}

static bool mouse_in(struct area area, const struct mouse *mouse)
{
    return mouse->y >= area.y && mouse->y < area.y + area.rows && mouse->x >= area.x &&
           mouse->x < area.x + area.cols;
}

/* From anywhere to another topic, if what is typed can be taken. */
static void mouse_topic(struct app *app, int row)
{
    struct mouse_at at;

    if (!app_leave(app))
        return;
    app_home(app);
    mouse_look(app, &at);
    if (mouse_row(app, row, &at))
        app_key(app, K_ENTER);
}

static void mouse_click(struct app *app, const struct mouse *mouse)
{
    int key = app->locked ? 0 : frame_key_at(app, mouse->y, mouse->x), from, to;
    bool over = app_top(app)->over;
    struct mouse_at at;

    mouse_look(app, &at);
    if (key)
        app_key(app, key);
    else if (!over && app->depth > 1 && !mouse_in(frame_pane(app), mouse) &&
             mouse_in(frame_topics(app), mouse))
        mouse_topic(app, mouse->y);
    else if (!over && !mouse_in(frame_pane(app), mouse))
        return;
    else if (term_brackets(mouse->y, mouse->x, &from, &to))
        mouse_button(app, mouse->y, from, to);
    else
        mouse_select(app, mouse->y);
}

void app_mouse(struct app *app, const struct mouse *mouse)
{
    struct area screen = term_area();

    for (int i = 0; mouse->what != MOUSE_CLICK && i < MOUSE_SCROLLS && !app->loop.ended; i++)
        app_key(app, mouse->what == MOUSE_WHEEL_UP ? K_UP : K_DOWN);
    if (mouse->what == MOUSE_CLICK && mouse->y < screen.rows && mouse->x < screen.cols)
        mouse_click(app, mouse);
}
