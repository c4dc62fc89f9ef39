#include <stdlib.h>
#include <string.h>

#include "backend/store/conf/conf_reader.h"

/* ------------------------------------------------ faults */

bool conf_wrong(struct conf_reader *reader, const config_setting_t *at, const char *sentence)
{
    const config_setting_t *parent = config_setting_parent(at);
    const char *key = config_setting_name(at);

    if (!key || !parent || config_setting_is_root(parent))
        key = ""; /* a record or a section: the last word of the path already */
    return fault(&reader->faults, (int)config_setting_source_line(at), "%s%s%s%s%s: %s",
                 reader->section->key, *reader->name ? "." : "", reader->name, *key ? "." : "", key,
                 sentence);
}

static const char *found_type(const config_setting_t *at)
{
    switch (config_setting_type(at)) {
    case CONFIG_TYPE_GROUP:
        return "a group { }";
    case CONFIG_TYPE_LIST:
        return "a list ( )";
    case CONFIG_TYPE_ARRAY:
        return "an array [ ]";
    case CONFIG_TYPE_STRING:
        return "a text";
    case CONFIG_TYPE_BOOL:
        return "true or false";
    default:
        return "a number";
    }
}

bool conf_wrong_type(struct conf_reader *reader, const config_setting_t *at, const char *wanted)
{
    struct err err;

    fail(&err, "needs %s; this is %s", wanted, found_type(at));
    return conf_wrong(reader, at, err.text);
}

/* ------------------------------------------------ values */

static bool conf_value_take(struct conf_reader *reader, struct record *record,
                            const struct setting *setting, const config_setting_t *at,
                            const char *text)
{
    struct err err;

    /* An empty value of a setting that is empty at first only says that nobody has filled it in. */
    if (!*text && !setting->initial)
        return true;
    return record_set(record, setting, text, &err) || conf_wrong(reader, at, err.text);
}

static bool conf_value_read_number(struct conf_reader *reader, struct record *record,
                                   const struct setting *setting, const config_setting_t *at)
{
    char digits[32];

    if (config_setting_type(at) != CONFIG_TYPE_INT)
        return conf_wrong_type(reader, at, "a number without quotation marks");
    snprintf(digits, sizeof digits, "%d", config_setting_get_int(at));
    return conf_value_take(reader, record, setting, at, digits);
}

static bool read_flag(struct conf_reader *reader, struct record *record,
                      const struct setting *setting, const config_setting_t *at)
{
    if (config_setting_type(at) != CONFIG_TYPE_BOOL)
        return conf_wrong_type(reader, at, "true or false without quotation marks");
    return conf_value_take(reader, record, setting, at,
                           config_setting_get_bool(at) ? "true" : "false");
}

static bool read_items(struct conf_reader *reader, struct record *record,
                       const struct setting *setting, config_setting_t *at)
{
    AUTO_BUF struct buf all = { 0 };
    unsigned count = (unsigned)config_setting_length(at);

    buf_add(&all, "", 0);
    for (unsigned i = 0; i < count; i++) {
        const char *item = config_setting_get_string(config_setting_get_elem(at, i));

        if (!item)
            return conf_wrong_type(reader, at, "texts in its brackets, as in [ \"one\", \"two\" ]");
        if (!item[strspn(item, " ")] || strchr(item, ','))
            return conf_wrong(reader, at, "no text in the brackets may be empty or hold a comma");
        buf_print(&all, "%s%s", i ? ", " : "", item);
    }
    return conf_value_take(reader, record, setting, at, all.text);
}

static bool conf_value_read_list(struct conf_reader *reader, struct record *record,
                                 const struct setting *setting, config_setting_t *at)
{
    if (!config_setting_is_array(at) && !config_setting_is_list(at))
        return conf_wrong_type(reader, at, "texts in brackets, as in [ \"one\", \"two\" ]");
    return read_items(reader, record, setting, at);
}

static bool conf_value_read_text(struct conf_reader *reader, struct record *record,
                                 const struct setting *setting, const config_setting_t *at)
{
    const char *text = config_setting_get_string(at);

    return text ? conf_value_take(reader, record, setting, at, text)
                : conf_wrong_type(reader, at, "a text in quotation marks");
}

/* Never repeats what stands there: it may be the secret itself. */
static bool conf_value_read_secret(struct conf_reader *reader, struct record *record,
                                   const struct setting *setting, const config_setting_t *at)
{
    const char *text = config_setting_get_string(at);
    struct err err;

    if (!reader->answer)
        return conf_wrong(reader, at,
                          "a secret does not belong in this file; take it out and use: printseal "
                          "secret set");
    if (!text || (strcmp(text, "generate") != 0 && strncmp(text, "file:", 5) != 0 &&
                  strncmp(text, "env:", 4) != 0))
        return conf_wrong(reader, at,
                          "needs \"generate\", \"file:PATH\" or \"env:NAME\"; the secret "
                          "itself must not stand here");
    return reader->answer(reader->data, record, setting, text, &err) ||
           conf_wrong(reader, at, err.text);
}

bool conf_value(struct conf_reader *reader, struct record *record, const struct setting *setting,
                config_setting_t *at)
{
    const char *text = config_setting_get_string(at);

    if (text && !*text && !setting->required && setting->type != SECRET && setting->type != LIST)
        return conf_value_take(reader, record, setting, at, text); /* emptied on purpose */
    switch (setting->type) {
    case FLAG:
        return read_flag(reader, record, setting, at);
    case NUMBER:
        return conf_value_read_number(reader, record, setting, at);
    case LIST:
        return conf_value_read_list(reader, record, setting, at);
    case CHOICE:
    case TEXT:
        return conf_value_read_text(reader, record, setting, at);
    case SECRET:
        return conf_value_read_secret(reader, record, setting, at);
    }
    abort();
}
