/* settings_world.h - a fresh configuration, changes to it, and what a rule says then. */
#ifndef TESTS_BACKEND_SETTINGS_WORLD_H
#define TESTS_BACKEND_SETTINGS_WORLD_H

#include "backend/base/mem.h"
#include "backend/settings/settings.h"
#include "tests/test.h"

static inline struct config *world_fresh(void)
{
    struct config *config = config_new();
    struct config_place at;

    assert_true(config_find(config, "server.fqdn", &at, NULL));
    assert_true(record_set(at.table->records[0], at.setting, "print01.corp.example.com", NULL));
    return config;
}

/* "path=value"; "+list.name" adds a record. */
static inline void world_apply(struct config *config, const char *change)
{
    AUTO_FREE char *path = copy(change);
    char *text = strchr(path, '=');
    struct config_place at;
    struct err err;

    if (*path == '+') {
        char *name = strchr(path, '.');

        *name++ = '\0';
        const struct section *section = section_find(path + 1);
        struct record *record = record_new(section);
        assert_true(record_set(record, &section->settings[0], name, NULL));
        config_table_insert(config_table(config, section), 0, record);
        return;
    }
    *text++ = '\0';
    if (!config_find(config, path, &at, &err))
        fail_msg("%s", err.text);
    struct record *record = at.table->records[config_table_at(at.table, at.record)];
    if (at.setting->type == SECRET)
        record_hide(record, at.setting, secret_new(text, strlen(text), TYPED, 0, -1));
    else if (!record_set(record, at.setting, text, &err))
        fail_msg("%s: %s", path, err.text);
}

/* Several changes, with blanks between. */
static inline void world_change(struct config *config, const char *changes)
{
    AUTO_FREE char *words = copy(changes);
    char *at = NULL;

    for (char *one = strtok_r(words, " ", &at); one; one = strtok_r(NULL, " ", &at))
        world_apply(config, one);
}

/* The worst that a rule says of any record of its section. */
static inline struct verdict world_worst(const struct config *config, const char *section,
                                         const char *id)
{
    const struct table *table = config_table(config, section_find(section));
    const struct rule *rule = table->section->rules;
    struct verdict found = { 0 };

    while (rule->id && strcmp(rule->id, id) != 0)
        rule++;
    if (!rule->id)
        fail_msg("%s has no rule %s", section, id);
    for (size_t i = 0; i < table->count; i++) {
        struct verdict verdict = { 0 };

        rule->judge(config, table->records[i], &verdict);
        if (verdict.level > found.level)
            found = verdict;
    }
    return found;
}

#endif
