/* actions.c - a menu of all that can be done here, for anyone who does not know the keys. */
#include "backend/base/language.h"
#include "backend/base/utf8.h"
#include "screens/app/app.h"
#include "tui/menu.h"

#include <stdio.h>
#include <string.h>

enum { ACTIONS_MAX = 32 };

struct actions_state {
    struct menu menu;
    const struct action *rows[ACTIONS_MAX];
    const char *names[ACTIONS_MAX + 1];
    char text[ACTIONS_MAX][48];
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

/* A letter that has no place in the line of keys is told here. */
static const char *actions_key_name(const struct action *row, char letter[2])
{
    letter[0] = row->key > ' ' && row->key < 0x7f ? (char)row->key : '\0';
    letter[1] = '\0';
    return row->name ? tr(row->name) : letter;
}

static void actions_gather(struct actions_state *state, const struct app *app,
                           const struct action *rows)
{
    char letter[2];

    for (; rows && rows->key && state->count < ACTIONS_MAX; rows++) {
        if (rows->key == K_CTRL('o') || rows->key == K_TAB || actions_has(state, rows) ||
            !app_can(app, app->depth - 1, rows))
            continue;
        const char *does = tr(rows->does);
        snprintf(state->text[state->count], sizeof state->text[0], "%s%*s%s", does,
                 utf8_blanks(does, 25), "", actions_key_name(rows, letter));
        state->rows[state->count] = rows;
        state->names[state->count] = state->text[state->count];
        state->count++;
    }
}

static void actions_open(void *data, struct app *app, const void *subject)
{
    struct actions_state *state = data;

    actions_gather(state, app, subject);
    actions_gather(state, app, everywhere);
    state->menu = (struct menu){ .title = tr("Actions"), .choices = state->names, .y = 3, .x = 24 };
}

static void actions_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct actions_state *state = data;

    (void)app;
    (void)area;
    (void)active;
    menu_draw(&state->menu);
}

/* The chosen action is its key, pressed on the screen below. */
static enum key_answer actions_key(void *data, struct app *app, struct area area, int pressed)
{
    struct actions_state *state = data;
    int choice = menu_key(&state->menu, pressed);

    (void)area;
    if (choice == MENU_OPEN)
        return TAKEN;
    int then = choice == MENU_LEFT ? 0 : state->rows[choice]->key;
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
