/* probe.c - live tests, side by side. */
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/language.h"
#include "backend/probe/run.h"
#include "backend/probe/work.h"
#include "backend/setup/rollover.h"
#include "screens/commands/commands.h"
#include "screens/commands/probe_print.h"
#include "screens/commands/probe_stop.h"
#include "screens/session/prompt.h"
#include "screens/session/session.h"

struct probe_line_options {
    struct probe_print print;
    bool crl;
    long seconds, jobs, retries;   /* 0: as each section says; by themselves; none */
    const struct probe_user *user; /* NULL: none */
};

/* ------------------------------------------------ waiting */

/* One wait for all: what workers report, signals, and the time that goes by. Between two events the
 * signal is looked at, so that no flood of results keeps it from being obeyed. */
static void commands_probe_wait(const struct probe_run *run, const struct probe_print *print)
{
    struct pollfd ready[] = { { .fd = probe_run_fd(run), .events = POLLIN },
                              { .fd = probe_stop_fd(), .events = POLLIN } };

    if (poll(ready, 2, probe_print_patience()) == 0)
        probe_print_again(print, run);
}

/* False: it was cut short, or there is nowhere to print to. */
static bool commands_probe_wait_all(struct probe_run *run, struct probe_print *print)
{
    struct probe_event event;
    bool fine = true;

    while (fine && !probe_stop_signal()) {
        enum probe_event_kind kind = probe_run_step(run, &event);
        if (kind == PROBE_OVER)
            return true;
        if (kind == PROBE_WAIT)
            commands_probe_wait(run, print);
        else
            fine = probe_print_event(print, run, &event, kind == PROBE_ENDED);
    }
    return false;
}

/* ------------------------------------------------ results */

static enum status commands_probe_judge(const struct probe_run *run)
{
    for (size_t i = 0; i < probe_run_count(run); i++)
        if (probe_result_verdict(probe_run_result(run, i)) >= PROBE_FAIL)
            return STATUS_FINDINGS;
    return STATUS_FINE;
}

static enum status commands_probe_run(struct probe_run *run,
                                      const struct probe_line_options *options)
{
    struct probe_print print = options->print;

    probe_stop_catch();
    probe_print_begin(&print, run);
    bool whole = commands_probe_wait_all(run, &print);
    int signal = whole ? 0 : probe_stop_signal();
    bool printed = probe_print_end(&print, run, signal);
    if (signal)
        return (enum status)(STATUS_SIGNAL + signal);
    return printed ? commands_probe_judge(run) : STATUS_FAILED; /* see command_flushed() */
}

/* ------------------------------------------------ what is asked */

static bool add_path(struct probe_run *run, const struct session *session, const char *path,
                     struct err *err)
{
    struct config_place place = { 0 };

    if (!config_find(session->config, path, &place, err))
        return false;
    if (place.setting)
        return fail(err, "%s: give the path of a section or a record", path);
    if (!probe_filler(place.table->section))
        return fail(err, "%s: there is nothing to connect to", path);
    if (!probe_run_add(run, &place))
        session_note("%s: nothing to test, for it is not enabled or not complete", path);
    return true;
}

static bool add_paths(struct probe_run *run, const struct session *session,
                      const struct arguments *arguments, struct err *err)
{
    if (!arguments->count)
        probe_run_add(run, &(struct config_place){ 0 });
    for (size_t i = 0; i < arguments->count; i++)
        if (!add_path(run, session, arguments->words[i], err))
            return false;
    return true;
}

/* A live test asks as the product does, with the secret in force: where another one is to follow,
 * it says nothing of that one, and a login that fails may mean that the other end has it already.
 */
static void commands_probe_pending(const struct probe_run *run, const struct config *config)
{
    const char *first = NULL, *last = NULL;
    size_t count = 0;

    for (size_t i = 0; i < probe_run_count(run); i++) {
        const char *path = probe_run_result(run, i)->path;
        struct config_place place = { 0 };

        if ((last && strcmp(last, path) == 0) || !config_find(config, path, &place, NULL) ||
            !rollover_of(place.record))
            continue;
        first = first ? first : path;
        last = path;
        count++;
    }
    if (count)
        session_note(
            "%s%s: a next secret is pending, and the one in force is tried here, as the product "
            "uses it; \"printseal secret rollover --test\" tries both",
            first, count > 1 ? tr(" and others") : "");
}

