/* secret.c - the secrets: set, generate, show, list, rotate. */
#include <string.h>
#include <unistd.h>

#include "backend/audit/password.h"
#include "backend/base/language.h"
#include "backend/base/moment.h"
#include "backend/base/shown.h"
#include "backend/base/utf8.h"
#include "backend/report/listing.h"
#include "backend/setup/prepare.h"
#include "backend/setup/rollover.h"
#include "backend/strength/strength.h"
#include "screens/commands/secret.h"
#include "screens/session/output.h"
#include "screens/session/print.h"
#include "screens/session/prompt.h"

/* What one of the commands does with the secret at a place. */
struct verb {
    enum access access;
    enum status (*run)(struct session *session, const struct config_place *place, bool flag);
    bool all; /* without a path: of all of them; flag is then --format json, else --force */
};

static enum status sorry(enum status status, const struct config_place *place, const char *why)
{
    char path[PATH_SIZE];
    struct err err;

    config_place_path(place, path);
    fail(&err, "%s: %s", path, why);
    return session_complain(status, &err);
}

static enum status commands_secret_keep(struct session *session, const struct config_place *place,
                                        struct secret *secret, const char *done)
{
    struct err err;
    char path[PATH_SIZE], what[PATH_SIZE + 16];

    config_place_path(place, path);
    snprintf(what, sizeof what, "%s %s", path, done);
    if (!change_hide(&session->journal, session->config, place, secret, &err))
        return session_complain(STATUS_USAGE, &err);
    session->quiet = true; /* it is said here */
    if (!session_save(session, what, &err))
        return session_complain(STATUS_FAILED, &err);
    printf(tr("%s: %s\nsaved as generation %u\n"), path, done, store_generation(session->store));
    return STATUS_FINE;
}

static enum status commands_secret_set(struct session *session, const struct config_place *place,
                                       bool force)
{
    struct secret *secret = NULL;
    enum status status = prompt_new(session->config, place, &secret);

    (void)force;
    return secret ? commands_secret_keep(session, place, secret, "set") : status;
}

static enum status commands_secret_make(struct session *session, const struct config_place *place,
                                        const char *done)
{
    const struct recipe *recipe = place->setting->recipe;

    if (!recipe)
        return sorry(STATUS_USAGE, place,
                     tr("is issued by the other end; enter it with secret set"));
    return commands_secret_keep(session, place, secret_generate(recipe, time(NULL)), done);
}

static enum status commands_secret_generate(struct session *session,
                                            const struct config_place *place, bool force)
{
    (void)force;
    if (record_hidden(place->record, place->setting))
        return sorry(STATUS_USAGE, place, tr("is set already; secret rotate makes another one"));
    return commands_secret_make(session, place, "generated");
}

static enum status rotate(struct session *session, const struct config_place *place, bool force)
{
    (void)force;
    return commands_secret_make(session, place, "rotated");
}

/* Past stdio, whose buffer would keep a copy. */
static enum status commands_secret_print(struct session *session, const struct secret *secret,
                                         const struct config_place *place, bool force)
{
    char path[PATH_SIZE];
    struct err err;

    if (!secret)
        return sorry(STATUS_FAILED, place, tr("is not set"));
    if (!force && !isatty(STDOUT_FILENO))
        return sorry(STATUS_USAGE, place,
                     tr("is shown on a terminal only; --force writes it anywhere"));
    const char *bytes = secret_open(secret);
    config_place_path(place, path);
    store_log(session->store, "secret shown: %s", path);
    bool shown = output_write(STDOUT_FILENO, bytes, secret_length(secret), &err);
    secret_close(bytes);
    return shown && output_write(STDOUT_FILENO, "\n", 1, &err)
               ? STATUS_FINE
               : session_complain(STATUS_FAILED, &err);
}

static enum status commands_secret_show(struct session *session, const struct config_place *place,
                                        bool force)
{
    return commands_secret_print(session, record_hidden(place->record, place->setting), place,
                                 force);
}

static enum status commands_secret_show_next(struct session *session,
                                             const struct config_place *place, bool force)
{
    if (!rollover_next(place))
        return sorry(STATUS_FAILED, place, tr("has no next secret"));
    return commands_secret_print(session, rollover_next(place), place, force);
}

/* ------------------------------------------------ list */

static const char *verdict(const struct session *session, const struct setting *setting,
                           const struct secret *secret)
{
    struct strength strength;
    struct words *words = NULL;

    if (secret_origin(secret) == GENERATED)
        return tr("random");
    password_judge(session->config, setting, secret, &words, &strength);
    words_free(words);
    switch (strength.level) {
    case FAIL:
        return tr("weak");
    case WARN:
        return tr("could be stronger");
    case UNASKED:
    case PASS:
        break;
    }
    return tr("strong");
}

