#include "backend/export/value.h"

#include <stdio.h>
#include <string.h>

#include "backend/base/wiped.h"

void value_item(struct buf *out, const char *text)
{
    wiped_text(out, out->size ? ", " : "");
    wiped_text(out, text);
}

static bool value_is(const char *word, const char *text, size_t size)
{
    return strlen(word) == size && memcmp(word, text, size) == 0;
}

static const struct section *section_named(const char *name, size_t size)
{
    for (size_t i = 0; sections[i]; i++)
        if (value_is(sections[i]->key, name, size))
            return sections[i];
    return NULL;
}

static const struct setting *setting_named(const struct section *section, const char *key,
                                           size_t size)
{
    for (const struct setting *s = section ? section->settings : NULL; s && s->key; s++)
        if (value_is(s->key, key, size))
            return s;
    return NULL;
}

/* .key */
static bool find_here(struct value_source *source, const struct section *around, struct err *err)
{
    const char *key = source->name + 1;
    size_t size = source->size - 1;

    if (!around)
        return fail(err, "%.*s is outside of a loop over records", (int)source->size, source->name);
    source->here = true;
    source->section = around;
    source->setting = setting_named(around, key, size);
    source->derived = source->setting ? NULL : derived_find(around, source->name, size + 1);
    return source->setting || source->derived ||
           fail(err, "%s has no \"%.*s\"", around->key, (int)size, key);
}

/* What a name without its ? means. */
static bool value_find(struct value_source *source, const struct section *around, bool item,
                       struct err *err)
{
    const char *name = source->name;
    size_t size = source->size;

    if (value_is(".", name, size))
        return item || fail(err, "\".\" is outside of a loop over a list");
    if (size && *name == '.')
        return find_here(source, around, err);
    const char *dot = memchr(name, '.', size);
    size_t head = dot ? (size_t)(dot - name) : size;
    source->section = section_named(name, head);
    if (source->section && !source->section->list && dot)
        source->setting = setting_named(source->section, dot + 1, size - head - 1);
    if (!source->setting)
        source->derived = derived_find(NULL, name, size);
    return source->setting || source->derived ||
           fail(err, "there is no value \"%.*s\"", (int)size, name);
}

bool value_lookup(struct value_source *source, const char *name, size_t size,
                  const struct section *around, bool item, struct err *err)
{
    bool excused = size && *name == '?';

    *source =
        (struct value_source){ .name = name + excused, .size = size - excused, .excused = excused };
    if (!value_find(source, around, item, err))
        return false;
    return !excused || value_secret(source) ||
           fail(err, "%.*s is not a secret: ? is for secrets", (int)source->size, source->name);
}

bool value_list(const struct value_source *source)
{
    return source->setting ? source->setting->type == LIST
                           : source->derived && source->derived->list;
}

bool value_secret(const struct value_source *source)
{
    return source->setting && source->setting->type == SECRET;
}

static const struct record *record_of(const struct value_source *source, const struct scope *scope)
{
    return source->here ? scope->record
                        : config_single(scope->export->config, source->section->key);
}

void value_path(const struct value_source *source, const struct scope *scope, char path[PATH_SIZE])
{
    if (source->here && scope->record)
        snprintf(path, PATH_SIZE, "%s.%s%.*s", source->section->key, record_name(scope->record),
                 (int)source->size, source->name);
    else
        snprintf(path, PATH_SIZE, "%.*s", (int)source->size, source->name);
}

/* Words for a secret that is not here, or the failure. */
static bool value_excuse(const struct value_source *source, const char *words, const char *why,
                         struct buf *out, struct err *err)
{
    if (!source->excused)
        return fail(err, "%s", why);
    wiped_text(out, words);
    return true;
}

static bool value_read_secret(const struct value_source *source, const struct record *record,
                              const struct export *export, struct buf *out, struct err *err)
{
    const struct secret *secret = record_hidden(record, source->setting);

    if (!export->secrets && (secret || export->sealed || !source->excused))
        return value_excuse(source, "left out; export again with --with-secrets",
                            "is a secret, and none was asked for", out, err);
    if (!secret && export->sealed)
        return fail(err, SEALED);
    if (!secret)
        return value_excuse(source, "not set yet", "is not set yet", out, err);
    const char *bytes = secret_open(secret);
    wiped_text(out, bytes);
    secret_close(bytes);
    return true;
}

static bool read_setting(const struct value_source *source, const struct scope *scope, bool shown,
                         struct buf *out, struct err *err)
{
    const struct record *record = record_of(source, scope);
    const struct setting *s = source->setting;

    if (!record_shows(record, s))
        return true;
    if (s->type == SECRET)
        return value_read_secret(source, record, scope->export, out, err);
    wiped_text(out, shown ? setting_shown(s, record_value(record, s)) : record_value(record, s));
    return true;
}

bool value_read(const struct value_source *source, const struct scope *scope, bool shown,
                struct buf *out, struct err *err)
{
    char path[PATH_SIZE];
    bool done = true;

    wiped_text(out, "");
    if (source->derived)
        done = source->derived->make(scope, out, err);
    else if (source->setting)
        done = read_setting(source, scope, shown, out, err);
    else
        wiped_text(out, scope->item);
    if (done)
        return true;
    value_path(source, scope, path);
    return fail_in(err, "%s", path);
}
