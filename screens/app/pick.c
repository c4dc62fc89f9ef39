#include "screens/app/pick.h"

#include <stdlib.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "tui/picker.h"
#include "tui/text.h"

struct pick_state {
    struct pick pick;
    struct picker picker;
};

/* Where files were chosen last; at first the home folder. */
static const char *pick_start(const struct app *app)
{
    const char *home = getenv("HOME");

    return app->folder ? app->folder : home && *home ? "~/" : NULL;
}

static void pick_open(void *data, struct app *app, const void *subject)
{
    struct pick_state *state = data;

    state->pick = *(const struct pick *)subject;
    picker_open(&state->picker, pick_start(app));
}

static struct area pick_body(struct area area)
{
    area = frame_edged(area);
    if (area.rows > 4)
        area.y++, area.rows--;
    return area;
}

static void pick_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct pick_state *state = data;

    (void)app;
    if (area.rows > 4)
        theme_put(area.y, frame_edged(area).x, frame_edged(area).cols, ROLE_TITLE,
                  tr(state->pick.title));
    picker_draw(&state->picker, pick_body(area), active);
}

/* The paths outlive the screen, whose state is buried behind the key only. */
static void pick_finish(struct pick_state *state, struct app *app)
{
    struct picker *picker = &state->picker;
    char *paths[PICKER_MAX];
    size_t count = picker->chosen_count;

    for (size_t i = 0; i < count; i++)
        paths[i] = picker->chosen[i];
    picker->chosen_count = 0;
    void (*taken)(struct app *, char *const[], size_t) = state->pick.taken;
    app_pop(app);
    taken(app, paths, count);
    while (count)
        free(paths[--count]);
}

static enum key_answer pick_key(void *data, struct app *app, struct area area, int pressed)
{
    struct pick_state *state = data;
    enum key_answer answer = picker_key(&state->picker, pick_body(area), pressed);

    if (state->picker.done)
        pick_finish(state, app);
    return answer;
}

static enum key_answer pick_paste(void *data, struct app *app, const char *text)
{
    struct pick_state *state = data;

    (void)app;
    picker_paste(&state->picker, text);
    return TAKEN;
}

static void close_pick(void *data, struct app *app)
{
    struct pick_state *state = data;

    free(app->folder);
    app->folder = copy(state->picker.folder.path);
    picker_close(&state->picker);
}

static const char *pick_help(const void *data, const struct app *app, const char **source)
{
    (void)app;
    (void)source;
    return ((const struct pick_state *)data)->pick.help;
}

static const struct action pick_actions[] = {
    { K_TAB, "Tab", "complete" }, { K_DOWN, "Down", "list" }, { ' ', "Space", "choose" },
    { K_ENTER, "Enter", "take" }, { K_ESC, "Esc", "back" },   { 0 },
};

const struct screen pick_screen = {
    .size = sizeof(struct pick_state),
    .actions = pick_actions,
    .open = pick_open,
    .draw = pick_draw,
    .key = pick_key,
    .paste = pick_paste,
    .close = close_pick,
    .help = pick_help,
};
