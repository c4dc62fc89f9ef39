#include "screens/commands/words.h"

#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"

static bool words_refuse(const struct config_place *place, struct err *err)
{
    char path[PATH_SIZE];

    config_place_path(place, path);
    return fail(err,
                "%s: a secret is never given as an argument, where every user can read it; "
                "\"printseal secret set %s\" reads it from standard input",
                path, path);
}

/* The word itself is repeated only if it is a path: else it may be a secret. */
static bool words_without_value(const struct session *session, const char *word, struct err *err)
{
    struct config_place place;

    if (!config_find(session->config, word, &place, NULL))
        return fail(err, "a word without \"=\"; each must be PATH=VALUE");
    if (place.setting && place.setting->type == SECRET)
        return words_refuse(&place, err);
    return fail(err, "%s: needs a value: %s=VALUE", word, word);
}

/* The caller frees; NULL: there is no name in front of a "=". */
static char *words_cut(const char *word, const char **value)
{
    const char *equals = strchr(word, '=');

    if (!equals || equals == word)
        return NULL;
    *value = equals + 1;
    return must(strndup(word, (size_t)(equals - word)));
}

static bool words_path(struct session *session, const char *path, const char *value,
                       struct err *err)
{
    struct config_place place;

    if (!config_find(session->config, path, &place, err))
        return false;
    if (!place.setting)
        return fail(err, "%s: is not a setting; %s%s.%s is one", path, path,
                    place.record ? "" : ".NAME",
                    place.table->section->settings[place.table->section->list].key);
    if (place.setting->type == SECRET)
        return words_refuse(&place, err);
    return change_set(&session->journal, session->config, &place, value, err);
}

static bool words_one(struct session *session, const char *under, const char *word, struct err *err)
{
    const char *value = NULL;
    AUTO_FREE char *name = words_cut(word, &value);

    if (!name)
        return words_without_value(session, word, err);
    AUTO_FREE char *path = format("%s%s", under, name);
    return words_path(session, path, value, err);
}

enum status words_set(struct session *session, const char *under, const char *const *words,
                      size_t count)
{
    enum status status = STATUS_FINE;
    struct err err;

    for (size_t i = 0; i < count; i++)
        if (!words_one(session, under, words[i], &err))
            status = session_complain(STATUS_USAGE, &err);
    return status;
}
