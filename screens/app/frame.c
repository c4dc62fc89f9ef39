/* frame.c - the frame around every screen: the bar, the topics, the help line, the keys.
 *
 * 80x24 is home; the topics stand beside the pane from 60 columns on, a third pane that explains
 * what is in hand from 100 on, the list a record was opened from from 160 on; help has two lines
 * and from 24 rows on a blank row over it, below 12 rows one, below 5 none.
 */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/settings/settings.h"
#include "screens/app/app.h"
#include "screens/app/frame_keys.h"
#include "screens/app/guide.h"
#include "screens/app/side.h"
#include "tui/text.h"

enum {
    TOPICS_COLS = 25,
    WIDE = 60,
    SIDED = 100,
    BESIDE = 160,
    SIDE_MOST = 48,
    PARTED = 24,
    ROOMY = 27,
    TALL = 12,
    LOW = 5
};

struct frame_layout {
    struct area bar, topics, list, pane, side, help, keys; /* list and side: rows 0 if not there */
};

/* The uppermost screen that is not a box: what the pane shows. */
static size_t frame_depth(const struct app *app)
{
    size_t i = app->depth - 1;

    while (i && app->stack[i].screen->over)
        i--;
    return i;
}

/* The topics need the rows more than their help does. */
static struct frame_layout frame_rows(struct area all, bool sided, const struct screen *screen)
{
    bool brief = screen == &home_screen && all.rows < ROOMY;
    int help = all.rows >= TALL && !brief ? 2 : all.rows >= LOW ? 1 : 0;
    help =
        help == 2 && screen->help_rows && !sided && all.rows >= PARTED ? screen->help_rows : help;
    int keys = all.rows >= 3 ? 1 : 0;
    int bar = all.rows >= 2 ? 1 : 0;
    int parted = all.rows >= PARTED && !sided && !brief;
    int body = all.rows - bar - parted - help - keys;

    return (struct frame_layout){
        .bar = { 0, 0, bar, all.cols },
        .topics = { bar, 0, body, all.cols },
        .pane = { bar, 0, body, all.cols },
        .help = { bar + body + parted, 1, help, all.cols - 2 },
        .keys = { all.rows - keys, 1, keys, all.cols - 2 },
    };
}

/* The right edge goes to what explains; a rule and a blank stand before it. */
static void frame_cut_side(struct frame_layout *layout, int cols)
{
    int side = cols / 3 < SIDE_MOST ? cols / 3 : SIDE_MOST;

    layout->side = layout->pane;
    layout->side.x = cols - side;
    layout->side.cols = side - 1;
    layout->pane.cols = layout->side.x - 3 - layout->pane.x;
}

/* The list a record was opened from keeps the left part of the pane. */
static void frame_cut_list(struct frame_layout *layout)
{
    layout->list = layout->pane;
    layout->list.cols = layout->pane.cols * 9 / 20;
    layout->pane.x += layout->list.cols + 2;
    layout->pane.cols -= layout->list.cols + 2;
}

static struct frame_layout layout(const struct app *app)
{
    struct area all = term_area();
    size_t depth = frame_depth(app);
    bool sided = all.cols >= SIDED && app->stack[depth].screen->side;
    struct frame_layout made = frame_rows(all, sided, app->stack[depth].screen);

    if (all.cols < WIDE || (all.cols < SIDED && app->stack[depth].screen->whole)) {
        made.topics.rows = depth ? 0 : made.topics.rows;
        return made;
    }
    made.topics.cols = TOPICS_COLS;
    made.pane.x = TOPICS_COLS + 2;
    made.pane.cols = all.cols - made.pane.x - 1;
    if (sided)
        frame_cut_side(&made, all.cols);
    if (all.cols >= BESIDE && depth > 1 && app->stack[depth].screen == &record_screen &&
        app->stack[depth - 1].screen == &records_screen)
        frame_cut_list(&made);
    return made;
}

struct area frame_pane(const struct app *app)
{
    struct frame_layout all = layout(app);

    return app->depth == 1 ? all.topics : all.pane;
}

struct area frame_topics(const struct app *app)
{
    return layout(app).topics;
}

int frame_key_at(const struct app *app, int y, int x)
{
    struct area keys = layout(app).keys;

    return y >= keys.y && y < keys.y + keys.rows ? frame_keys_find(app, keys, x) : 0;
}

bool frame_sided(const struct app *app)
{
    return layout(app).side.rows > 0;
}

static enum role grade_role(char grade)
{
    return grade == 'A' ? ROLE_FINE : grade == 'B' || grade == 'C' ? ROLE_WARN : ROLE_FAIL;
}

/* In the first set-up nothing has a grade before all of it was visited. */
static int draw_step(const struct app *app, struct area area)
{
    int cols = area.cols / 2 < GUIDE_COLS ? area.cols / 2 : GUIDE_COLS;

    guide_draw(app, area.y, area.cols - 1 - cols, cols);
    return cols;
}

