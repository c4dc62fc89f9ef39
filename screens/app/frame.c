/* frame.c - the frame around every screen: the bar, the topics, the help line, the keys.
 *
 * 80x24 is home; from 60 columns on the topics stand beside the pane, from 80 on and behind the
 * first set-up with their figures, below that the pane has it all; from 100 on a third pane
 * explains what is in hand, from 160 on a list stays beside the record that was opened from it;
 * from 24 rows on a blank row stands over the help, which has two lines, below 12 rows one, below 5
 * none, and more where the pane leaves rows blank or something happened that needs them.
 */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/settings/settings.h"
#include "screens/app/app.h"
#include "screens/app/frame_help.h"
#include "screens/app/frame_keys.h"
#include "screens/app/guide.h"
#include "screens/app/side.h"
#include "tui/text.h"

enum {
    TOPICS_COLS = 28, /* a title, and how many records and findings it has */
    TITLES_COLS = 21, /* titles alone: in the first set-up, and where the pane needs the room */
    FIGURED = 80,
    SIDED = 100,
    PARTNERED = 140,
    BESIDE = 160,
    SIDE_MOST = 48
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

static struct frame_layout frame_rows(const struct app *app, bool sided,
                                      const struct screen *screen)
{
    struct area all = term_area();
    int help = frame_help_rows(app, sided, screen);
    int keys = all.rows >= 3 ? 1 : 0;
    int bar = all.rows >= 2 ? 1 : 0;
    int parted =
        all.rows >= FRAME_PARTED && !sided && (screen != &home_screen || all.rows >= FRAME_ROOMY);
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

/* Does it have the topics' columns, too? */
static bool frame_whole(const struct screen *screen, int cols, bool sided)
{
    return cols < PARTNERED && (screen->whole || (screen->broad && sided));
}

static struct frame_layout layout(const struct app *app)
{
    struct area all = term_area();
    size_t depth = frame_depth(app);
    bool sided = all.cols >= SIDED && app->stack[depth].screen->side;
    struct frame_layout made = frame_rows(app, sided, app->stack[depth].screen);

    if (all.cols < FRAME_WIDE || frame_whole(app->stack[depth].screen, all.cols, sided)) {
        made.topics.rows = depth ? 0 : made.topics.rows;
    } else {
        made.topics.cols = app->guided || all.cols < FIGURED ? TITLES_COLS : TOPICS_COLS;
        made.pane.x = made.topics.cols + 2;
        made.pane.cols = all.cols - made.pane.x - 1;
    }
    if (sided)
        frame_cut_side(&made, all.cols);
    if (all.cols >= BESIDE && depth > 1 && app->stack[depth].screen == &record_screen &&
        app->stack[depth - 1].screen == &records_screen)
        frame_cut_list(&made);
    return made;
}

bool frame_narrow(void)
{
    return term_area().cols < FRAME_WIDE;
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
    char text[256], unsaved[80], score[TENTHS_SIZE], badge[4] = { ' ', audit->grade, ' ' };

    shown_tenths(audit->score, score);
    snprintf(unsaved, sizeof unsaved, "%s", app->read_only ? tr("  read-only") : "");
    if (found)
        snprintf(unsaved, sizeof unsaved, tr("  %s unsaved"), shown_count(found).text);
    snprintf(text, sizeof text, "%s  %s %s  %s %s%s", score, shown_count(audit->fail).text,
             trn("problem", "problems", audit->fail), shown_count(audit->warn).text,
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

/* Whose screen this is matters more than which program's: the program's name gives way first. */
static void draw_bar(const struct app *app, struct area area)
{
    const char *host = app->from_startup ? app->startup.fqdn : server_fqdn(app->config);
    const char *program = tr("printseal");

    if (!area.rows)
        return;
    theme_fill(area.y, 0, area.cols, ROLE_BAR);
    int right = draw_counts(app, area), used = -2;
    host = *host || frame_narrow() ? host : tr("no server name yet");
    if (!*host || text_width(program) + text_width(host) + 5 + right <= area.cols)
        used = theme_put(area.y, 1, area.cols - 1, ROLE_BAR, program);
    theme_put(area.y, used + 3, area.cols - used - 5 - right, ROLE_BAR, host);
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
    bool wide = all->pane.x > all->topics.cols && all->topics.rows > 0,
         active = depth == app->depth - 1;

    if (wide || depth == 0)
        frame_draw_screen(app, 0, all->topics, active && depth == 0);
    if (wide)
        theme_wall(all->topics.y, all->topics.cols, all->topics.rows);
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

struct area frame_edged(struct area area)
{
    return area.x || !area.cols ? area : (struct area){ area.y, 1, area.rows, area.cols - 1 };
}

struct area frame_below(struct area area)
{
    enum { FEW = 10 };
    int head = area.rows < FEW ? 1 : 2;

    return (struct area){ area.y + head, area.x, area.rows - head, area.cols };
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
    frame_help_draw(app, all.help, all.side.rows > 0);
    frame_keys_draw(app, all.keys);
    draw_pane(app, &all);
    frame_help_grow(app, all.help, all.side.rows > 0);
    for (size_t i = frame_depth(app) + 1; i < app->depth; i++)
        frame_draw_screen(app, i, term_area(), i == app->depth - 1);
}
