#include "backend/report/listing.h"

#include <string.h>

#include "backend/base/dump.h"
#include "backend/base/moment.h"
#include "backend/base/utf8.h"
#include "backend/report/ages.h"

/* ------------------------------------------------ history */

void listing_history(const struct generation *list, size_t count, struct buf *out)
{
    buf_print(out, "{\"version\": 1, \"generations\": [");
    for (size_t i = 0; i < count; i++) {
        buf_print(out, i ? ",\n  " : "\n  ");
        dump(json_pack("{s:I, s:s, s:s, s:s}", "generation", (json_int_t)list[i].number, "time",
                       list[i].when, "who", list[i].who, "what", list[i].what),
             0, out);
    }
    buf_print(out, "]}\n");
}

/* ------------------------------------------------ diff --live */

/* One line, which ends at `end`. */
static void listing_line(const char *line, size_t size, bool first, struct buf *out)
{
    AUTO_FREE char *path = must(strndup(line, size));
    char *text = strstr(path, ": ");

    utf8_sanitize(path);
    if (text)
        *text = '\0';
    buf_print(out, first ? "\n  " : ",\n  ");
    dump(json_pack("{s:s, s:s}", "path", text ? path : "", "text", text ? text + 2 : path), 0, out);
}

void listing_lines(const struct buf *lines, struct buf *out)
{
    const char *at = lines && lines->text ? lines->text : "";

    for (size_t count = 0; *at; count++) {
        size_t size = strcspn(at, "\n");

        listing_line(at, size, !count, out);
        at += size + (at[size] == '\n');
    }
}

void listing_live(const struct buf *lines, struct buf *out)
{
    buf_print(out, "{\"version\": 1, \"differences\": [");
    listing_lines(lines, out);
    buf_print(out, "]}\n");
}

/* ------------------------------------------------ secrets */

void listing_secrets_begin(struct listing_secrets *listing)
{
    buf_print(listing->out, "{\"version\": 1, \"secrets\": [");
}

static void listing_secret_facts(const struct listing_secrets *listing, json_t *object,
                                 const struct secret *secret)
{
    char made[MOMENT_SIZE];
    json_int_t days = (json_int_t)(listing->now - secret_made(secret)) / 86400;

    moment_text(secret_made(secret), made);
    json_object_set_new(object, "origin", json_string(ages_origin(secret)));
    json_object_set_new(object, "made", json_string(made));
    json_object_set_new(object, "days", json_integer(days > 0 ? days : 0));
}

void listing_secret(struct listing_secrets *listing, const struct config_place *place,
                    const char *strength)
{
    const struct secret *secret = record_hidden(place->record, place->setting);
    char path[PATH_SIZE];

    config_place_path(place, path);
    json_t *object = must(json_pack("{s:s, s:s}", "path", path, "label", place->setting->label));
    json_object_set_new(object, "set",
                        listing->locked && !secret ? json_null() : json_boolean(secret));
    if (secret) {
        listing_secret_facts(listing, object, secret);
        json_object_set_new(object, "strength", json_string(strength));
    }
    buf_print(listing->out, listing->count++ ? ",\n  " : "\n  ");
    dump(object, 0, listing->out);
}

void listing_secrets_end(struct listing_secrets *listing)
{
    buf_print(listing->out, "]}\n");
}