/* What stands at the right: a badge with the grade, then the counts. */
static int draw_counts(const struct app *app, struct area area)
{
    const struct audit *audit = &app->audit;
    if (guide_shows(app))
        return draw_step(app, area);
    size_t found = app->read_only ? 0 : app_unsaved(app);
    char text[128], unsaved[40], score[TENTHS_SIZE], badge[4] = { ' ', audit->grade, ' ' };

    shown_tenths(audit->score, score);
    snprintf(unsaved, sizeof unsaved, "%s", app->read_only ? tr("  read-only") : "");
    if (found)
        snprintf(unsaved, sizeof unsaved, tr("  %zu unsaved"), found);
    snprintf(text, sizeof text, "%s  %zu %s  %zu %s%s", score, audit->fail,
             trn("problem", "problems", audit->fail), audit->warn,
             trn("warning", "warnings", audit->warn), unsaved);
    if (app_pending(app) && !audit->fail)
        snprintf(text, sizeof text, tr("%s  CA has not signed yet%s"), score, unsaved);
    if (text_width(text) > area.cols * 3 / 4 - 4)
        snprintf(text, sizeof text, "%s%s", score, unsaved);
    int width = 4 + text_width(text), x = area.cols - 1 - width;
    if (x < area.cols / 4)
        return 0;
    theme_put(area.y, x, 3, app_pending(app) ? ROLE_WARN : grade_role(audit->grade), badge);
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
    int used = theme_put(area.y, 1, area.cols - 1, ROLE_BAR, tr("printseal"));
    theme_put(area.y, used + 3, area.cols - used - 5 - right, ROLE_BAR,
              *host ? host : tr("(no name yet)"));
}

/* Leaves away the sources that have no room, the last one first: half a name helps nobody. */
static void fit_sources(char text[], size_t help, struct area area)
{
    while (strlen(text) > help && text_lines(text, area.cols) > area.rows) {
        char *last = strrchr(text + help, ';');

        *(last ? last : text + help) = '\0';
    }
}

/* What stands at the side needs no line below, too. */
/* "Why  ...": how many columns its next lines are indented; 0: no label stands before it. */
static int frame_label(const char *line)
{
    const char *gap = strstr(line, "  ");

    return gap && gap - line <= 4 ? 5 : 0;
}

/* Line by line, for one with a label hangs from it. */
static void draw_help_text(struct area area, char *text)
{
    for (char *line; area.rows > 0 && (line = strsep(&text, "\n"));) {
        int label = frame_label(line);

        text_put_of(area.y, area.x, label, line, (size_t)label);
        int used = text_put_wrapped(
            (struct area){ area.y, area.x + label, area.rows, area.cols - label }, line + label);
        area.y += used;
        area.rows -= used;
    }
}

static void draw_help(const struct app *app, struct area area, bool sided)
{
    const struct screen *screen = app->stack[app->depth - 1].screen;
    const char *source = "";
    char text[1024];

    if (!area.rows)
        return;
    if (app->message[0] && !screen->over) {
        theme_mark(area.y, area.x, app->mark);
        text_put_wrapped((struct area){ area.y, area.x + 2, area.rows, area.cols - 2 },
                         app->message);
        return;
    }
    const char *help =
        screen->help && !sided ? screen->help(app->stack[app->depth - 1].state, app, &source) : "";
    help = tr(help);
    snprintf(text, sizeof text, "%s%s%s", help, *source ? " " : "", source);
    fit_sources(text, strlen(help) < sizeof text ? strlen(help) : 0,
                (struct area){ area.y, area.x, area.rows, area.cols - frame_label(text) });
    draw_help_text(area, text);
}

static void frame_draw_screen(const struct app *app, size_t depth, struct area area, bool active)
{
    if (active)
        term_cursor(area.y, area.x); /* its title, if nothing on it has focus */
    app->stack[depth].screen->draw(app->stack[depth].state, app, area, active);
}

static void frame_draw_side(const struct app *app, size_t depth, struct area area)
{
    struct side side = { .count = 0 };

    if (area.rows <= 0)
        return;
    theme_wall(area.y, area.x - 2, area.rows);
    app->stack[depth].screen->side(app->stack[depth].state, app, &side);
    side_draw(&side, area);
}

static void draw_pane(const struct app *app, const struct frame_layout *all)
{
    size_t depth = frame_depth(app);
    bool wide = all->topics.cols == TOPICS_COLS && all->topics.rows,
         active = depth == app->depth - 1;

    if (wide || depth == 0)
        frame_draw_screen(app, 0, all->topics, active && depth == 0);
    if (wide)
        theme_wall(all->topics.y, TOPICS_COLS, all->topics.rows);
    if (depth == 0 && wide)
        overview_draw(app, all->pane);
    if (all->list.rows > 0) {
        frame_draw_screen(app, depth - 1, all->list, false);
        theme_wall(all->list.y, all->pane.x - 2, all->list.rows);
    }
    if (depth)
        frame_draw_screen(app, depth, all->pane, active);
    frame_draw_side(app, depth, all->side);
}

void frame_draw(const void *data)
{
    const struct app *app = data;
    struct frame_layout all = layout(app);
    bool covered = app->covered && app_top(app)->over;

    if (app->locked || covered) {
        if (covered)
            frame_keys_draw(app, all.keys);
        frame_draw_screen(app, app->depth - 1, term_area(), true);
        return;
    }
    draw_bar(app, all.bar);
    draw_help(app, all.help, all.side.rows > 0);
    frame_keys_draw(app, all.keys);
    draw_pane(app, &all);
    for (size_t i = frame_depth(app) + 1; i < app->depth; i++)
        frame_draw_screen(app, i, term_area(), i == app->depth - 1);
}
