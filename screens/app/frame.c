/* frame.c - the frame around every screen: the bar, the topics, the help line, the keys.
 *
 * 80x24 is home; from 60 columns on the topics stand beside the pane, below that the pane has it
 * all; from 24 rows on a rule stands over the help, which has two lines, below 12 rows one, below 5
 * none.
 */
#include <stdio.h>
#include <string.h>

#include "backend/settings/settings.h"
#include "screens/app/app.h"
#include "tui/text.h"

enum { TOPICS_COLS = 25, WIDE = 60, RULED = 24, TALL = 12, LOW = 5 };

struct layout {
    struct area bar, topics, pane, help, keys;
};

static struct layout layout(void)
{
    struct area all = term_area();
    int help = all.rows >= TALL ? 2 : all.rows >= LOW ? 1 : 0;
    int keys = all.rows >= 3 ? 1 : 0;
    int bar = all.rows >= 2 ? 1 : 0;
    int rule = all.rows >= RULED;
    int body = all.rows - bar - rule - help - keys;
    bool wide = all.cols >= WIDE;
    int left = wide ? TOPICS_COLS + 2 : 0;

    return (struct layout){
        .bar = { 0, 0, bar, all.cols },
        .topics = { bar, 0, body, wide ? TOPICS_COLS : all.cols },
        .pane = { bar, left, body, all.cols - left },
        .help = { bar + body + rule, 1, help, all.cols - 2 },
        .keys = { all.rows - keys, 1, keys, all.cols - 2 },
    };
}

struct area frame_pane(const struct app *app)
{
    struct layout all = layout();

    return app->depth == 1 ? all.topics : all.pane;
}

/* The uppermost screen that is not a box: what the pane shows. */
static size_t pane_depth(const struct app *app)
{
    size_t i = app->depth - 1;

    while (i && app->stack[i].screen->over)
        i--;
    return i;
}

static enum role grade_role(char grade)
{
    return grade == 'A' ? ROLE_FINE : grade == 'B' || grade == 'C' ? ROLE_WARN : ROLE_FAIL;
}

/* What stands at the right: a badge with the grade, then the counts. */
static int draw_counts(const struct app *app, struct area area)
{
    const struct audit *audit = &app->audit;
    size_t found = app->read_only ? 0 : app_unsaved(app);
    char text[128], unsaved[40] = "", badge[4] = { ' ', audit->grade, ' ', '\0' };

    if (found)
        snprintf(unsaved, sizeof unsaved, "  %zu unsaved", found);
    snprintf(text, sizeof text, "%.1f  %zu %s  %zu %s%s", audit->score, audit->fail,
             audit->fail == 1 ? "problem" : "problems", audit->warn,
             audit->warn == 1 ? "warning" : "warnings", app->read_only ? "  read-only" : unsaved);
    if (text_width(text) > area.cols * 3 / 4 - 4)
        snprintf(text, sizeof text, "%.1f%s", audit->score,
                 app->read_only ? "  read-only" : unsaved);
    int width = 4 + text_width(text), x = area.cols - 1 - width;
    if (x < area.cols / 4)
        return 0;
    theme_put(area.y, x, 3, grade_role(audit->grade), badge);
    theme_put(area.y, x + 4, width - 4, ROLE_BAR, text);
    return width;
}

static void draw_bar(const struct app *app, struct area area)
{
    const char *host = app->from_startup ? app->startup.fqdn : server_fqdn(app->config);

    if (!area.rows)
        return;
    theme_fill(area.y, 0, area.cols, ROLE_BAR);
    int right = draw_counts(app, area);
    int used = theme_put(area.y, 1, area.cols - 1, ROLE_BAR, "printseal");
    theme_put(area.y, used + 3, area.cols - used - 5 - right, ROLE_BAR,
              *host ? host : "(no name yet)");
}

/* Leaves away the sources that have no room, the last one first: half a name helps nobody. */
static void fit_sources(char text[], size_t help, struct area area)
{
    while (strlen(text) > help && text_lines(text, area.cols) > area.rows) {
        char *last = strrchr(text + help, ';');

        *(last ? last : text + help) = '\0';
    }
}

static void draw_help(const struct app *app, struct area area)
{
    const struct screen *screen = app->stack[app->depth - 1].screen;
    const char *source = "";
    char text[1024];

    if (!area.rows)
        return;
    if (term_area().rows >= RULED)
        term_hline(area.y - 1, 0, area.cols + 2);
    if (app->message[0] && !screen->over) {
        theme_mark(area.y, area.x, app->mark);
        text_put_wrapped((struct area){ area.y, area.x + 2, area.rows, area.cols - 2 },
                         app->message);
        return;
    }
    const char *help =
        screen->help ? screen->help(app->stack[app->depth - 1].state, app, &source) : "";
    snprintf(text, sizeof text, "%s%s%s", help, *source ? " " : "", source);
    fit_sources(text, strlen(help) < sizeof text ? strlen(help) : 0, area);
    text_put_wrapped(area, text);
}

static void draw_keys(const struct app *app, struct area area)
{
    const struct action *action = app->stack[app->depth - 1].screen->actions;
    char text[256] = "";

    if (!area.rows)
        return;
    for (; action && action->key; action++) {
        size_t used = strlen(text);

        if (action->name && app_can(app, app->depth, action))
            snprintf(text + used, sizeof text - used, "%s%s %s", used ? "  " : "", action->name,
                     action->does);
    }
    theme_fill(area.y, 0, area.cols + 2, ROLE_BAR);
    theme_keys(area.y, area.x, area.cols, text);
}

static void draw_pane(const struct app *app, const struct layout *all)
{
    size_t depth = pane_depth(app);
    const struct screen *screen = app->stack[depth].screen;
    bool wide = all->topics.cols != all->pane.cols + all->pane.x;
    bool active = depth == app->depth - 1;

    if (wide || depth == 0)
        home_screen.draw(app->stack[0].state, app, all->topics, active && depth == 0);
    if (wide)
        term_vline(all->topics.y, TOPICS_COLS, all->topics.rows);
    if (depth == 0 && wide)
        overview_draw(app, all->pane);
    if (depth)
        screen->draw(app->stack[depth].state, app, all->pane, active);
}

void frame_draw(const void *data)
{
    const struct app *app = data;
    struct layout all = layout();

    draw_bar(app, all.bar);
    draw_help(app, all.help);
    draw_keys(app, all.keys);
    draw_pane(app, &all);
    for (size_t i = pane_depth(app) + 1; i < app->depth; i++)
        app->stack[i].screen->draw(app->stack[i].state, app, term_area(), i == app->depth - 1);
}
