#include "screens/app/guide.h"

#include <stdio.h>

#include "backend/settings/settings.h"
#include "tui/text.h"

static bool guide_is_step(const struct app *app, const struct section *section)
{
    if (app->essentials)
        return section == &server_section || section == &certificates_section;
    return section != &waivers_section;
}

size_t guide_steps(const struct app *app)
{
    size_t count = 0;

    for (size_t i = 0; sections[i]; i++)
        count += guide_is_step(app, sections[i]);
    return count;
}

size_t guide_unvisited(const struct app *app)
{
    size_t count = 0;

    for (size_t i = 0; sections[i]; i++)
        count += guide_is_step(app, sections[i]) && !app->visited[i];
    return count;
}

size_t guide_step(const struct app *app, const struct section *section)
{
    size_t number = 0;

    for (size_t i = 0; sections[i]; i++) {
        number += guide_is_step(app, sections[i]);
        if (sections[i] == section)
            return guide_is_step(app, section) ? number : 0;
    }
    return 0;
}

bool guide_judged(const struct app *app)
{
    return !app->guided || !guide_unvisited(app);
}

bool guide_shows(const struct app *app)
{
    bool in_step = app->depth > 1 && (app->stack[1].screen == &record_screen ||
                                      app->stack[1].screen == &records_screen);

    return app->guided && (in_step || guide_unvisited(app));
}

static void guide_found(void *data, const struct difference *difference)
{
    struct app *app = data;
    struct config_place place;

    if (config_find(app->config, difference->path, &place, NULL))
        app->visited[section_number(place.table->section)] = true;
}

void guide_remember(struct app *app)
{
    struct config *fresh = config_new();

    config_differences(fresh, app->config, guide_found, app);
    config_free(fresh);
}

void app_step(struct app *app, const struct section *from, int by)
{
    size_t number = section_number(from);

    app_home(app);
    do {
        if (by < 0 && number == 0) {
            app_push(app, &welcome_screen, NULL);
            return;
        }
        number = by > 0 ? number + 1 : number - 1;
    } while (sections[number] && !guide_is_step(app, sections[number]));
    if (sections[number])
        app_topic(app, number);
    else
        app_push(app, &review_screen, NULL);
}

/* ------------------------------------------------ drawing */

static void guide_bar(size_t done, size_t steps, int y, int x, int cols)
{
    bool rich = theme_rich_signs();
    int full = steps ? (int)(done * (size_t)cols / steps) : 0;

    for (int i = 0; i < cols; i++)
        theme_put(y, x + i, 1, ROLE_BAR,
                  i < full ? (rich ? "\xe2\x96\x88" : "#") : (rich ? "\xe2\x96\x91" : "-"));
}

/* The step of the topic that is open; in no topic: how many are done. */
void guide_draw(const struct app *app, int y, int x, int cols)
{
    size_t steps = guide_steps(app), done = steps - guide_unvisited(app);
    size_t step = app->step ? guide_step(app, app->step) : 0;
    char text[48];

    if (app_top(app) == &review_screen || app->depth == 1)
        step = 0;
    if (step)
        snprintf(text, sizeof text, "Step %zu of %zu", step, steps);
    else
        snprintf(text, sizeof text, "%zu of %zu steps done", done, steps);
    int left = cols - text_width(text) - 2;
    theme_put(y, x + (left > 0 ? 0 : left + 2), cols, ROLE_BAR, text);
    if (left > 2)
        guide_bar(step ? step : done, steps, y, x + text_width(text) + 2, left);
}
