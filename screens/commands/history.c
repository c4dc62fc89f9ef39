/* history.c - the generations that are kept: history, diff, rollback. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/report/listing.h"
#include "screens/commands/commands.h"
#include "screens/commands/diff_live.h"
#include "screens/session/deploy.h"
#include "screens/session/issue.h"
#include "screens/session/output.h"
#include "screens/session/print.h"

/* Opens the store, acts, closes. */
typedef enum status history_action(struct session *session, const struct arguments *arguments);

static enum status history_run(const struct command *command, const struct context *context,
                               int count, char *const args[], enum access access,
                               history_action *act)
{
    struct arguments arguments;
    struct session session = { 0 };
    struct err err;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    enum status status = session_store(&session, context, access, &err)
                             ? act(&session, &arguments)
                             : session_complain(STATUS_FAILED, &err);
    session_close(&session);
    return status;
}

static bool history_read_number(const char *text, unsigned *number, struct err *err)
{
    char *end;

    errno = 0;
    unsigned long value = strtoul(text, &end, 10);
    if (errno || !isdigit((unsigned char)*text) || *end || value < 1 || value > 999999)
        return fail(err, "\"%s\": needs the number of a generation; printseal history lists them",
                    text);
    *number = (unsigned)value;
    return true;
}

/* ------------------------------------------------ history */

static enum status history_print(const struct generation *list, size_t count, bool json)
{
    AUTO_BUF struct buf out = { 0 };
    char when[MOMENT_SIZE];

    if (json) {
        listing_history(list, count, &out);
        return output_text(&out);
    }
    for (size_t i = 0; i < count; i++) {
        shown_moment(list[i].when, when);
        printf("%6u  %s  %-24s  %s\n", list[i].number, when, list[i].who, tr(list[i].what));
    }
    return STATUS_FINE;
}

/* That it could not be read stands in its line. */
static bool history_is_unread(const struct generation *list, size_t count)
{
    while (count--)
        if (list[count].unread)
            return true;
    return false;
}

static enum status history(struct session *session, const struct arguments *arguments)
{
    AUTO_FREE struct generation *list = NULL;
    size_t count = 0;
    struct err err;

    if (!store_history(session->store, &list, &count, &err))
        return session_complain(STATUS_FAILED, &err);
    return session_status(history_print(list, count, arguments_json(arguments)),
                          history_is_unread(list, count));
}

/* ------------------------------------------------ diff */

/* Secrets of a vault that does not open would all seem to be removed. */
static struct config *history_load(struct session *session, unsigned number, bool *lacks,
                                   struct err *err)
{
    struct notes notes;
    struct config *config = store_load(session->store, number, &notes, err);

    *lacks = *lacks || session_unread(&notes);
    if (config && notes.vault != VAULT_FINE)
        session_note("generation %u: secrets cannot be read, so they are not compared: %s", number,
                     notes.vault_err.text);
    return config;
}

/* 0 for "before the first": nothing to compare with. */
static bool last_two(struct session *session, unsigned *a, unsigned *b, struct err *err)
{
    AUTO_FREE struct generation *list = NULL;
    size_t count = 0;

    if (!store_history(session->store, &list, &count, err))
        return false;
    if (count < 2)
        return fail(err, "there is one generation only, so there is nothing to compare");
    *a = list[1].number;
    *b = list[0].number;
    return true;
}

static enum status history_print_diff(const struct config *was, const struct config *is,
                                      const unsigned numbers[2], bool json)
{
    AUTO_BUF struct buf out = { 0 };

    if (!json)
        return config_differences(was, is, print_difference, NULL), STATUS_FINE;
    listing_differences(was, is, numbers[0], numbers[1], &out);
    return output_text(&out);
}

static enum status history_compare(struct session *session, unsigned a, unsigned b, bool json)
{
    bool lacks = false;
    struct err err;
    struct config *was = history_load(session, a, &lacks, &err);
    struct config *is = was ? history_load(session, b, &lacks, &err) : NULL;
    enum status status = is ? history_print_diff(was, is, (unsigned[]){ a, b }, json)
                            : session_complain(STATUS_FAILED, &err);

    config_free(was);
    config_free(is);
    return session_status(status, lacks);
}

static enum status diff(struct session *session, const struct arguments *arguments)
{
    unsigned a = 0, b = store_generation(session->store);
    bool json = arguments_json(arguments);
    struct err err;

    if (!arguments->count)
        return last_two(session, &a, &b, &err) ? history_compare(session, a, b, json)
                                               : session_complain(STATUS_FAILED, &err);
    if (!history_read_number(arguments->words[0], &a, &err) ||
        (arguments->count > 1 && !history_read_number(arguments->words[1], &b, &err)))
        return session_complain(STATUS_USAGE, &err);
    return history_compare(session, a, b, json);
}

/* ------------------------------------------------ rollback */

/* A CA that comes back and cannot sign its list of revoked certificates would be in force with an
 * old list, or with none: then nothing is changed. */
static bool history_sign_list(struct session *session, unsigned number, struct issue *issue,
                              struct err *err)
{
    struct config *then = store_load(session->store, number, NULL, err);
    struct certify task = { 0 };

    if (!then)
        return false;
    bool ok = certify_rollback(&task, session->store, number, then, err) &&
              (!task.job || issue_do(issue, &task, "it cannot be signed", err));
    config_free(then);
    return ok || fail_in(err, "nothing was changed, for the CA that comes back needs a revocation "
                              "list of its own");
}

/* What a person who went back has to know before the night's renewal finds it. */
static void history_note_due(struct session *session)
{
    struct config *config = store_load(session->store, 0, NULL, NULL);
    struct certificate_facts facts;
    time_t now = time(NULL);

    if (!config)
        return;
    certify_facts(session->store, config, now, &facts);
    AUTO_FREE char *due = certify_rollback_due(&facts, config, now);
    if (due)
        session_note("%s", due);
    config_free(config);
}

static enum status rollback(struct session *session, const struct arguments *arguments)
{
    struct issue issue = { 0 };
    unsigned number = 0;
    struct err err;

    if (!history_read_number(arguments->words[0], &number, &err))
        return session_complain(STATUS_USAGE, &err);
    bool done = history_sign_list(session, number, &issue, &err) &&
                store_rollback(session->store, number, issue.files, issue.count, &err);
    issue_end(&issue);
    if (!done)
        return session_complain(STATUS_FAILED, &err);
    session_note("generation %u is back as generation %u", number,
                 store_generation(session->store));
    history_note_due(session);
    return session_deploy(session, STATUS_FINE);
}

/* ------------------------------------------------ the commands */

enum status command_history(const struct command *command, const struct context *context, int count,
                            char *const args[])
{
    return history_run(command, context, count, args, READ, history);
}

enum status command_diff(const struct command *command, const struct context *context, int count,
                         char *const args[])
{
    struct arguments arguments;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    bool live = arguments_option(&arguments, "--live");
    if (live && arguments.count)
        return session_misuse(command,
                              "diff: --live compares with what answers, not with a generation");
    if (live)
        return diff_live(context, arguments_json(&arguments));
    return history_run(command, context, count, args, READ, diff);
}

enum status command_rollback(const struct command *command, const struct context *context,
                             int count, char *const args[])
{
    return history_run(command, context, count, args, WRITE, rollback);
}