static void commands_secret_print_line(const struct session *session,
                                       const struct config_place *place)
{
    const struct secret *secret = record_hidden(place->record, place->setting);
    char path[PATH_SIZE];

    config_place_path(place, path);
    if (!secret) {
        printf("%-40s %s\n", path,
               session->notes.vault == VAULT_FINE ? tr("not set") : tr("locked"));
        return;
    }
    const char *origin = tr(print_origin_name(secret_origin(secret)));
    long days = (long)((time(NULL) - secret_made(secret)) / DAY);
    printf("%-40s %s%*s %5s %s  %s\n", path, origin, utf8_blanks(origin, 9), "",
           shown_number(days).text, trn("day ", "days", (unsigned long)days),
           verdict(session, place->setting, secret));
}

static void commands_secret_report(const struct session *session, const struct config_place *place,
                                   struct listing_secrets *listing)
{
    const struct secret *secret = record_hidden(place->record, place->setting);

    if (listing->out)
        listing_secret(listing, place, secret ? verdict(session, place->setting, secret) : NULL);
    else
        commands_secret_print_line(session, place);
}

/* only (setting NULL): all. */
static enum status commands_secret_list(struct session *session, const struct config_place *only,
                                        bool json)
{
    AUTO_BUF struct buf out = { 0 };
    struct listing_secrets listing = { .out = json ? &out : NULL,
                                       .now = time(NULL),
                                       .locked = session->notes.vault != VAULT_FINE };
    struct config_place place = { 0 };

    if (json)
        listing_secrets_begin(&listing);
    if (only->setting)
        commands_secret_report(session, only, &listing);
    while (!only->setting && config_next(session->config, &place))
        if (place.setting->type == SECRET)
            commands_secret_report(session, &place, &listing);
    if (json)
        listing_secrets_end(&listing);
    return session_status(json ? output_text(&out) : STATUS_FINE, session_unread(&session->notes));
}

/* ------------------------------------------------ the command */

static enum status on_place(struct session *session, const struct verb *verb, const char *path,
                            bool flag)
{
    struct config_place place;
    enum status status;

    if (!session_find(session, path, &place, &status))
        return status;
    if (!place.setting || place.setting->type != SECRET)
        return sorry(STATUS_USAGE, &place, tr("is not a secret; \"printseal set\" changes it"));
    return verb->run(session, &place, flag);
}

static enum status commands_secret_run(const struct context *context, const struct verb *verb,
                                       const char *path, bool flag)
{
    struct session session = { 0 };
    struct err err;
    enum status status = STATUS_USAGE;

    if (!session_open(&session, context, verb->access, &err))
        status = session_complain(STATUS_FAILED, &err);
    else if (path)
        status = on_place(&session, verb, path, flag);
    else if (verb->all)
        status = verb->run(&session, &(struct config_place){ 0 }, flag);
    session_close(&session);
    return status;
}

/* Every command of the family but rollover. */
static enum status commands_secret_main(const struct command *command,
                                        const struct context *context, int count,
                                        char *const args[], const struct verb *verb)
{
    struct arguments arguments;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    bool flag =
        verb->all ? arguments_json(&arguments) : arguments_option(&arguments, "--force") != NULL;
    return commands_secret_run(context, verb, arguments.words[0], flag);
}

enum status command_secret_set(const struct command *command, const struct context *context,
                               int count, char *const args[])
{
    static const struct verb verb = { WRITE, commands_secret_set, false };

    if (count > 2 && args[1][0] != '-')
        return session_misuse(command,
                              "secret: a secret is never given as an argument, where every user "
                              "can read it; set reads it from standard input");
    return commands_secret_main(command, context, count, args, &verb);
}

enum status command_secret_generate(const struct command *command, const struct context *context,
                                    int count, char *const args[])
{
    static const struct verb verb = { WRITE, commands_secret_generate, false };

    return commands_secret_main(command, context, count, args, &verb);
}

enum status command_secret_rotate(const struct command *command, const struct context *context,
                                  int count, char *const args[])
{
    static const struct verb verb = { WRITE, rotate, false };

    return commands_secret_main(command, context, count, args, &verb);
}

enum status command_secret_list(const struct command *command, const struct context *context,
                                int count, char *const args[])
{
    static const struct verb verb = { READ, commands_secret_list, true };

    return commands_secret_main(command, context, count, args, &verb);
}

enum status command_secret_show(const struct command *command, const struct context *context,
                                int count, char *const args[])
{
    static const struct verb now = { READ, commands_secret_show, false };
    static const struct verb next = { READ, commands_secret_show_next, false };
    struct arguments arguments;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    return commands_secret_run(context, arguments_option(&arguments, "--next") ? &next : &now,
                               arguments.words[0], arguments_option(&arguments, "--force"));
}
