/* listing_settings.c - settings, and what differs between two generations, for programs. */
#include <stdlib.h>

#include "backend/base/dump.h"
#include "backend/base/moment.h"
#include "backend/report/ages.h"
#include "backend/report/listing.h"

/* ------------------------------------------------ one setting */

static const char *const listing_settings_types[] = {
    [FLAG] = "flag", [NUMBER] = "number", [CHOICE] = "choice",
    [TEXT] = "text", [LIST] = "list",     [SECRET] = "secret",
};

static json_t *listing_settings_items(const char *text)
{
    json_t *items = must(json_array());
    char item[256];

    while (list_next(&text, item, sizeof item))
        json_array_append_new(items, json_string(item));
    return items;
}

static json_t *listing_settings_value(const struct record *record, const struct setting *setting)
{
    const char *text = record_value(record, setting);

    switch (setting->type) {
    case FLAG:
        return json_boolean(*text == 't');
    case NUMBER:
        return json_integer(strtol(text, NULL, 10));
    case LIST:
        return listing_settings_items(text);
    case CHOICE:
    case TEXT:
    case SECRET:
        break;
    }
    return json_string(text);
}

static void listing_settings_secret(json_t *object, const struct secret *secret, bool locked)
{
    char made[MOMENT_SIZE];

    json_object_set_new(object, "set", locked && !secret ? json_null() : json_boolean(secret));
    if (!secret)
        return;
    moment_text(secret_made(secret), made);
    json_object_set_new(object, "origin", json_string(ages_origin(secret)));
    json_object_set_new(object, "made", json_string(made));
}

static json_t *listing_settings_pack(const struct config_place *place, bool locked)
{
    const struct setting *setting = place->setting;
    char path[PATH_SIZE];

    config_place_path(place, path);
    json_t *object = must(json_pack("{s:s, s:s, s:s}", "path", path, "label", setting->label,
                                    "type", listing_settings_types[setting->type]));
    if (setting->type == SECRET)
        listing_settings_secret(object, record_hidden(place->record, setting), locked);
    else
        json_object_set_new(object, "value", listing_settings_value(place->record, setting));
    return object;
}

/* ------------------------------------------------ list, get */

static bool listing_settings_within(const struct config_place *at, const struct config_place *under)
{
    return (!under->table || at->table == under->table) &&
           (!under->record || at->record == under->record);
}

void listing_settings(const struct config *config, const struct config_place *under, bool locked,
                      struct buf *out)
{
    struct config_place at = { 0 };
    const char *comma = "";

    buf_print(out, "{\"version\": 1, \"settings\": [");
    if (under->setting) {
        buf_print(out, "\n  ");
        dump(listing_settings_pack(under, locked), 0, out);
    }
    while (!under->setting && config_next(config, &at))
        if (listing_settings_within(&at, under)) {
            buf_print(out, "%s\n  ", comma);
            dump(listing_settings_pack(&at, locked), 0, out);
            comma = ",";
        }
    buf_print(out, "]}\n");
}

/* ------------------------------------------------ diff */

struct listing_diff {
    struct buf *out;
    size_t count;
    const struct config *is;
};

/* Null where there was no such record, or no such secret. */
static json_t *listing_settings_side(const struct record *record, const struct setting *setting)
{
    if (!record)
        return json_null();
    if (setting->type == SECRET)
        return record_hidden(record, setting) ? json_string("set") : json_null();
    return listing_settings_value(record, setting);
}

/* All that shows in a record that was added. */
static json_t *listing_settings_record(const struct config *config, const struct record *record)
{
    struct config_place at = { .table = config_table(config, record->section), .record = record };
    json_t *settings = must(json_array());

    for (at.setting = record->section->settings; at.setting->key; at.setting++)
        if (record_shows(record, at.setting))
            json_array_append_new(settings, listing_settings_pack(&at, false));
    return settings;
}

static void listing_settings_difference(void *data, const struct difference *difference)
{
    struct listing_diff *listing = data;
    const struct setting *setting = difference->setting;
    json_t *object = must(json_pack("{s:s, s:s}", "path", difference->path, "change",
                                    config_difference_kinds[difference->kind]));

    if (difference->kind == CHANGED) {
        json_object_set_new(object, "secret", json_boolean(setting->type == SECRET));
        json_object_set_new(object, "was", listing_settings_side(difference->was, setting));
        json_object_set_new(object, "is", listing_settings_side(difference->is, setting));
    }
    if (difference->kind == ADDED)
        json_object_set_new(object, "settings",
                            listing_settings_record(listing->is, difference->is));
    buf_print(listing->out, listing->count++ ? ",\n  " : "\n  ");
    dump(object, 0, listing->out);
}

void listing_differences(const struct config *was, const struct config *is, unsigned from,
                         unsigned to, struct buf *out)
{
    struct listing_diff listing = { .out = out, .is = is };

    buf_print(out, "{\"version\": 1, \"from\": %u, \"to\": %u, \"differences\": [", from, to);
    config_differences(was, is, listing_settings_difference, &listing);
    buf_print(out, "]}\n");
}
