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

void frame_help_draw(const struct app *app, struct area area, bool sided)
{
    const struct screen *screen = app->stack[app->depth - 1].screen;
    const char *source = "";
    char text[1024];

    if (!area.rows)
        return;
    if (app->message[0] && screen != &question_screen) { /* a question shows it in its box */
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
