#include "backend/base/language.h"
#include "screens/commands/secret.h"

#include <string.h>

#include "backend/setup/prepare.h"
#include "screens/commands/rollover_show.h"
#include "screens/commands/rollover_test.h"
#include "screens/session/output.h"
#include "screens/session/print.h"
#include "screens/session/prompt.h"

typedef enum status rollover_act(struct session *session, const struct arguments *arguments);

/* The same place in the configuration as it is now: a change puts another record there. */
static struct config_place rollover_now(const struct session *session,
                                        const struct config_place *at)
{
    struct config_place place = *at;
    char path[PATH_SIZE];

    config_place_path(at, path);
    config_find(session->config, path, &place, NULL);
    return place;
}

/* A word that names nothing is told as config_find() tells it. */
static bool rollover_known(const struct session *session, const struct arguments *arguments,
                           enum status *status)
{
    struct config_place place;
    struct err err;

    for (size_t i = 0; i < arguments->count; i++)
        if (!strpbrk(arguments->words[i], "*?[") &&
            !config_find(session->config, arguments->words[i], &place, &err)) {
            *status = session_complain(STATUS_USAGE, &err);
            return false;
        }
    return true;
}

static enum status rollover_save(struct session *session, const struct arguments *arguments,
                                 const char *verb, size_t count)
{
    AUTO_FREE char *what = arguments->count == 1 && count
                               ? format("%s %s", verb, arguments->words[0])
                               : format("%s %zu secrets", verb, count);
    struct err err;

    if (!count)
        return STATUS_FINE;
    return session_save(session, what, &err) ? STATUS_FINE : session_complain(STATUS_FAILED, &err);
}

/* ------------------------------------------------ begin */

static void rollover_report(const struct config_place *place, enum rollover_begun begun)
{
    static const char *const sentences[] = {
        [ROLLOVER_BEGUN] = "has a next secret; the old one stays in force until the switch",
        [ROLLOVER_UNDER_WAY] = "has a next secret already",
        [ROLLOVER_NOT_SET] = "is not set; nothing to roll over",
        [ROLLOVER_ISSUED] =
            "is issued by the other end: change it there, then: rollover --next PATH",
        [ROLLOVER_OURS] = "protects our own files; secret rotate replaces it at once",
    };
    char path[PATH_SIZE];

    config_place_path(place, path);
    printf("%s: %s\n", path, tr(sentences[begun]));
}

static enum status rollover_start(struct session *session, const struct arguments *arguments)
{
    size_t counts[ROLLOVER_REFUSED + 1] = { 0 };
    struct config_place at = { 0 };
    struct err err;

    if (!arguments->count)
        return session_misuse(arguments->command, "secret rollover: needs PATH");
    struct config *as_was = config_copy(session->config);
    while (rollover_step(as_was, arguments, &at)) {
        struct config_place place = rollover_now(session, &at);
        enum rollover_begun begun =
            rollover_begin(&session->journal, session->config, &place, NULL, &err);

        if (begun == ROLLOVER_REFUSED)
            session_complain(STATUS_FAILED, &err);
        else if (counts[begun]++ < ROLLOVER_TARGETS)
            rollover_report(&place, begun);
        counts[ROLLOVER_REFUSED] += begun == ROLLOVER_REFUSED;
    }
    config_free(as_was);
    if (counts[ROLLOVER_REFUSED])
        return STATUS_FAILED;
    if (counts[ROLLOVER_BEGUN] > ROLLOVER_TARGETS)
        printf(tr("%zu in all\n"), counts[ROLLOVER_BEGUN]);
    return rollover_save(session, arguments, "rollover of", counts[ROLLOVER_BEGUN]);
}

/* One that the other end has issued, from standard input. */
static enum status rollover_enter(struct session *session, const struct arguments *arguments)
{
    struct config_place place = { 0 };
    struct secret *next = NULL;
    struct err err;

    if (arguments->count != 1 || !rollover_step(session->config, arguments, &place))
        return session_misuse(arguments->command,
                              "secret rollover --next: needs the path of one secret");
    enum status status = prompt_new(session->config, &place, &next);
    if (!next)
        return status;
    enum rollover_begun begun =
        rollover_begin(&session->journal, session->config, &place, next, &err);
    if (begun == ROLLOVER_REFUSED)
        return session_complain(STATUS_USAGE, &err);
    rollover_report(&place, begun);
    return rollover_save(session, arguments, "rollover of", begun == ROLLOVER_BEGUN);
}

