/* settings.c - list, get, set, add, remove. */
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/report/listing.h"
#include "backend/setup/prepare.h"
#include "screens/commands/commands.h"
#include "screens/commands/words.h"
#include "screens/session/deploy.h"
#include "screens/session/output.h"
#include "screens/session/print.h"

typedef enum status settings_action(struct session *session, const struct arguments *arguments);

static enum status settings_act(struct session *session, bool open, settings_action *act,
                                const struct arguments *arguments, const struct err *err)
{
    enum status status = open ? act(session, arguments) : session_complain(STATUS_FAILED, err);

    session_close(session);
    return status;
}

/* Every command of this family: read the words, open, act, save if all went well, close. */
static enum status settings_run(const struct command *command, const struct context *context,
                                int count, char *const args[], enum access access,
                                settings_action *act)
{
    struct arguments arguments;
    struct session session = { 0 };
    struct err err;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    return settings_act(&session, session_open(&session, context, access, &err), act, &arguments,
                        &err);
}

/* Says what is different now. */
static void settings_report(const struct session *session)
{
    if (!session_changes(session)) {
        puts(tr("nothing to save: it is so already"));
        return;
    }
    config_differences(session->saved, session->config, print_difference, NULL);
    printf(tr("saved as generation %u\n"), store_generation(session->store));
}

static enum status settings_save(struct session *session, const struct arguments *arguments,
                                 const char *what)
{
    struct err err;

    session->quiet = true; /* it is said here, or not at all */
    if (!session_save(session, what, &err))
        return session_complain(STATUS_FAILED, &err);
    if (!arguments_option(arguments, "--quiet"))
        settings_report(session);
    return session_deploy(session, STATUS_FINE);
}

/* ------------------------------------------------ list, get */

/* What `list` prints of a place, in the form that was asked for. */
static enum status settings_print(const struct session *session, const struct config_place *place,
                                  bool json)
{
    AUTO_BUF struct buf out = { 0 };

    if (!json)
        return print_place(session, place), STATUS_FINE;
    listing_settings(session->config, place, session->notes.vault != VAULT_FINE, &out);
    return output_text(&out);
}

/* Is a secret among what is listed? What has none lacks nothing where secrets cannot be read. */
static bool settings_secret(const struct config_place *place)
{
    if (!place->table)
        return true;
    if (place->setting)
        return place->setting->type == SECRET;
    for (const struct setting *s = place->table->section->settings; s->key; s++)
        if (s->type == SECRET)
            return true;
    return false;
}

static enum status settings_list(struct session *session, const struct arguments *arguments)
{
    struct config_place place = { 0 };
    enum status status = STATUS_FINE;

    if (arguments->count && !session_find(session, arguments->words[0], &place, &status))
        return status;
    return session_status(settings_print(session, &place, arguments_json(arguments)),
                          settings_secret(&place) && session_unread(&session->notes));
}

static enum status settings_get(struct session *session, const struct arguments *arguments)
{
    struct config_place place;
    struct err err;
    enum status status;

    if (!session_find(session, arguments->words[0], &place, &status))
        return status;
    if (!place.setting || arguments_json(arguments))
        return settings_print(session, &place, arguments_json(arguments));
    if (place.setting->type == SECRET) {
        fail(&err, "%s: is a secret; \"printseal secret show %s\" prints it on a terminal",
             arguments->words[0], arguments->words[0]);
        return session_complain(STATUS_USAGE, &err);
    }
    puts(record_value(place.record, place.setting));
    return STATUS_FINE;
}

/* ------------------------------------------------ set */

/* "set tls.min_version and 2 more": a line of the history names no value. */
static char *summary(const char *verb, const struct arguments *arguments)
{
    int size = (int)strcspn(arguments->words[0], "=");

    return arguments->count == 1 ? format("%s %.*s", verb, size, arguments->words[0])
                                 : format("%s %.*s and %zu more", verb, size, arguments->words[0],
                                          arguments->count - 1);
}

static enum status settings_set(struct session *session, const struct arguments *arguments)
{
    AUTO_FREE char *what = summary("set", arguments);
    enum status status = words_set(session, "", arguments->words, arguments->count);

    return status == STATUS_FINE ? settings_save(session, arguments, what) : status;
}

/* ------------------------------------------------ add, remove */

static bool settings_add_record(struct session *session, const char *path, struct err *err)
{
    struct config_place place;
    const char *dot = strchr(path, '.');

    if (!dot || !dot[1])
        return fail(err, "\"%s\": needs a list and a name: LIST.NAME", path);
    AUTO_FREE char *settings_list = must(strndup(path, (size_t)(dot - path)));
    return config_find(session->config, settings_list, &place, err) &&
           change_add(&session->journal, session->config, place.table->section, dot + 1, NULL, err);
}

static enum status settings_add(struct session *session, const struct arguments *arguments)
{
    const char *path = arguments->words[0];
    AUTO_FREE char *under = format("%s.", path), *what = format("add %s", path);
    struct config_place place;
    struct err err;

    if (!settings_add_record(session, path, &err))
        return session_complain(STATUS_USAGE, &err);
    enum status status = words_set(session, under, arguments->words + 1, arguments->count - 1);
    if (status != STATUS_FINE || !session_find(session, path, &place, &status))
        return status;
    prepare_record(&session->journal, session->config, place.table,
                   config_table_at(place.table, place.record), NULL, NULL);
    return settings_save(session, arguments, what);
}

static bool settings_remove_record(struct session *session, const char *path, struct err *err)
{
    struct config_place place;

    if (!config_find(session->config, path, &place, err))
        return false;
    if (!place.record || place.setting)
        return fail(err, "%s: is not a record; only a record of a list can be removed: LIST.NAME",
                    path);
    return change_remove(&session->journal, session->config, &place, err);
}

static enum status remove_all(struct session *session, const struct arguments *arguments)
{
    AUTO_FREE char *what = summary("remove", arguments);
    enum status status = STATUS_FINE;
    struct err err;

    for (size_t i = 0; i < arguments->count; i++)
        if (!settings_remove_record(session, arguments->words[i], &err))
            status = session_complain(STATUS_USAGE, &err);
    return status == STATUS_FINE ? settings_save(session, arguments, what) : status;
}

/* ------------------------------------------------ the commands */

enum status command_list(const struct command *command, const struct context *context, int count,
                         char *const args[])
{
    return settings_run(command, context, count, args, READ, settings_list);
}

enum status command_get(const struct command *command, const struct context *context, int count,
                        char *const args[])
{
    struct arguments arguments;
    struct session session = { 0 };
    struct err err;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    return settings_act(&session, session_open_path(&session, context, arguments.words[0], &err),
                        settings_get, &arguments, &err);
}

enum status command_set(const struct command *command, const struct context *context, int count,
                        char *const args[])
{
    return settings_run(command, context, count, args, WRITE, settings_set);
}

enum status command_add(const struct command *command, const struct context *context, int count,
                        char *const args[])
{
    return settings_run(command, context, count, args, WRITE, settings_add);
}

enum status command_remove(const struct command *command, const struct context *context, int count,
                           char *const args[])
{
    return settings_run(command, context, count, args, WRITE, remove_all);
}