static enum status run_all(struct session *session, const struct probe_line_options *options,
                           const struct arguments *arguments, const struct probe_trust *trust)
{
    const struct probe_options run_options = { .seconds = (int)options->seconds,
                                               .side_by_side = (size_t)options->jobs,
                                               .retries = (unsigned)options->retries,
                                               .user = options->user };
    struct probe_run *run = probe_run_new(session->config, trust, &run_options);
    enum status status;
    struct err err;

    if (!add_paths(run, session, arguments, &err))
        status = session_complain(STATUS_USAGE, &err);
    else if (!probe_ready(&err))
        status = session_complain(STATUS_FAILED, &err);
    else {
        commands_probe_pending(run, session->config);
        status = commands_probe_run(run, options);
    }
    probe_run_end(run);
    return status;
}

static enum status probe(const struct context *context, const struct probe_line_options *options,
                         const struct arguments *arguments)
{
    struct session session = { 0 };
    struct probe_trust trust = { 0 };
    enum status status;
    struct err err;

    if (!session_open(&session, context, READ, &err))
        status = session_complain(STATUS_FAILED, &err);
    else {
        bool trusted = probe_trust_read(&trust, session.config, session.store, &err);
        if (!trusted)
            session_note("trust: %s", err.text);
        trust.fetch_crls = options->crl;
        status = session_status(run_all(&session, options, arguments, &trust), !trusted);
    }
    probe_trust_free(&trust);
    session_close(&session);
    return status;
}

/* A number from least to most; text NULL: *number stays. */
static bool commands_probe_number(const char *text, long least, long most, long *number)
{
    char *end;

    if (!text)
        return true;
    *number = strtol(text, &end, 10);
    return *text && !*end && *number >= least && *number <= most;
}

/* A test user's password, from standard input: NULL, err and what came of it, if there is none. */
static enum status commands_probe_read_password(const char *user, struct secret **password,
                                                struct err *err)
{
    AUTO_FREE char *what = format(tr("Password of %s"), user);
    struct typed typed = { 0 };
    enum status status = STATUS_USAGE;

    *password = NULL;
    if (!*user || strlen(user) >= sizeof((struct probe_job *)NULL)->user)
        fail(err, "probe: --user needs a name of at most 255 bytes");
    else if ((status = prompt_secret(what, false, &typed, err)) == STATUS_FINE && typed.size)
        *password = secret_new(typed.text, typed.size, TYPED, time(NULL), -1);
    else if (status == STATUS_FINE) {
        fail(err, "probe: an empty password is not a login");
        status = STATUS_USAGE;
    }
    wipe(&typed, sizeof typed);
    return status;
}

static enum status probe_as(const struct context *context, const struct probe_line_options *options,
                            const struct arguments *arguments, const char *name)
{
    struct err err;
    struct probe_user user = { .name = name };
    struct secret *password;
    enum status status = commands_probe_read_password(name, &password, &err);

    if (status != STATUS_FINE)
        return session_complain(status, &err);
    user.password = password;
    struct probe_line_options with = *options;
    with.user = &user;
    status = probe(context, &with, arguments);
    secret_free(password);
    return status;
}

static enum probe_form commands_probe_form(const struct arguments *arguments)
{
    const char *form = arguments_option(arguments, "--format");

    return !form || strcmp(form, "text") == 0 ? PROBE_TEXT
           : strcmp(form, "json") == 0        ? PROBE_JSON
                                              : PROBE_JSONL;
}

/* False: one of them is no such number, and that is told. */
static bool commands_probe_numbers(const struct command *command, const struct arguments *arguments,
                                   struct probe_line_options *options)
{
    enum { RETRIES_MOST = 100 };

    if (!commands_probe_number(arguments_option(arguments, "--timeout"), 1, PROBE_SECONDS_MAX,
                               &options->seconds))
        session_misuse(command, "probe: --timeout needs seconds from 1 to %d", PROBE_SECONDS_MAX);
    else if (!commands_probe_number(arguments_option(arguments, "--jobs"), 1, PROBE_JOBS_MOST,
                                    &options->jobs))
        session_misuse(command, "probe: --jobs needs a number from 1 to %d", PROBE_JOBS_MOST);
    else if (!commands_probe_number(arguments_option(arguments, "--retry"), 0, RETRIES_MOST,
                                    &options->retries))
        session_misuse(command, "probe: --retry needs a number from 0 to %d", RETRIES_MOST);
    else
        return true;
    return false;
}

enum status command_probe(const struct command *command, const struct context *context, int count,
                          char *const args[])
{
    struct arguments arguments;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    struct probe_line_options options = { .print = { .form = commands_probe_form(&arguments),
                                                     .failed =
                                                         arguments_option(&arguments, "--failed") },
                                          .crl = arguments_option(&arguments, "--crl") };
    if (!commands_probe_numbers(command, &arguments, &options))
        return STATUS_USAGE;
    const char *user = arguments_option(&arguments, "--user");
    return user ? probe_as(context, &options, &arguments, user)
                : probe(context, &options, &arguments);
}
