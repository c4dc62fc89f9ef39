#include "screens/app/guide.h"

#include <stdio.h>

#include "backend/base/language.h"
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
    const struct screen *first = app->depth > 1 ? app->stack[1].screen : NULL;
    bool in_step = first == &record_screen || first == &records_screen || first == &discover_screen;

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

/* ------------------------------------------------ what discovery took */

static bool guide_empty(const struct record *record, const struct setting *setting)
{
    return setting->type == SECRET ? !record_hidden(record, setting)
                                   : !*record_value(record, setting);
}

/* What is required, a password that others gave out, or its account, which stands before it. */
static bool guide_wants(const struct setting *setting)
{
    return setting->required || setting->issued || (setting[1].key && setting[1].issued);
}

static const struct setting *guide_missing_of(const struct record *record)
{
    for (const struct setting *s = record->section->settings; s->key; s++)
        if (guide_wants(s) && record_shows(record, s) && guide_empty(record, s))
            return s;
    return NULL;
}

bool guide_missing(const struct app *app, size_t number, size_t from, struct config_place *place)
{
    struct table *table = &app->config->tables[number];

    if (!app->guided || !app->discovered[number])
        return false;
    for (size_t i = from; i < table->count; i++) {
        const struct setting *missing = guide_missing_of(table->records[i]);
        *place = (struct config_place){ table, table->records[i], missing };
        if (missing)
            return true;
    }
    return false;
}

void guide_onward(struct app *app, const struct section *section, size_t at)
{
    struct config_place place;

    if (!guide_missing(app, section_number(section), at + 1, &place)) {
        app_step(app, section, 1);
        return;
    }
    app_pop(app);
    app_push(app, &record_screen, &place);
}

/* Is there nothing left to be asked? */
static bool guide_is_done(struct app *app, size_t number)
{
    struct config_place place;
    bool done = app->discovered[number] && !config_unused(app->config, number) &&
                !guide_missing(app, number, 0, &place);

    app->visited[number] = app->visited[number] || done;
    return done;
}

/* Behind the server's name it can be asked what the network knows of it. */
static bool guide_discovers(const struct app *app, const struct section *from)
{
    return from == &server_section && !app->essentials && !app->read_only &&
           app_top(app) != &discover_screen;
}

void app_step(struct app *app, const struct section *from, int by)
{
    size_t number = section_number(from);
    bool discovers = by > 0 && guide_discovers(app, from);

    app_home(app);
    if (discovers) {
        app_push(app, &discover_screen, NULL);
        return;
    }
    do {
        if (by < 0 && number == 0) {
            app_push(app, &welcome_screen, NULL);
            return;
        }
        number = by > 0 ? number + 1 : number - 1;
    } while (sections[number] &&
             (!guide_is_step(app, sections[number]) || (by > 0 && guide_is_done(app, number))));
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

enum { GUIDE_CELLS = 10 }; /* of the bar, where there is room */

/* The step of the topic that is open; in no topic: how many are done. */
void guide_draw(const struct app *app, int y, int x, int cols)
{
    size_t steps = guide_steps(app), done = steps - guide_unvisited(app);
    size_t step = app->step ? guide_step(app, app->step) : 0;
    char text[48];

    if (app_top(app) == &review_screen || app->depth == 1)
        step = 0;
    if (step)
        snprintf(text, sizeof text, tr("Step %zu of %zu"), step, steps);
    else
        snprintf(text, sizeof text, tr("%zu of %zu steps done"), done, steps);
    int left = cols - text_width(text) - 2, shift = left > GUIDE_CELLS ? left - GUIDE_CELLS : 0;
    x += shift;
    cols -= shift;
    left -= shift;
    theme_put(y, x + (left > 0 ? 0 : left + 2), cols, ROLE_BAR, text);
    if (left > 2)
        guide_bar(step ? step : done, steps, y, x + text_width(text) + 2, left);
}
