/* actions.c - a menu of all that can be done here, for anyone who does not know the keys. */
#include "backend/base/language.h"
#include "screens/app/app.h"
#include "tui/menu.h"

#include <stdio.h>
#include <string.h>

enum { ACTIONS_MAX = 32 };

struct actions_state {
    struct menu menu;
    const struct action *rows[ACTIONS_MAX];
    const char *names[ACTIONS_MAX + 1], *keys[ACTIONS_MAX + 1];
    char letters[ACTIONS_MAX][3]; /* of those that have no place in the line of keys */
    size_t count;
};

static const struct action everywhere[] = {
    { K_CTRL('p'), "^P", "search all settings" },
    { K_CTRL('_'), "u, ^_", "undo" },
    { K_CTRL('y'), "^Y", "redo" },
    { K_CTRL('s'), "^S", "review and save" },
    { K_LOOK, NULL, "look: colours, contrast, plain" },
    { K_F(1), "F1", "help" },
    { K_CTRL('q'), "^Q", "quit" },
    { 0 },
};

/* What a screen names itself is not named again, nor by another key that does the same. */
static bool actions_has(const struct actions_state *state, const struct action *row)
{
    for (size_t i = 0; i < state->count; i++)
        if (state->rows[i]->key == row->key || strcmp(state->rows[i]->does, row->does) == 0)
            return true;
    return false;
}

static const char *actions_key_name(const struct action *row, char letter[3])
{
    letter[0] = '\0';
    if (row->key > 0 && row->key < ' ')
        snprintf(letter, 3, "^%c", row->key + '@');
    else if (row->key > ' ' && row->key < 0x7f)
        snprintf(letter, 3, "%c", row->key);
    return row->name ? tr(row->name) : letter;
}

static void actions_gather(struct actions_state *state, const struct app *app,
                           const struct action *rows)
{
    for (; rows && rows->key && state->count < ACTIONS_MAX; rows++) {
        size_t i = state->count;

        if (rows->key == K_CTRL('o') || rows->key == K_TAB || actions_has(state, rows) ||
            !app_can(app, app->depth - 1, rows))
            continue;
        state->rows[i] = rows;
        state->names[i] = tr(rows->does);
        state->keys[i] = actions_key_name(rows, state->letters[i]);
        state->count++;
    }
}

static void actions_open(void *data, struct app *app, const void *subject)
{
    struct actions_state *state = data;

    actions_gather(state, app, subject);
    actions_gather(state, app, everywhere);
    state->menu = (struct menu){
        .title = tr("Actions"), .choices = state->names, .keys = state->keys, .y = 3, .x = 24
    };
}

static void actions_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct actions_state *state = data;

    (void)app;
    (void)area;
    (void)active;
    menu_draw(&state->menu);
}

static bool actions_has_key(const struct actions_state *state, int key)
{
    for (size_t i = 0; i < state->count; i++)
        if (state->rows[i]->key == key)
            return true;
    return false;
}

/* The chosen action is its key, pressed on the screen below. */
static enum key_answer actions_key(void *data, struct app *app, struct area area, int pressed)
{
    struct actions_state *state = data;
    int choice = menu_key(&state->menu, pressed);
    int then = choice >= 0 ? state->rows[choice]->key : choice == MENU_OTHER ? pressed : 0;

    (void)area;
    if (choice == MENU_OPEN || (choice == MENU_OTHER && !actions_has_key(state, pressed)))
        return TAKEN;
    app_pop(app);
    if (then)
        app_key(app, then);
    return TAKEN;
}

static const struct action actions_actions[] = {
    { K_ENTER, "Enter", "do it" },
    { K_ESC, "Esc", "back" },
    { 0 },
};

const struct screen actions_screen = {
    .size = sizeof(struct actions_state),
    .over = true,
    .actions = actions_actions,
    .open = actions_open,
    .draw = actions_draw,
    .key = actions_key,
};
