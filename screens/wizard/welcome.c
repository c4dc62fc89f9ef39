/* welcome.c - the first page of the first set-up: what comes, and three ways to go on. */
#include <stdio.h>

#include "backend/base/language.h"
#include "screens/app/guide.h"
#include "screens/import/import.h"
#include "tui/text.h"

struct welcome_state {
    size_t focus;
};

/* Above the choices, where there is room for all of it. */
static const struct {
    enum role role;
    const char *text;
} lines[] = {
    { ROLE_TITLE, "Welcome. This makes the connections of your MyQ print server secure." },
    { ROLE_PLAIN, "" },
    { ROLE_PLAIN, "Nothing is saved and nothing is changed on the server before you press Save at "
                  "the end. You can stop at any time: your answers are kept." },
    { ROLE_PLAIN, "" },
    { ROLE_TITLE, "Good to have at hand" },
    { ROLE_PLAIN, "- the full name of this server, such as print01.corp.example.com" },
    { ROLE_PLAIN, "- mail server, RADIUS and directory (AD): name, account, password" },
    { ROLE_PLAIN, "- who runs your company's CA, if there is one" },
    { ROLE_PLAIN, "" },
    { ROLE_TITLE, "How it works" },
    { ROLE_PLAIN, "Enter   next field       Esc     one step back, nothing is lost" },
    { ROLE_PLAIN, "Ctrl-G  make a password  F1      all about the field you are in" },
    { ROLE_PLAIN, "Space   yes or no        Ctrl-O  everything you can do here" },
    { ROLE_PLAIN, "" },
};

static void welcome_guided(struct app *app)
{
    app->essentials = false;
    app_topic(app, 0);
}

static void welcome_essentials(struct app *app)
{
    app->essentials = true;
    app_topic(app, 0);
}

static const struct {
    const char *name, *about, *help;
    void (*run)(struct app *app);
} ways[] = {
    { "Guided, all steps", "about 10 minutes, recommended",
      "Every topic in turn, with what is advised filled in. Enter goes on.", welcome_guided },
    { "Only the essentials", "name and certificate; the rest stays off",
      "Two steps. Everything else can be added later, topic by topic.", welcome_essentials },
    { "Import", "CSV list of devices, printseal.conf, certificate",
      "Choose a file; what would be imported is shown first, and one undo takes it back.",
      import_pick },
};
enum { WAYS = sizeof ways / sizeof *ways, WELCOME_NAME = 25 };

/* ------------------------------------------------ drawing */

static int welcome_height(int cols)
{
    int height = 0;

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        height += *lines[i].text ? text_lines(tr(lines[i].text), cols) : 1;
    return height;
}

static void welcome_text(struct area area)
{
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        theme_use(lines[i].role);
        int used = *lines[i].text ? text_put_wrapped(area, tr(lines[i].text)) : 1;
        theme_use(ROLE_PLAIN);
        area.y += used;
        area.rows -= used;
    }
}

/* The second column stands beside the name, or where there is no room is left to the help line. */
static void welcome_way(size_t i, struct area area, bool focused, bool active)
{
    enum role role = !focused ? ROLE_PLAIN : active ? ROLE_FOCUS : ROLE_CHOSEN;

    if (focused) {
        theme_fill(area.y, area.x, area.cols, role);
        theme_pointer(area.y, area.x, role);
    }
    if (focused && active)
        term_cursor(area.y, area.x + 2);
    theme_put(area.y, area.x + 2, WELCOME_NAME, role, tr(ways[i].name));
    if (area.cols >= WELCOME_NAME + 24)
        theme_put(area.y, area.x + 2 + WELCOME_NAME, area.cols - WELCOME_NAME - 2, role,
                  tr(ways[i].about));
}

static void welcome_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct welcome_state *state = data;
    int text = welcome_height(area.cols - 2);

    (void)app;
    if (text + (int)WAYS + 1 <= area.rows) {
        welcome_text((struct area){ area.y, area.x + 1, text, area.cols - 2 });
        area.y += text;
        area.rows -= text;
    }
    theme_put(area.y, area.x + 1, area.cols - 1, ROLE_TITLE, tr("How do you want to go on?"));
    for (size_t i = 0; i < WAYS && (int)i + 1 < area.rows; i++)
        welcome_way(i, (struct area){ area.y + 1 + (int)i, area.x, 1, area.cols },
                    i == state->focus, active);
}

/* ------------------------------------------------ the screen */

static enum key_answer welcome_key(void *data, struct app *app, struct area area, int pressed)
{
    struct welcome_state *state = data;

    (void)area;
    if (pressed == K_ENTER || pressed == K_RIGHT)
        ways[state->focus].run(app);
    else if ((pressed == K_DOWN || pressed == K_TAB) && state->focus + 1 < WAYS)
        state->focus++;
    else if ((pressed == K_UP || pressed == K_BACKTAB) && state->focus)
        state->focus--;
    else if (pressed == 'q')
        return QUIT;
    else
        return IGNORED;
    return TAKEN;
}

static const char *welcome_help(const void *data, const struct app *app, const char **source)
{
    (void)app;
    (void)source;
    return tr(ways[((const struct welcome_state *)data)->focus].help);
}

static const struct action welcome_actions[] = {
    { K_DOWN, "Arrows", "choose" },
    { K_ENTER, "Enter", "start" },
    { K_CTRL('o'), "^O", "more" },
    { K_F(1), "F1", "help" },
    { K_ESC, "Esc", "topics" },
    { 'q', "q", "quit" },
    { 0 },
};

const struct screen welcome_screen = {
    .size = sizeof(struct welcome_state),
    .whole = true,
    .actions = welcome_actions,
    .draw = welcome_draw,
    .key = welcome_key,
    .help = welcome_help,
};
