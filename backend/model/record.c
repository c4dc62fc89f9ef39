#include "backend/model/record.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"

/* Most values of a large list stay at their defaults: those point at the row and cost nothing. */
static const char *own(const struct setting *setting, const char *text)
{
    if (!*text)
        return "";
    return setting->initial && strcmp(setting->initial, text) == 0 ? setting->initial : copy(text);
}

static void disown(const struct setting *setting, union value *value)
{
    if (setting->type == SECRET)
        secret_free(value->secret);
    else if (value->text != setting->initial && *value->text)
        free((void *)(uintptr_t)value->text);
}

static struct record *model_record_blank(const struct section *section)
{
    struct record *record =
        must(calloc(1, sizeof *record + setting_count(section) * sizeof *record->values));

    record->section = section;
    record->holders = 1;
    return record;
}

struct record *record_new(const struct section *section)
{
    struct record *record = model_record_blank(section);

    for (size_t i = 0; section->settings[i].key; i++)
        if (section->settings[i].type != SECRET)
            record->values[i].text =
                section->settings[i].initial ? section->settings[i].initial : "";
    return record;
}

struct record *record_copy(const struct record *record)
{
    struct record *duplicate = model_record_blank(record->section);
    const struct setting *settings = record->section->settings;

    for (size_t i = 0; settings[i].key; i++) {
        if (settings[i].type == SECRET)
            duplicate->values[i].secret = secret_hold(record->values[i].secret);
        else
            duplicate->values[i].text = own(&settings[i], record->values[i].text);
    }
    return duplicate;
}

struct record *record_hold(const struct record *record)
{
    struct record *held = (struct record *)(uintptr_t)record; /* counting is not changing */

    held->holders++;
    return held;
}

void record_free(struct record *record)
{
    if (!record || --record->holders)
        return;
    for (size_t i = 0; record->section->settings[i].key; i++)
        disown(&record->section->settings[i], &record->values[i]);
    free(record);
}

const char *record_value(const struct record *record, const struct setting *setting)
{
    if (setting->type == SECRET)
        abort();
    return record->values[setting - record->section->settings].text;
}

const struct secret *record_hidden(const struct record *record, const struct setting *setting)
{
    if (setting->type != SECRET)
        abort();
    return record->values[setting - record->section->settings].secret;
}

static const struct setting *model_record_known(const struct record *record, const char *key)
{
    const struct setting *setting = setting_find(record->section, key);

    if (!setting)
        abort();
    return setting;
}

const char *record_text(const struct record *record, const char *key)
{
    return record_value(record, model_record_known(record, key));
}

long record_number(const struct record *record, const char *key)
{
    return strtol(record_text(record, key), NULL, 10);
}

bool record_flag(const struct record *record, const char *key)
{
    return record_is(record, key, "true");
}

bool record_is(const struct record *record, const char *key, const char *text)
{
    return strcmp(record_text(record, key), text) == 0;
}

const struct secret *record_secret(const struct record *record, const char *key)
{
    return record_hidden(record, model_record_known(record, key));
}

const char *record_name(const struct record *record)
{
    return record->section->list ? record->values[0].text : "";
}

/* Is text one of "a|b|c"? */
static bool among(const char *text, const char *words)
{
    size_t size = strlen(text);

    for (;;) {
        size_t word = strcspn(words, "|");

        if (word == size && memcmp(words, text, size) == 0)
            return true;
        if (!words[word])
            return false;
        words += word + 1;
    }
}

bool record_shows(const struct record *record, const struct setting *setting)
{
    char key[32];

    if (!setting->when)
        return true;
    size_t size = strcspn(setting->when, "!=");
    bool negated = setting->when[size] == '!';
    if (size >= sizeof key)
        abort();
    memcpy(key, setting->when, size);
    key[size] = '\0';
    const struct setting *other = model_record_known(record, key);
    return record_shows(record, other) &&
           among(record_value(record, other), setting->when + size + 1 + negated) != negated;
}

bool record_set(struct record *record, const struct setting *setting, const char *text,
                struct err *err)
{
    AUTO_FREE char *value = setting_accept(setting, text, err);

    if (!value)
        return false;
    union value *place = &record->values[setting - record->section->settings];
    const char *fresh = own(setting, value);
    disown(setting, place);
    place->text = fresh;
    return true;
}

void record_hide(struct record *record, const struct setting *setting, struct secret *secret)
{
    if (setting->type != SECRET)
        abort();
    union value *place = &record->values[setting - record->section->settings];
    secret_free(place->secret);
    place->secret = secret;
}

/* With what is to follow. */
static bool record_same_secret(const struct secret *a, const struct secret *b)
{
    return secret_equal(a, b) && (!a || secret_equal(secret_next(a), secret_next(b)));
}

bool record_same(const struct record *a, const struct record *b, const struct setting *setting)
{
    size_t i = (size_t)(setting - a->section->settings);

    if (setting->type == SECRET)
        return record_same_secret(a->values[i].secret, b->values[i].secret);
    return a->values[i].text == b->values[i].text ||
           strcmp(a->values[i].text, b->values[i].text) == 0;
}

bool record_equal(const struct record *a, const struct record *b)
{
    if (a == b)
        return true;
    if (a->section != b->section)
        return false;
    for (const struct setting *s = a->section->settings; s->key; s++)
        if (!record_same(a, b, s))
            return false;
    return true;
}
