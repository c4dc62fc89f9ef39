/* help.c - the keys and the ideas, on one page that scrolls. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "screens/app/app.h"
#include "screens/app/key_rows.h"
#include "screens/app/side.h"
#include "tui/pager.h"

struct help_state {
    struct pager pager;
    struct buf here; /* all about what is in hand, and the keys */
};

/* A paragraph each; the pager wraps. Each piece ends with a line end. */
static const char text[] =
    "\nMARKS\nv fine   ! weaker than advised   x failing   . something is missing\nEach finding "
    "says "
    "why, what would be right, and where that comes from.\n\nSAVING\nNothing is written before "
    "Save "
    "in the review. A save is a new generation beside the old ones: all of it or nothing. "
    "printseal "
    "history, diff and rollback find the old ones again.\nWhat is typed and not saved is kept as a "
    "draft, sealed, and offered at the next start.\n\nSECRETS\nThey are sealed on disk and in "
    "memory, never shown unless asked for, and never in an argument, a log or a core file. "
    "Generated "
    "ones need no judgement; typed ones are judged at every key.\n\nWITHOUT THE WIZARD\nEvery "
    "screen has a command: printseal --help. The manual is printseal manual | man -l -\n";

/* Skips up to *i lines and takes them off *i. */
static const char *help_skip(const char *at, size_t *i)
{
    for (; *i && *at; --*i)
        at = strchr(at, '\n') + 1;
    return at;
}

/* Line i of both texts, cut out of them; headings are in capitals. */
static const char *help_line(const void *data, size_t i, enum role *role)
{
    static char one[1024];
    const struct help_state *state = data;
    const char *at = help_skip(state->here.text ? state->here.text : "", &i);

    if (!*at)
        at = help_skip(tr(text), &i);
    if (!*at)
        return NULL;
    snprintf(one, sizeof one, "%.*s", (int)strcspn(at, "\n"), at);
    *role =
        isupper((unsigned char)one[0]) && isupper((unsigned char)one[1]) ? ROLE_TITLE : ROLE_PLAIN;
    return one;
}

/* A line of its own; headings in capitals, as those of the page. */
static void help_add(struct buf *here, const struct side_line *line)
{
    static const char *const signs[] = { "", "v ", "! ", "x ", ". ", "- ", "~ " };
    const char *between = *line->label ? ": " : "";

    if (line->kind != SIDE_TITLE && line->kind != SIDE_HEAD) {
        buf_print(here, "%s%s%s%s\n", signs[line->mark], line->label, between, line->text);
        return;
    }
    if (line->kind == SIDE_HEAD)
        buf_add(here, "\n", 1);
    for (const char *at = line->text; *at; at++)
        buf_print(here, "%c", toupper((unsigned char)*at));
    buf_add(here, "\n", 1);
}

/* What the screen below says about the thing in hand: all of it, or its help line. */
static void help_gather(struct help_state *state, const struct app *app)
{
    const struct screen *below = app->stack[app->depth - 2].screen;
    const void *data = app->stack[app->depth - 2].state;
    const char *source = "", *help = "";
    struct side side = { .count = 0 };

    if (below->side)
        below->side(data, app, &side);
    for (size_t i = 0; i < side.count; i++)
        help_add(&state->here, &side.lines[i]);
    if (!side.count && below->help)
        help = below->help(data, app, &source);
    if (*help)
        buf_print(&state->here, "HERE\n%s\n%s%s", help, source, *source ? "\n" : "");
    if (state->here.text)
        buf_add(&state->here, "\n", 1);
}

static void help_keys(struct buf *here)
{
    buf_print(here, "KEYS\n");
    for (const struct key_row *row = key_rows; row->what; row++)
        buf_print(here, "%s%s%s\n", row->key ? row->key : "", row->key ? "  " : "", tr(row->what));
}

static void help_open(void *data, struct app *app, const void *subject)
{
    struct help_state *state = data;

    (void)subject;
    help_gather(state, app);
    help_keys(&state->here);
    state->pager = (struct pager){ .line = help_line, .data = state };
}

static void help_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct help_state *state = data;

    (void)app;
    (void)active;
    pager_draw(&state->pager, area);
}

static enum key_answer help_key(void *data, struct app *app, struct area area, int pressed)
{
    struct help_state *state = data;

    (void)app;
    enum key_answer answer = pager_key(&state->pager, area, pressed);
    return answer == IGNORED && pressed == 'q' ? BACK : answer;
}

static void close_help(void *data, struct app *app)
{
    (void)app;
    buf_free(&((struct help_state *)data)->here);
}

static const struct action actions[] = {
    { K_DOWN, "Arrows", "scroll" },
    { '/', "/", "search" },
    { K_ESC, "Esc", "back" },
    { 0 },
};

const struct screen help_screen = {
    .size = sizeof(struct help_state),
    .actions = actions,
    .open = help_open,
    .draw = help_draw,
    .key = help_key,
    .close = close_help,
};
