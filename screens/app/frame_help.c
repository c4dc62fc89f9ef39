#include "screens/app/frame_help.h"

#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "tui/text.h"

/* Leaves away the sources that have no room, the last one first: half a name helps nobody. */
static void fit_sources(char text[], size_t help, struct area area)
{
    while (strlen(text) > help && text_lines(text, area.cols) > area.rows) {
        char *last = strrchr(text + help, ';');

        *(last ? last : text + help) = '\0';
    }
}

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

/* How many of them that makes. */
static int frame_help_lines(const char *text, int cols)
{
    int lines = 0;

    for (size_t size; *text; text += size + (text[size] == '\n')) {
        char line[1024];
        size = strcspn(text, "\n");
        snprintf(line, sizeof line, "%.*s", (int)size, text);
        int label = frame_label(line);
        lines += text_lines(line + label, cols - label);
    }
    return lines;
}

/* A question shows it in its box. */
static const char *frame_help_said(const struct app *app)
{
    return app->stack[app->depth - 1].screen == &question_screen ? "" : app->message;
}

/* How many lines of so many columns what happened needs; 0: nothing did. */
static int frame_help_message(const struct app *app, int cols)
{
    return cols > 2 ? text_lines(frame_help_said(app), cols - 2) : 0;
}

enum { TALL = 12, LOW = 5 }; /* rows */

/* Lines of help: two, more where a screen wants more, fewer where there are few rows. */
static int frame_help_wanted(struct area all, bool sided, const struct screen *screen)
{
    bool brief = all.cols >= FRAME_WIDE && screen == &home_screen && all.rows < FRAME_ROOMY;
    int most = all.rows >= FRAME_PARTED ? all.rows : all.rows >= TALL ? all.rows / 3 : 2;
    int more = screen->help_narrow && frame_narrow() ? screen->help_narrow : screen->help_rows;

    if (all.rows < LOW || (all.rows < FRAME_PARTED && !screen->help))
        return 0;
    if (more && !sided)
        return more < most ? more : most;
    return all.rows >= TALL && !brief ? 2 : 1;
}

/* What happened is said whole, but in half of the rows at most. */
int frame_help_rows(const struct app *app, bool sided, const struct screen *screen)
{
    struct area all = term_area();
    int help = frame_help_wanted(all, sided, screen);
    int said = all.rows >= LOW ? frame_help_message(app, all.cols - 2) : 0;

    said = said < all.rows / 2 ? said : all.rows / 2;
    return said > help ? said : help;
}

static const char *frame_help_of(const struct app *app, bool sided, const char **source)
{
    const struct screen *screen = app->stack[app->depth - 1].screen;

    return screen->help && !sided ? tr(screen->help(app->stack[app->depth - 1].state, app, source))
                                  : "";
}

void frame_help_draw(const struct app *app, struct area area, bool sided)
{
    const char *source = "";
    char text[1024];

    if (!area.rows)
        return;
    if (*frame_help_said(app)) {
        theme_mark(area.y, area.x, app->mark);
        text_put_wrapped((struct area){ area.y, area.x + 2, area.rows, area.cols - 2 },
                         app->message);
        return;
    }
    const char *help = frame_help_of(app, sided, &source);
    snprintf(text, sizeof text, "%s%s%s", help, *source ? " " : "", source);
    fit_sources(text, strlen(help) < sizeof text ? strlen(help) : 0,
                (struct area){ area.y, area.x, area.rows, area.cols - frame_label(text) });
    draw_help_text(area, text);
}

void frame_help_grow(const struct app *app, struct area area, bool sided)
{
    const char *source = "", *help = frame_help_of(app, sided, &source);
    int wanted = *frame_help_said(app) ? 0 : frame_help_lines(help, area.cols);
    struct area grown = area;
    char row[1024] = "";

    while (area.rows && grown.rows < wanted && grown.y > 2) {
        term_cells(grown.y - 1, 0, area.x + area.cols, row, sizeof row);
        if (*row)
            break;
        grown.y--, grown.rows++;
    }
    if (grown.rows == area.rows)
        return;
    term_blank(grown);
    frame_help_draw(app, grown, sided);
}
