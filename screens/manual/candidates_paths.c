/* candidates_paths.c - paths of settings, secrets, records and sections, and values behind "=". */
#include <stdio.h>
#include <string.h>

#include "backend/audit/explain.h"
#include "backend/base/mem.h"
#include "screens/manual/candidates.h"

/* Which paths a command takes: of settings, of secrets, of sections and records. */
enum { PATHS_SETTINGS = 1, PATHS_SECRETS = 2, PATHS_RECORDS = 4 };

static int candidates_paths_of(const struct command *command)
{
    static const struct {
        const char *command;
        int paths;
    } rows[] = {
        { "get", PATHS_SETTINGS },          { "init", PATHS_SETTINGS },
        { "set", PATHS_SETTINGS },          { "probe", PATHS_RECORDS },
        { "remove", PATHS_RECORDS },        { "strength", PATHS_SECRETS },
        { "secret set", PATHS_SECRETS },    { "secret generate", PATHS_SECRETS },
        { "secret show", PATHS_SECRETS },   { "secret list", PATHS_SECRETS },
        { "secret rotate", PATHS_SECRETS }, { "secret rollover", PATHS_SECRETS | PATHS_RECORDS },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].command, command->name) == 0)
            return rows[i].paths;
    return PATHS_SETTINGS | PATHS_SECRETS;
}

/* A path that goes on below what was typed is offered up to its next dot. */
static void candidates_path(struct candidates *candidates, const char *path, const char *end,
                            const char *what)
{
    size_t typed = strlen(candidates->word);
    const char *dot = strlen(path) > typed ? strchr(path + typed, '.') : NULL;
    char text[PATH_SIZE + 2];

    if (dot)
        snprintf(text, sizeof text, "%.*s", (int)(dot + 1 - path), path);
    else
        snprintf(text, sizeof text, "%s%s", path, end);
    candidates_offer(candidates, text, dot ? "" : what);
}

static void candidates_record_settings(struct candidates *candidates, const char *under,
                                       const struct section *section, const char *end, int paths)
{
    char path[PATH_SIZE];

    for (const struct setting *s = section->settings + section->list; s->key; s++) {
        if (!(paths & (s->type == SECRET ? PATHS_SECRETS : PATHS_SETTINGS)))
            continue;
        snprintf(path, sizeof path, "%s%s%s", under, *under ? "." : "", s->key);
        candidates_path(candidates, path, end, s->label);
    }
}

/* Calls found for each record's path; of a single section that is its key, which needs no
 * configuration. */
static void candidates_records(struct candidates *candidates, const struct section *section,
                               void (*found)(struct candidates *candidates, const char *path,
                                             const struct section *section, int paths),
                               int paths)
{
    const struct config *config = section->list ? candidates_config(candidates) : NULL;
    const struct table *table = config ? config_table(config, section) : NULL;
    char path[PATH_SIZE];

    if (!section->list)
        found(candidates, section->key, section, paths);
    for (size_t i = 0; table && i < table->count; i++) {
        snprintf(path, sizeof path, "%s.%s", section->key,
                 record_value(table->records[i], section->settings));
        found(candidates, path, section, paths);
    }
}

static void candidates_below(struct candidates *candidates, const char *path,
                             const struct section *section, int paths)
{
    candidates_record_settings(candidates, path, section, "", paths);
}

static void candidates_assign(struct candidates *candidates, const char *path,
                              const struct section *section, int paths)
{
    candidates_record_settings(candidates, path, section, "=", paths);
}

static void candidates_record(struct candidates *candidates, const char *path,
                              const struct section *section, int paths)
{
    (void)paths;
    candidates_offer(candidates, path, section->title);
}

void candidates_paths(struct candidates *candidates)
{
    int paths = candidates_paths_of(candidates->command);

    for (size_t i = 0; sections[i]; i++) {
        if ((paths & PATHS_RECORDS) && sections[i]->list)
            candidates_offer(candidates, sections[i]->key, sections[i]->title);
        if (paths & PATHS_RECORDS)
            candidates_records(candidates, sections[i], candidates_record, paths);
        if (paths & ~PATHS_RECORDS)
            candidates_records(candidates, sections[i], candidates_below, paths);
    }
}

/* ------------------------------------------------ values behind "=" */

/* What is in force, what is advised, what is the default; of a setting named after a list, the
 * names of that list's records. */
