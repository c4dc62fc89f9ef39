/* search_find.c - which settings, records, places and exports a few letters mean. */
#include <stdio.h>
#include <string.h>

#include "backend/base/language.h"
#include "screens/wizard/search.h"
#include "tui/text.h"

static void search_find_add(struct search_state *search, const struct hit *hit)
{
    if (search->count < SEARCH_MOST)
        search->hits[search->count++] = *hit;
}

static bool search_find_word(const char *words, const char *typed)
{
    size_t size = strlen(typed);

    for (; *words; words += strcspn(words, " "), words += strspn(words, " "))
        if (strcspn(words, " ") == size && strncasecmp(words, typed, size) == 0)
            return true;
    return false;
}

/* A letter or two would find all of them: they are a whole word ("qr"). */
static bool search_find_place(const struct search_place *place, const char *typed)
{
    if (!*typed)
        return place->first;
    if (strlen(typed) < 3)
        return search_find_word(place->words, typed) || search_find_word(tr(place->words), typed);
    return search_matches(tr(place->title), typed) || search_matches(place->words, typed) ||
           search_matches(tr(place->words), typed);
}

static void search_find_places(struct search_state *search, const char *typed)
{
    for (const struct search_place *place = search_places; place->title; place++)
        if (search_find_place(place, typed))
            search_find_add(search, &(struct hit){ .place = place });
}

static void search_find_targets(struct search_state *search, const char *typed)
{
    for (const struct target *target = targets; target->name && strlen(typed) > 2; target++)
        if (search_matches(target->name, typed) || search_matches(target->what, typed))
            search_find_add(search, &(struct hit){ .target = target });
}

/* The title of that page, too. */
static void search_find_imports(struct search_state *search, const char *typed)
{
    for (size_t i = 0; sections[i] && strlen(typed) > 2; i++)
        if (sections[i]->list && text_match(tr("Import a CSV list"), typed))
            search_find_add(search, &(struct hit){ .section = sections[i], .import = true });
}

/* ------------------------------------------------ settings and records */

/* By its own name: what was meant, most likely. By another word for it, or its help: perhaps. */
enum by { BY_NAME, BY_SYNONYM, BY_HELP };

static bool search_find_named(const struct section *section, const struct setting *setting,
                              const char *typed,
                              bool (*matches)(const char *text, const char *typed))
{
    char path[PATH_SIZE];

    snprintf(path, sizeof path, "%s.%s", section->key, setting->key);
    return matches(path, typed) || matches(tr(setting->label), typed) ||
           matches(tr(section->title), typed);
}

static bool search_find_fits(const struct section *section, const struct setting *setting,
                             const char *typed, enum by by)
{
    bool named = search_find_named(section, setting, typed, text_match);
    bool meant = named || search_find_named(section, setting, typed, search_matches);

    return by == BY_NAME      ? named
           : by == BY_SYNONYM ? !named && meant
                              : !meant && text_match(tr(setting->help), typed);
}

static void search_find_rows(struct search_state *search, const char *typed, enum by by)
{
    for (size_t i = 0; sections[i]; i++)
        for (const struct setting *s = sections[i]->settings; s->key; s++)
            if (search_find_fits(sections[i], s, typed, by))
                search_find_add(search, &(struct hit){ .section = sections[i], .setting = s });
}

/* "radius.hq" finds a record as well as "hq". */
static void search_find_records(struct search_state *search, const struct table *table,
                                const char *typed)
{
    char path[PATH_SIZE];

    for (size_t i = 0; i < table->count && search->count < SEARCH_MOST; i++) {
        snprintf(path, sizeof path, "%s.%s", table->section->key, record_name(table->records[i]));
        if (text_match(path, typed))
            search_find_add(search, &(struct hit){ .section = table->section, .at = i });
    }
}

void search_find(struct search_state *search, const char *typed)
{
    search->count = 0;
    if (*typed)
        search_find_rows(search, typed, BY_NAME);
    search_find_places(search, typed);
    if (!*typed)
        return;
    search_find_imports(search, typed);
    for (size_t i = 0; sections[i]; i++)
        if (sections[i]->list)
            search_find_records(search, &search->app->config->tables[i], typed);
    search_find_rows(search, typed, BY_SYNONYM);
    search_find_targets(search, typed);
    search_find_rows(search, typed, BY_HELP);
}
