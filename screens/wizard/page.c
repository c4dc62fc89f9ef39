#include "screens/wizard/page.h"

#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "tui/pager.h"

struct page_state {
    struct page_text page;
    struct pager pager;
    const char **lines; /* in the text, whose line ends are cut */
    size_t count, room;
};

static const char *page_line(const void *data, size_t i, enum role *role)
{
    const struct page_state *state = data;

    if (i >= state->count)
        return NULL;
    *role = *state->lines[i] == PAGE_HEAD ? ROLE_TITLE : ROLE_PLAIN;
    return state->lines[i] + (*role == ROLE_TITLE);
}

static void page_open(void *data, struct app *app, const void *subject)
{
    struct page_state *state = data;
    char *rest, *line;

    (void)app;
    state->page = *(const struct page_text *)subject;
    rest = state->page.text.text;
    while (rest && *rest && (line = strsep(&rest, "\n")) != NULL) {
        state->lines = grow(state->lines, state->count, &state->room, sizeof *state->lines);
        state->lines[state->count++] = line;
    }
    state->pager = (struct pager){ .line = page_line, .data = state };
}

static struct area page_body(struct area area)
{
    struct area body = frame_below(area);

    body.x++;
    body.cols--;
    return body;
}

static void page_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct page_state *state = data;

    (void)app;
    (void)active;
    theme_put(area.y, area.x + 1, area.cols - 1, ROLE_TITLE, tr(state->page.title));
    pager_draw(&state->pager, page_body(area));
}

static enum key_answer page_key(void *data, struct app *app, struct area area, int pressed)
{
    struct page_state *state = data;
    enum key_answer answer = pager_key(&state->pager, page_body(area), pressed);

    (void)app;
    return answer == IGNORED && pressed == 'q' ? BACK : answer;
}

static void page_close(void *data, struct app *app)
{
    struct page_state *state = data;

    (void)app;
    free(state->lines);
    buf_free(&state->page.text);
}

static const struct action page_actions[] = {
    { K_DOWN, "Arrows", "scroll" },
    { '/', "/", "search" },
    { K_CTRL('o'), "^O", "more" },
    { K_ESC, "Esc", "back" },
    { 0 },
};

const struct screen page_screen = {
    .size = sizeof(struct page_state),
    .whole = true,
    .actions = page_actions,
    .open = page_open,
    .draw = page_draw,
    .key = page_key,
    .close = page_close,
};
