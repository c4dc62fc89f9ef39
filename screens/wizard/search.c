/* search.c - everything by its words: settings with their values, records, screens, exports and
 * actions. Enter goes there, or does it. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "screens/form/about.h"
#include "screens/list/records.h"
#include "screens/wizard/exports.h"
#include "screens/wizard/search.h"

static struct config_place search_place_of(const struct search_state *search, const struct hit *hit)
{
    struct table *table = config_table(search->app->config, hit->section);
    struct config_place place = { table, hit->at < table->count ? table->records[hit->at] : NULL,
                                  hit->setting };

    if (!place.record)
        place.setting = NULL;
    return place;
}

/* ------------------------------------------------ the list */

static size_t search_count(const void *data)
{
    return ((const struct search_state *)data)->count;
}

/* Label, topic with the record that Enter opens, value. */
static void search_row_setting(const struct search_state *search, const struct hit *hit,
                               struct list_row *row)
{
    static char topic[96], value[SIDE_TEXT];
    const struct config_place place = search_place_of(search, hit);
    const char *name = place.record && hit->section->list ? record_name(place.record) : "";

    value[0] = '\0';
    if (place.setting && record_shows(place.record, place.setting))
        about_value(search->app, place.record, place.setting, value, sizeof value);
    snprintf(topic, sizeof topic, "%s%s%s", tr(hit->section->title),
             *name && hit->setting ? " " : "", hit->setting ? name : "");
    row->cell[0] = hit->setting ? tr(hit->setting->label) : name;
    row->cell[1] = topic;
    row->cell[2] = value;
}

static void search_row(const void *data, size_t i, struct list_row *row)
{
    static char words[200];
    const struct search_state *search = data;
    const struct hit *hit = &search->hits[i];

    if (hit->import) {
        row->cell[0] = tr("Import a CSV list");
        row->cell[1] = tr(hit->section->title);
        return;
    }
    if (hit->section) {
        search_row_setting(search, hit, row);
        return;
    }
    snprintf(words, sizeof words, "%s%s", hit->target ? tr("Export ") : "",
             hit->target ? hit->target->name : tr(hit->place->title));
    row->cell[0] = words;
    row->cell[1] = hit->target ? tr(hit->target->what) : NULL;
}

static void search_filter(void *data, const char *text)
{
    struct search_state *search = data;

    search_find(search, text);
    list_settle(&search->list);
}

static const struct list_model search_model = { .count = search_count,
                                                .row = search_row,
                                                .filter = search_filter };

/* ------------------------------------------------ the screen */

static void search_open(void *data, struct app *app, const void *subject)
{
    struct search_state *search = data;

    (void)subject;
    search->app = app;
    search->list = (struct list){
        .model = &search_model, .data = search, .columns = 3, .fitted = true, .filtering = true
    };
    edit_start(&search->list.filter, "", 0);
    search_filter(search, "");
}

static void search_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct search_state *search = data;

    (void)app;
    list_draw(&search->list, area, active);
}

/* The search itself is gone before that: hit is a copy. */
static void search_go(struct app *app, const struct hit *hit)
{
    app_home(app);
    if (hit->target)
        exports_show(app, hit->target->name);
    else if (hit->place->screen)
        app_push(app, hit->place->screen, NULL);
    else
        hit->place->run(app);
}

static enum key_answer search_key(void *data, struct app *app, struct area area, int pressed)
{
    struct search_state *search = data;
    char path[PATH_SIZE];

    if (pressed == K_ESC)
        return BACK;
    if (pressed != K_ENTER || !search->count)
        return list_key(&search->list, area, pressed);
    const struct hit hit = search->hits[search->list.focus];
    if (hit.import) {
        records_import_into(app, hit.section);
    } else if (hit.section) {
        const struct config_place place = search_place_of(search, &hit);
        config_place_path(&place, path);
        app_go(app, path);
    } else {
        search_go(app, &hit);
    }
    return TAKEN;
}

static enum key_answer search_paste(void *data, struct app *app, const char *text)
{
    struct search_state *search = data;

    (void)app;
    return list_paste(&search->list, text);
}

static void search_changed(void *data, struct app *app)
{
    struct search_state *search = data;

    (void)app;
    search_filter(search, search->list.filter.text);
}

static const char *search_help(const void *data, const struct app *app, const char **source)
{
    const struct search_state *search = data;

    (void)app;
    if (!search->count)
        return "No match. Try: tls, port, renew, export";
    if (!search->list.filter.size && !search->list.focus)
        return "Words of a label, a path or a help text, names of records, actions.";
    const struct hit *hit =
        &search->hits[search->list.focus < search->count ? search->list.focus : 0];
    if (hit->import)
        return "What it would add and change is shown before anything is taken.";
    if (!hit->section)
        return hit->target ? tr(hit->target->what) : tr(hit->place->help);
    *source = hit->setting && hit->setting->source ? hit->setting->source : "";
    return hit->setting ? tr(hit->setting->help) : tr(hit->section->help);
}

static bool search_can(const void *data, const struct app *app, const struct action *action)
{
    (void)app;
    return action->key != K_ENTER || ((const struct search_state *)data)->count;
}

static const struct action search_actions[] = {
    { K_ENTER, "Enter", "go there" },
    { K_ESC, "Esc", "back" },
    { 0 },
};

const struct screen search_screen = {
    .size = sizeof(struct search_state),
    .whole = true,
    .actions = search_actions,
    .can = search_can,
    .open = search_open,
    .draw = search_draw,
    .key = search_key,
    .paste = search_paste,
    .changed = search_changed,
    .help = search_help,
};