static void candidates_known(struct candidates *candidates, const struct setting *setting,
                             const char *now)
{
    const struct section *list = section_find(setting->key);
    const struct config *config = list && list->list ? candidates_config(candidates) : NULL;
    const struct table *table = config ? config_table(config, list) : NULL;

    for (size_t i = 0; table && i < table->count; i++)
        candidates_offer(candidates, record_value(table->records[i], list->settings), list->title);
    if (now && *now)
        candidates_offer(candidates, now, "in force");
    if (setting->advise && *setting->advise && setting->type != SECRET)
        candidates_offer(candidates, setting->advise, "advised");
    if (setting->initial && *setting->initial)
        candidates_offer(candidates, setting->initial, "default");
}

void candidates_id(void *data, const struct explained *explained)
{
    candidates_offer(data, explained->id,
                     explained->setting ? explained->setting->label : explained->what);
}

static void candidates_values(struct candidates *candidates, const struct section *section,
                              const struct setting *setting, const char *now)
{
    static const char *const flags[] = { "true", "false", NULL };
    const char *const *choices = setting->type == FLAG ? flags : setting->choices;

    for (size_t i = 0; choices && choices[i]; i++)
        candidates_offer(candidates, choices[i],
                         setting->type == CHOICE ? setting->meanings[i] : "");
    for (const struct known *known = setting->known; known && known->value; known++)
        candidates_offer(candidates, known->value, known->wide ? "reaches far" : "");
    if (strcmp(section->key, "waivers") == 0 && strcmp(setting->key, "finding") == 0)
        explain_each(candidates_id, candidates);
    if (!choices)
        candidates_known(candidates, setting, now);
}

/* What stands before "=" goes to the front. */
static void candidates_behind(struct candidates *candidates, const char *equals)
{
    candidates->front = candidates->word;
    candidates->front_size = (size_t)(equals + 1 - candidates->word);
    candidates->word = equals + 1;
}

/* Without a configuration only the paths of single sections are known. */
static void candidates_value_of(struct candidates *candidates, const char *path)
{
    const struct config *config = candidates_config(candidates);
    struct config_place place = { 0 };
    struct err err;

    if (config && config_find(config, path, &place, &err) && place.setting &&
        place.setting->type != SECRET) {
        candidates_values(candidates, place.table->section, place.setting,
                          record_value(place.record, place.setting));
        return;
    }
    const char *dot = strchr(path, '.');
    char key[64];
    snprintf(key, sizeof key, "%.*s", (int)(dot ? dot - path : 0), path);
    const struct section *section = section_find(key);
    const struct setting *setting = section ? setting_find(section, dot + 1) : NULL;
    if (setting && setting->type != SECRET)
        candidates_values(candidates, section, setting, NULL);
}

void candidates_assignments(struct candidates *candidates)
{
    const char *equals = strchr(candidates->word, '=');
    char path[PATH_SIZE];

    for (size_t i = 0; !equals && sections[i]; i++)
        candidates_records(candidates, sections[i], candidates_assign, PATHS_SETTINGS);
    if (!equals)
        return;
    snprintf(path, sizeof path, "%.*s", (int)(equals - candidates->word), candidates->word);
    candidates_behind(candidates, equals);
    candidates_value_of(candidates, path);
}

/* Of add: keys of the list that its first word names. */
void candidates_keys(struct candidates *candidates)
{
    const char *equals = strchr(candidates->word, '='), *first = candidates->first;
    char key[64];

    snprintf(key, sizeof key, "%.*s", (int)(first ? strcspn(first, ".") : 0), first ? first : "");
    const struct section *section = section_find(key);
    if (!section)
        return;
    if (!equals) {
        candidates_record_settings(candidates, "", section, "=", PATHS_SETTINGS);
        return;
    }
    snprintf(key, sizeof key, "%.*s", (int)(equals - candidates->word), candidates->word);
    const struct setting *setting = setting_find(section, key);
    candidates_behind(candidates, equals);
    if (setting && setting->type != SECRET)
        candidates_values(candidates, section, setting, NULL);
}

/* Of add the list alone, of remove the records. */
void candidates_lists(struct candidates *candidates)
{
    bool fresh = strcmp(candidates->command->name, "add") == 0;
    char text[64];

    for (size_t i = 0; sections[i]; i++) {
        if (!sections[i]->list)
            continue;
        snprintf(text, sizeof text, "%s.", sections[i]->key);
        if (fresh)
            candidates_offer(candidates, text, sections[i]->title);
        else
            candidates_records(candidates, sections[i], candidates_record, 0);
    }
}
