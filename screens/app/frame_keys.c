#include "screens/app/frame_keys.h"

#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"

enum { FRAME_KEYS = 32 };

/* "Enter open  / search"; keys[] are theirs, in the same order. */
static void frame_keys_text(const struct app *app, char text[], size_t size, int keys[FRAME_KEYS])
{
    const struct action *action = app->stack[app->depth - 1].screen->actions;
    size_t count = 0;

    text[0] = '\0';
    for (; action && action->key && count < FRAME_KEYS; action++) {
        size_t used = strlen(text);

        if (!action->name || !app_can(app, app->depth, action))
            continue;
        snprintf(text + used, size - used, "%s%s %s", used ? "  " : "", tr(action->name),
                 tr(action->does));
        keys[count++] = action->key;
    }
}

void frame_keys_draw(const struct app *app, struct area area)
{
    int keys[FRAME_KEYS];
    char text[256];

    if (!area.rows)
        return;
    frame_keys_text(app, text, sizeof text, keys);
    theme_fill(area.y, 0, area.cols + 2, ROLE_BAR);
    theme_keys(area.y, area.x, area.cols, text);
}

int frame_keys_find(const struct app *app, struct area area, int x)
{
    int keys[FRAME_KEYS] = { 0 };
    char text[256];

    frame_keys_text(app, text, sizeof text, keys);
    int which = x < area.x ? -1 : theme_keys_at(x - area.x, area.cols, text);
    return which < 0 || which >= FRAME_KEYS ? 0 : keys[which];
}
