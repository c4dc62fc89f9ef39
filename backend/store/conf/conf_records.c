/* conf_records.c - a section of the file: its one group, or its records, one after the other. */
#include <string.h>

#include "backend/base/suggest.h"
#include "backend/settings/settings.h"
#include "backend/store/conf/conf_reader.h"

bool conf_unknown(struct conf_reader *reader, const config_setting_t *at, const char *what,
                  const struct suggest *suggest)
{
    struct err err;
    const char *best = suggest_best(suggest);

    fail(&err, "there is no such %s%s%s%s", what, *best ? "; did you mean \"" : "", best,
         *best ? "\"?" : "");
    return reader->section ? conf_wrong(reader, at, err.text)
                           : fault(&reader->faults, (int)config_setting_source_line(at), "%s: %s",
                                   config_setting_name(at), err.text);
}

/* ------------------------------------------------ records */

static bool conf_records_unknown(struct conf_reader *reader, const config_setting_t *at)
{
    struct suggest suggest = suggest_start(config_setting_name(at));

    for (const struct setting *s = reader->section->settings; s->key; s++)
        suggest_try(&suggest, s->key);
    return conf_unknown(reader, at, "setting", &suggest);
}

/* The secrets of a group, or all but them; true if there are secrets. */
static bool conf_records_half(struct conf_reader *reader, struct record *record,
                              const config_setting_t *group, bool secrets)
{
    unsigned count = (unsigned)config_setting_length(group);
    bool found = false;

    for (unsigned i = 0; i < count; i++) {
        config_setting_t *at = config_setting_get_elem(group, i);
        const struct setting *setting = setting_find(reader->section, config_setting_name(at));
        bool secret = setting && setting->type == SECRET;

        found = found || secret;
        if (secret != secrets)
            continue;
        if (setting)
            conf_value(reader, record, setting, at);
        else
            conf_records_unknown(reader, at);
    }
    return found;
}

/* Secrets last: an answer may look at the record's other values. */
static void conf_records_one(struct conf_reader *reader, struct record *record,
                             const config_setting_t *group)
{
    if (conf_records_half(reader, record, group, false))
        conf_records_half(reader, record, group, true);
}

static int conf_records_line_of(const struct conf_reader *reader, const config_setting_t *list)
{
    const char *key = reader->section->settings->key;
    const char *other;

    for (unsigned i = 0; i < (unsigned)config_setting_length(list); i++) {
        const config_setting_t *group = config_setting_get_elem(list, i);

        if (config_setting_lookup_string(group, key, &other) && strcmp(reader->name, other) == 0)
            return (int)config_setting_source_line(group);
    }
    return 0;
}

static bool conf_records_named(struct conf_reader *reader, const config_setting_t *list,
                               const config_setting_t *group)
{
    struct err err;
    const struct table *table = config_table(reader->config, reader->section);

    if (!*reader->name)
        return conf_wrong(reader, group, "a record needs a name, as in name = \"first\";");
    if (!config_table_find(table, reader->name))
        return true;
    fail(&err, "the name is taken by line %d; names must differ",
         conf_records_line_of(reader, list));
    return conf_wrong(reader, group, err.text);
}

static void conf_records_item(struct conf_reader *reader, const config_setting_t *list,
                              const config_setting_t *group)
{
    struct table *table = config_table(reader->config, reader->section);

    reader->name = "";
    if (!config_setting_is_group(group)) {
        conf_wrong_type(reader, group, "a group { } for each record");
        return;
    }
    config_setting_lookup_string(group, reader->section->settings->key, &reader->name);
    struct record *record = record_new(reader->section);
    size_t before = reader->faults.count;
    if (conf_records_named(reader, list, group))
        conf_records_one(reader, record, group);
    if (reader->faults.count == before)
        config_table_insert(table, table->count, record);
    else
        record_free(record);
}

static void conf_records_items(struct conf_reader *reader, const config_setting_t *list)
{
    unsigned count = (unsigned)config_setting_length(list);

    for (unsigned i = 0; i < count && reader->faults.count <= FAULTS_REPORTED; i++)
        conf_records_item(reader, list, config_setting_get_elem(list, i));
    reader->name = "";
}

/* A list that libconfig has a part of at a time. */
static void conf_records_batch(struct conf_reader *reader, const char *text)
{
    config_t parsed;

    if (conf_parsed(&parsed, text))
        conf_records_items(reader, config_setting_get_elem(config_root_setting(&parsed), 0));
    else
        fault(&reader->faults, 0, "is read at once");
    config_destroy(&parsed);
}

static void conf_records_batches(struct conf_reader *reader, const struct conf_list *list)
{
    const struct section *section = reader->section;
    size_t end = list->first + list->count;
    AUTO_BUF struct buf batch = { 0 };
    bool fine = true;

    for (size_t i = list->first; i < end && !reader->path && !reader->faults.count;) {
        i = conf_pieces_batch(reader->pieces, list, i, &batch, &fine);
        if (fine)
            conf_records_batch(reader, batch.text);
        else
            fault(&reader->faults, 0, "is read at once");
    }
    for (size_t i = list->first; i < end && reader->path; i++)
        if (conf_pieces_meant(reader->pieces, i, section->key, section->settings->key,
                              reader->path)) {
            conf_pieces_one(reader->pieces, i, &batch);
            conf_records_batch(reader, batch.text);
        }
}

static void conf_records_list(struct conf_reader *reader, const config_setting_t *list)
{
    struct table *table = config_table(reader->config, reader->section);
    const struct conf_list *apart =
        reader->pieces ? conf_pieces_list(reader->pieces, reader->setting) : NULL;

    while (table->count)
        record_free(config_table_remove(table, table->count - 1));
    if (apart)
        conf_records_batches(reader, apart);
    else
        conf_records_items(reader, list);
}

/* Its own copy: the record may be that of another configuration. */
static void conf_records_single(struct conf_reader *reader, struct table *table,
                                const config_setting_t *group)
{
    record_free(config_table_replace(table, 0, record_copy(table->records[0])));
    conf_records_one(reader, table->records[0], group);
}

void conf_section(struct conf_reader *reader, const config_setting_t *at)
{
    struct table *table = config_table(reader->config, reader->section);

    reader->name = "";
    if (reader->section->list && config_setting_is_list(at))
        conf_records_list(reader, at);
    else if (!reader->section->list && config_setting_is_group(at))
        conf_records_single(reader, table, at);
    else
        conf_wrong_type(reader, at,
                        reader->section->list ? "a list of groups ( { }, { } )" : "a group { }");
}
