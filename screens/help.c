/* help.c - the keys and the ideas, on one page that scrolls. */
#include "screens/app.h"
#include "tui/pager.h"

struct state {
    struct pager pager;
};

static const char *const lines[] = {
    "KEYS",
    "Arrows, Tab and Enter are enough for everything; Esc goes back at once.",
    "^O   all that can be done here, as a menu",
    "^P   search all settings (/ where nothing is being typed)",
    "^G   generate a secret        ^R   show a secret for ten seconds",
    "^T   take the advised value   ^X   back to the default",
    "^_   undo (also Ctrl-/)       ^Y   do again",
    "^S   review and save          ^Q   quit",
    "^Z suspends, ^C ends the program; both keep what was typed as a draft.",
    "Esc and a digit in one go are the function keys, for lines that lose them.",
    "",
    "MARKS",
    "v fine   ! weaker than advised   x failing   . something is missing",
    "Each finding says why, what would be right and where that comes from.",
    "",
    "SAVING",
    "Nothing is written before Save in the review. A save is a new generation beside the old ones:",
    "all of it or nothing. printseal history, diff and rollback find the old ones again.",
    "What is typed and not saved is kept as a draft, sealed, and offered at the next start.",
    "",
    "SECRETS",
    "They are sealed on disk and in memory, never shown unless asked for, and never in an "
    "argument,",
    "a log or a core file. Generated ones need no judgement; typed ones are judged at every key.",
    "",
    "WITHOUT THE WIZARD",
    "Every screen has a command: printseal --help. The manual is printseal manual | man -l -",
};

static const char *line(const void *data, size_t i, enum role *role)
{
    (void)data;
    if (i >= sizeof lines / sizeof *lines)
        return NULL;
    *role =
        lines[i][0] >= 'A' && lines[i][1] >= 'A' && lines[i][1] <= 'Z' ? ROLE_TITLE : ROLE_PLAIN;
    return lines[i];
}

static void open(void *data, struct app *app, const void *subject)
{
    struct state *state = data;

    (void)app;
    (void)subject;
    state->pager = (struct pager){ .line = line };
}

static void draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct state *state = data;

    (void)app;
    (void)active;
    pager_draw(&state->pager, area);
}

static enum answer key(void *data, struct app *app, struct area area, int pressed)
{
    struct state *state = data;

    (void)app;
    enum answer answer = pager_key(&state->pager, area, pressed);
    return answer == IGNORED && pressed == 'q' ? BACK : answer;
}

static const struct action actions[] = {
    { K_DOWN, "Arrows", "scroll" },
    { '/', "/", "search" },
    { K_ESC, "Esc", "back" },
    { 0 },
};

const struct screen help_screen = {
    .size = sizeof(struct state),
    .actions = actions,
    .open = open,
    .draw = draw,
    .key = key,
};
