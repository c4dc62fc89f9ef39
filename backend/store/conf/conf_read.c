#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/suggest.h"
#include "backend/base/utf8.h"
#include "backend/settings/settings.h"
#include "backend/store/conf/conf_lex.h"
#include "backend/store/conf/conf_reader.h"
#include "backend/store/conf/conf_scan.h"

static bool conf_read_unknown(struct conf_reader *reader, const config_setting_t *at,
                              const char *what, const struct suggest *suggest)
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

static bool unknown_setting(struct conf_reader *reader, const config_setting_t *at)
{
    struct suggest suggest = suggest_start(config_setting_name(at));

    for (const struct setting *s = reader->section->settings; s->key; s++)
        suggest_try(&suggest, s->key);
    return conf_read_unknown(reader, at, "setting", &suggest);
}

/* The secrets of a group, or all but them; true if there are secrets. */
static bool read_half(struct conf_reader *reader, struct record *record,
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
            unknown_setting(reader, at);
    }
    return found;
}

/* Secrets last: an answer may look at the record's other values. */
static void read_record(struct conf_reader *reader, struct record *record,
                        const config_setting_t *group)
{
    if (read_half(reader, record, group, false))
        read_half(reader, record, group, true);
}

static int conf_read_line_of(const struct conf_reader *reader, const config_setting_t *list)
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

static bool conf_read_named(struct conf_reader *reader, const config_setting_t *list,
                            const config_setting_t *group)
{
    struct err err;
    const struct table *table = config_table(reader->config, reader->section);

    if (!*reader->name)
        return conf_wrong(reader, group, "a record needs a name, as in name = \"first\";");
    if (!config_table_find(table, reader->name))
        return true;
    fail(&err, "the name is taken by line %d; names must differ", conf_read_line_of(reader, list));
    return conf_wrong(reader, group, err.text);
}

static void read_item(struct conf_reader *reader, const config_setting_t *list,
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
    if (conf_read_named(reader, list, group))
        read_record(reader, record, group);
    if (reader->faults.count == before)
        config_table_insert(table, table->count, record);
    else
        record_free(record);
}

static void read_records(struct conf_reader *reader, const config_setting_t *list)
{
    struct table *table = config_table(reader->config, reader->section);
    unsigned count = (unsigned)config_setting_length(list);

    while (table->count)
        record_free(config_table_remove(table, table->count - 1));
    for (unsigned i = 0; i < count && reader->faults.count <= FAULTS_REPORTED; i++)
        read_item(reader, list, config_setting_get_elem(list, i));
    reader->name = "";
}

/* Its own copy: the record may be that of another configuration. */
static void read_single(struct conf_reader *reader, struct table *table,
                        const config_setting_t *group)
{
    record_free(config_table_replace(table, 0, record_copy(table->records[0])));
    read_record(reader, table->records[0], group);
}

static void read_section(struct conf_reader *reader, const config_setting_t *at)
{
    struct table *table = config_table(reader->config, reader->section);

    reader->name = "";
    if (reader->section->list && config_setting_is_list(at))
        read_records(reader, at);
    else if (!reader->section->list && config_setting_is_group(at))
        read_single(reader, table, at);
    else
        conf_wrong_type(reader, at,
                        reader->section->list ? "a list of groups ( { }, { } )" : "a group { }");
}

/* A newer one may mean what we do not know: refused, not guessed. */
static bool conf_read_version(struct conf_reader *reader, const config_setting_t *at)
{
    reader->version = config_setting_type(at) == CONFIG_TYPE_INT ? config_setting_get_int(at) : 0;
    return (reader->version >= 1 && reader->version <= CONF_VERSION) ||
           fault(&reader->faults, (int)config_setting_source_line(at),
                 CONF_VERSION_KEY ": needs a number from 1 to %d; newer files need a newer program",
                 CONF_VERSION);
}