/* ------------------------------------------------ how far */

static enum status rollover_status(struct session *session, const struct arguments *arguments)
{
    struct rollover_ends ends;

    rollover_ends_read(&ends, session->store, session->config);
    enum status status = rollover_show(session, arguments, &ends);
    rollover_ends_free(&ends);
    return status;
}

static bool rollover_try(struct session *session, const struct arguments *arguments,
                         struct rollover_ends *ends, bool *lacks, struct err *err)
{
    rollover_ends_read(ends, session->store, session->config);
    return rollover_test(session, ends, arguments, lacks, err) &&
           rollover_ends_write(ends, session->store, err);
}

static enum status rollover_do_test(struct session *session, const struct arguments *arguments)
{
    struct rollover_ends ends;
    bool lacks;
    struct err err;
    enum status status = rollover_try(session, arguments, &ends, &lacks, &err)
                             ? session_status(rollover_show(session, arguments, &ends), lacks)
                             : session_complain(STATUS_FAILED, &err);

    rollover_ends_free(&ends);
    return status;
}

/* ------------------------------------------------ switch, give up */

/* All ends of its record have the new secret, or somebody says so. */
static bool rollover_may(const struct rollover_ends *ends, const struct config_place *place,
                         bool force)
{
    struct config_place record = { place->table, place->record, NULL };
    struct rollover_progress progress;
    char path[PATH_SIZE];

    config_place_path(&record, path);
    rollover_progress(ends, path, place->record, &progress);
    return force || (progress.ends && progress.counts[TAKES_NEW] == progress.ends);
}

static size_t rollover_end_all(struct session *session, const struct arguments *arguments,
                               const struct rollover_ends *ends, bool force, size_t *left)
{
    struct config_place at = { 0 };
    size_t count = 0;
    struct config *as_was = config_copy(session->config);

    while (rollover_step(as_was, arguments, &at)) {
        struct config_place place = rollover_now(session, &at);
        char path[PATH_SIZE];

        if (!rollover_next(&at))
            continue;
        config_place_path(&at, path);
        bool may = !ends || rollover_may(ends, &at, force);
        *left += !may;
        if (!may)
            continue;
        rollover_end(&session->journal, session->config, &place, ends != NULL);
        printf("%s: %s\n", path, ends ? tr("the new secret is in force") : tr("given up"));
        count++;
    }
    config_free(as_was);
    return count;
}

static enum status rollover_switch(struct session *session, const struct arguments *arguments)
{
    bool force = arguments_option(arguments, "--force");
    struct rollover_ends ends = { 0 };
    size_t left = 0;
    bool lacks = false; /* an end that took the new secret has it, whatever could not be read */
    struct err err;

    if (!force && !rollover_try(session, arguments, &ends, &lacks, &err)) {
        rollover_ends_free(&ends);
        return session_complain(STATUS_FAILED, &err);
    }
    size_t count = rollover_end_all(session, arguments, &ends, force, &left);
    enum status status = rollover_save(session, arguments, "switch to the new", count);
    if (status == STATUS_FINE && left)
        status = rollover_show(session, arguments, &ends);
    rollover_ends_free(&ends);
    return session_status(status, lacks);
}

static enum status rollover_give_up(struct session *session, const struct arguments *arguments)
{
    size_t left = 0;

    return rollover_save(session, arguments, "give up the rollover of",
                         rollover_end_all(session, arguments, NULL, false, &left));
}

/* ------------------------------------------------ the command */

static const struct rollover_step_row {
    const char *option; /* NULL: none of them */
    enum access access;
    rollover_act *act;
} rollover_steps[] = {
    { "--status", READ, rollover_status },  { "--test", READ, rollover_do_test },
    { "--switch", WRITE, rollover_switch }, { "--give-up", WRITE, rollover_give_up },
    { "--next", WRITE, rollover_enter },    { NULL, WRITE, rollover_start },
};

enum status command_secret_rollover(const struct command *command, const struct context *context,
                                    int count, char *const args[])
{
    const struct rollover_step_row *step = rollover_steps;
    struct session session = { 0 };
    struct arguments arguments;
    enum status status;
    struct err err;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    while (step->option && !arguments_option(&arguments, step->option))
        step++;
    if (!session_open(&session, context, step->access, &err))
        status = session_complain(STATUS_FAILED, &err);
    else if (rollover_known(&session, &arguments, &status))
        status = step->act(&session, &arguments);
    session_close(&session);
    return status;
}
