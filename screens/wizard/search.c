/* search.c - every setting by its words: label, path, help. Enter goes there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "screens/app/app.h"
#include "tui/list.h"
#include "tui/text.h"

enum { HITS_MAX = 300 };

/* What is no setting, and the words that people look for it by. */
static const struct search_place {
    const char *title, *words, *help;
    const struct screen *screen;
} search_places[] = {
    { "Find settings", "discover discovery dns search network",
      "Asks the name servers which directory and mail servers the domain publishes. Nothing is "
      "sent "
      "before you say so, and nothing is taken by itself.",
      &discover_screen },
    { "Findings", "problems warnings audit", "What is weaker than it should be, and how to fix it.",
      &findings_screen },
    { "Exports and apply", "firewall checklist hand over",
      "What other programs and people are given.", &exports_screen },
    { "What is left to do", "todo other ends", "What is to be done at the other ends.",
      &remaining_screen },
};

/* A setting of a section; of a list, either the setting (of its first record) or one record. */
struct hit {
    const struct search_place *place; /* a screen; else NULL */
    const struct section *section;
    const struct setting *setting;
    size_t at;
};

struct search_state {
    struct app *app;
    struct list list;
    struct hit hits[HITS_MAX];
    size_t count;
};

static void hit_path(const struct search_state *state, const struct hit *hit, char path[PATH_SIZE])
{
    struct table *table = config_table(state->app->config, hit->section);
    struct config_place place = { table, hit->at < table->count ? table->records[hit->at] : NULL,
                                  hit->setting };

    if (!place.record)
        place.setting = NULL;
    config_place_path(&place, path);
}

static size_t search_count(const void *data)
{
    return ((const struct search_state *)data)->count;
}

static void search_row(const void *data, size_t i, struct list_row *search_row)
{
    static char path[PATH_SIZE];
    const struct search_state *state = data;
    const struct hit *hit = &state->hits[i];

    if (hit->place) {
        search_row->cell[0] = hit->place->title;
        return;
    }
    hit_path(state, hit, path);
    search_row->cell[0] = hit->setting ? hit->setting->label : hit->section->title;
    search_row->cell[1] = path;
}

static void search_add(struct search_state *state, const struct section *section,
                       const struct setting *setting, size_t at)
{
    if (state->count < HITS_MAX)
        state->hits[state->count++] = (struct hit){ NULL, section, setting, at };
}

/* "find settings" is found by "discover", too; a letter or two would find all of them. */
static void search_add_places(struct search_state *state, const char *text)
{
    for (size_t i = 0; i < sizeof search_places / sizeof *search_places; i++)
        if (strlen(text) > 2 && state->count < HITS_MAX &&
            (text_match(search_places[i].title, text) || text_match(search_places[i].words, text)))
            state->hits[state->count++] = (struct hit){ .place = &search_places[i] };
}

/* By its name: what was meant, most likely. By its help: perhaps. */
enum by { BY_NAME, BY_HELP };

static bool row_matches(const struct section *section, const struct setting *setting,
                        const char *text, enum by by)
{
    char path[PATH_SIZE];

    snprintf(path, sizeof path, "%s.%s", section->key, setting->key);
    bool named = text_match(path, text) || text_match(setting->label, text) ||
                 text_match(section->title, text);
    return by == BY_NAME ? named : !named && text_match(setting->help, text);
}

static void search_add_rows(struct search_state *state, const char *text, enum by by)
{
    for (size_t i = 0; sections[i]; i++)
        for (const struct setting *s = sections[i]->settings; s->key; s++)
            if (row_matches(sections[i], s, text, by))
                search_add(state, sections[i], s, 0);
}

/* "radius.hq" finds a record as well as "hq". */
static void add_records(struct search_state *state, const struct table *table, const char *text)
{
    char path[PATH_SIZE];

    for (size_t i = 0; i < table->count && state->count < HITS_MAX; i++) {
        snprintf(path, sizeof path, "%s.%s", table->section->key, record_name(table->records[i]));
        if (text_match(path, text))
            search_add(state, table->section, NULL, i);
    }
}

static void search_filter(void *data, const char *text)
{
    struct search_state *state = data;

    state->count = 0;
    if (!*text)
        return; /* all of it would be a page to send over a slow line, and no answer */
    search_add_rows(state, text, BY_NAME);
    search_add_places(state, text);
    for (size_t i = 0; sections[i]; i++)
        if (sections[i]->list)
            add_records(state, &state->app->config->tables[i], text);
    search_add_rows(state, text, BY_HELP);
    list_settle(&state->list);
}

static const struct list_model model = { .count = search_count,
                                         .row = search_row,
                                         .filter = search_filter };

static void search_open(void *data, struct app *app, const void *subject)
{
    struct search_state *state = data;

    (void)subject;
    state->app = app;
    state->list = (struct list){
        .model = &model, .data = state, .columns = 2, .width = { 20, 0 }, .filtering = true
    };
    edit_start(&state->list.filter, "", 0);
    search_filter(state, "");
}

static void search_draw(const void *data, const struct app *app, struct area area, bool active)
{
    const struct search_state *state = data;

    (void)app;
    list_draw(&state->list, area, active);
}

static enum key_answer search_key(void *data, struct app *app, struct area area, int pressed)
{
    struct search_state *state = data;
    char path[PATH_SIZE];

    if (pressed == K_ENTER && state->count) {
        const struct search_place *found = state->hits[state->list.focus].place;
        if (!found)
            hit_path(state, &state->hits[state->list.focus], path);
        if (found) {
            app_home(app);
            app_push(app, found->screen, NULL);
        } else
            app_go(app, path);
        return TAKEN;
    }
    if (pressed == K_ESC)
        return BACK;
    return list_key(&state->list, area, pressed);
}

static enum key_answer search_paste(void *data, struct app *app, const char *text)
{
    struct search_state *state = data;

    (void)app;
    return list_paste(&state->list, text);
}

static void search_changed(void *data, struct app *app)
{
    struct search_state *state = data;

    (void)app;
    search_filter(state, state->list.filter.text);
}

static const char *search_help(const void *data, const struct app *app, const char **source)
{
    const struct search_state *state = data;

    (void)app;
    if (!state->count)
        return state->list.filter.size
                   ? "Nothing matches."
                   : "Words of a label, a path or a help text; names of records.";
    const struct hit *hit = &state->hits[state->list.focus < state->count ? state->list.focus : 0];
    const struct setting *setting = hit->setting;
    if (hit->place)
        return hit->place->help;
    *source = setting && setting->source ? setting->source : "";
    return setting ? setting->help : hit->section->help;
}

static const struct action actions[] = {
    { K_ENTER, "Enter", "go there" },
    { K_ESC, "Esc", "back" },
    { 0 },
};

const struct screen search_screen = {
    .size = sizeof(struct search_state),
    .actions = actions,
    .open = search_open,
    .draw = search_draw,
    .key = search_key,
    .paste = search_paste,
    .changed = search_changed,
    .help = search_help,
};