static bool conf_read_root(struct conf_reader *reader, const config_setting_t *root)
{
    unsigned count = (unsigned)config_setting_length(root);

    for (unsigned i = 0; i < count; i++) {
        const config_setting_t *at = config_setting_get_elem(root, i);
        struct suggest suggest = suggest_start(config_setting_name(at));

        if (strcmp(config_setting_name(at), CONF_VERSION_KEY) == 0) {
            conf_read_version(reader, at);
            continue;
        }
        reader->section = section_find(config_setting_name(at));
        if (reader->section) {
            read_section(reader, at);
            continue;
        }
        for (size_t k = 0; sections[k]; k++)
            suggest_try(&suggest, sections[k]->key);
        conf_read_unknown(reader, at, "section", &suggest);
    }
    return fault_none(&reader->faults);
}

/* ------------------------------------------------ the file */

/* The key on that line: whatever else stands there may be a secret. */
static struct conf_token key_on(const char *text, int line)
{
    struct lexer lexer = { text, text + strlen(text), 1 };
    struct conf_token token = conf_lex_next(&lexer);

    while (token.kind != TOKEN_END && (token.line < line || token.kind != TOKEN_NAME))
        token = conf_lex_next(&lexer);
    return token;
}

/* libconfig 1.5 gives neither text nor line for some of its failures. */
static bool not_parsed(struct conf_reader *reader, const config_t *parsed, const char *text)
{
    const char *why = config_error_text(parsed);
    int line = config_error_line(parsed);
    struct conf_token key = key_on(text, line);
    int size = key.line == line && key.size < 64 ? (int)key.size : 0;

    if (why && strstr(why, "duplicate"))
        fault(&reader->faults, line, "%.*s: is given twice in this group", size, key.at);
    else
        fault(&reader->faults, line, "%s%s%.*s; settings are written key = value;",
              why ? why : "cannot be read", size ? " near " : "", size, key.at);
    return fault_none(&reader->faults);
}

/* libconfig 1.5 refuses a comment that ends with the file. Without the indentation it has a quarter
 * less to read; the lines stay where they are. */
static char *readable(const char *text, size_t size)
{
    char *whole = must(malloc(size + 2)), *to = whole;
    const char *end = text + size;

    while (text < end) {
        while (text < end && (*text == ' ' || *text == '\t'))
            text++;
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        size_t line = (size_t)((stop ? stop + 1 : end) - text);

        memcpy(to, text, line);
        to += line;
        text += line;
    }
    memcpy(to, "\n", 2);
    return whole;
}

static bool parse(struct conf_reader *reader, const char *text)
{
    config_t parsed;

    config_init(&parsed);
    bool fine = config_read_string(&parsed, text)
                    ? conf_read_root(reader, config_root_setting(&parsed))
                    : not_parsed(reader, &parsed, text);
    config_destroy(&parsed);
    return fine;
}

static bool scan(struct conf_reader *reader, const char *text, size_t size)
{
    if (size > CONF_MAX)
        fault(&reader->faults, 0, "is larger than %d MiB", CONF_MAX >> 20);
    else if (conf_scan(text, size, &reader->faults))
        return true;
    return fault_none(&reader->faults);
}

struct config *conf_read_onto(const struct config *base, const struct buf *text, const char *file,
                              conf_answer *answer, void *data, struct err *err)
{
    struct conf_reader reader = { .faults = { .file = file, .err = err },
                                  .answer = answer,
                                  .data = data,
                                  .version = 1,
                                  .name = "" };
    size_t mark = utf8_mark(
        text->text, text->size); /* of UTF-8: libconfig 1.5 refuses it, some editors write it */

    if (!scan(&reader, text->text + mark, text->size - mark))
        return NULL;
    AUTO_FREE char *whole = readable(text->text + mark, text->size - mark);
    reader.config = base ? config_copy(base) : config_new();
    if (parse(&reader, whole)) {
        reader.config->migrated = reader.version < 2 ? ports_migrate(reader.config) : 0;
        return reader.config;
    }
    config_free(reader.config);
    return NULL;
}

struct config *conf_read(const char *text, size_t size, const char *file, conf_answer *answer,
                         void *data, struct err *err)
{
    const struct buf bytes = { .text = (char *)(uintptr_t)text, .size = size };

    return conf_read_onto(NULL, &bytes, file, answer, data, err);
}
