/* help.c - the keys and the ideas, on one page that scrolls. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/mem.h"
#include "screens/app/app.h"
#include "screens/app/key_rows.h"
#include "screens/app/side.h"
#include "tui/pager.h"
#include "tui/text.h"

struct help_state {
    struct pager pager;
    struct buf here; /* all about what is in hand, the keys, and the rest: a paragraph a line */
};

/* What no key tells, a paragraph a line: the pager wraps. */
static const struct {
    const char *heading, *text;
} help_parts[] = {
    { .heading = "Findings",
      .text = "Each finding says why, what would be right, and where that comes from." },
    { .heading = "Saving",
      .text = "Nothing is written before Save in the review. A save is a new generation beside the "
              "old ones: all of it or nothing. printseal history, diff and rollback find the old "
              "ones again.\nWhat is typed and not saved is kept as a draft, sealed, and offered at "
              "the next start." },
    { .heading = "Secrets",
      .text = "They are sealed on disk and in memory, never shown unless asked for, and never in "
              "an argument, a log or a core file. Generated ones need no judgement; typed ones are "
              "judged at every key." },
    { .heading = "Without the wizard",
      .text = "Every screen has a command: printseal --help. The manual is printseal manual | man "
              "-l -" },
};

static const char help_hangs[] = { PAGER_LABEL, '\0' };
enum { HELP_HEAD = '\1' }; /* before a heading */

/* Line i, cut out of all of it. */
static const char *help_line(const void *data, size_t i, enum role *role)
{
    static char one[1024];
    const struct help_state *state = data;
    const char *at = state->here.text;

    for (; i && *at; i--)
        at = strchr(at, '\n') + 1;
    if (!*at)
        return NULL;
    bool head = *at == HELP_HEAD;
    at += head;
    snprintf(one, sizeof one, "%.*s", (int)strcspn(at, "\n"), at);
    *role = head ? ROLE_TITLE : ROLE_PLAIN;
    return one;
}

static void help_add(struct buf *here, const struct side *side, size_t i)
{
    const struct side_line *line = &side->lines[i];
    int label = side_label(side, i);

    if (line->kind == SIDE_HEAD)
        buf_add(here, "\n", 1);
    if (line->kind == SIDE_TITLE || line->kind == SIDE_HEAD)
        buf_print(here, "%c%s\n", HELP_HEAD, line->text);
    else
        buf_print(here, "%s%s%s%*s%s%s\n", theme_sign(line->mark), line->mark ? " " : "",
                  line->label, label ? label - text_width(line->label) + 2 : 0, "",
                  label || line->mark ? help_hangs : "", line->text);
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
        help_add(&state->here, &side, i);
    if (!side.count && below->help)
        help = below->help(data, app, &source);
    if (*help)
        buf_print(&state->here, "%c%s\n%s\n%s%s", HELP_HEAD, tr("Here"), tr(help), source,
                  *source ? "\n" : "");
    if (state->here.text)
        buf_add(&state->here, "\n", 1);
}

static void help_keys(struct buf *here)
{
    buf_print(here, "%c%s\n", HELP_HEAD, tr("Keys"));
    for (const struct key_row *row = key_rows; row->what; row++)
        if (row->key)
            buf_print(here, "%-2s  %s%s\n", row->key, help_hangs, tr(row->what));
        else
            buf_print(here, "%s\n", tr(row->what));
}

/* As they look here. */
static void help_signs(struct buf *here)
{
    static const struct {
        enum mark mark;
        const char *means;
    } signs[] = {
        { MARK_FINE, "fine" },        { MARK_WARN, "warning: weaker than advised" },
        { MARK_FAIL, "problem" },     { MARK_INCOMPLETE, "something is missing" },
        { MARK_OFF, "not used" },     { MARK_WAIVED, "accepted" },
        { MARK_SILENT, "no answer" },
    };

    buf_print(here, "\n%c%s\n", HELP_HEAD, tr("Signs"));
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        buf_print(here, "%s   %s\n", theme_sign(signs[i].mark), tr(signs[i].means));
}

static void help_rest(struct buf *here)
{
    for (size_t i = 0; i < sizeof help_parts / sizeof *help_parts; i++)
        buf_print(here, "\n%c%s\n%s\n", HELP_HEAD, tr(help_parts[i].heading),
                  tr(help_parts[i].text));
}

static void help_open(void *data, struct app *app, const void *subject)
{
    struct help_state *state = data;

    (void)subject;
    help_gather(state, app);
    help_keys(&state->here);
    help_signs(&state->here);
    help_rest(&state->here);
    state->pager = (struct pager){ .line = help_line, .data = state };
}

static void help_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct help_state *state = data;

    (void)app;
    (void)active;
    pager_draw(&state->pager, frame_edged(area));
}

static enum key_answer help_key(void *data, struct app *app, struct area area, int pressed)
{
    struct help_state *state = data;

    (void)app;
    enum key_answer answer = pager_key(&state->pager, frame_edged(area), pressed);
    return answer == IGNORED && pressed == 'q' ? BACK : answer;
}

static void close_help(void *data, struct app *app)
{
    (void)app;
    buf_free(&((struct help_state *)data)->here);
}

static const struct action help_actions[] = {
    { K_DOWN, "Arrows", "scroll" },
    { '/', "/", "search" },
    { K_ESC, "Esc", "back" },
    { 0 },
};

const struct screen help_screen = {
    .size = sizeof(struct help_state),
    .actions = help_actions,
    .open = help_open,
    .draw = help_draw,
    .key = help_key,
    .close = close_help,
};
