/* probe.c - live tests, side by side. */
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backend/probe/run.h"
#include "backend/probe/work.h"
#include "backend/report/probe_report.h"
#include "screens/commands/commands.h"
#include "screens/session/output.h"
#include "screens/session/prompt.h"
#include "screens/session/session.h"

struct options {
    bool json, crl;
    int seconds;                   /* 0: as each section says */
    const struct probe_user *user; /* NULL: none */
};

/* ------------------------------------------------ progress */

enum { PROGRESS = 78 }; /* columns */

/* One line that is overwritten, on a terminal only; with spaces, for any terminal knows these. */
static void show_progress(const struct probe_run *run, const struct probe_result *result)
{
    char text[PROGRESS + 1];

    if (!isatty(STDERR_FILENO))
        return;
    snprintf(text, sizeof text, "%zu of %zu tested: %.30s", probe_run_done(run),
             probe_run_count(run), result->path);
    fprintf(stderr, "\r%-*s", PROGRESS, text);
}

static void end_progress(void)
{
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%*s\r", PROGRESS, "");
}

/* Children die with us: an interrupt needs no care. */
static void commands_probe_wait_all(struct probe_run *run)
{
    struct probe_event event;

    for (;;) {
        struct pollfd ready = { .fd = probe_run_fd(run), .events = POLLIN };
        switch (probe_run_step(run, &event)) {
        case PROBE_WAIT:
            poll(&ready, 1, -1);
            break;
        case PROBE_RECEIVED:
        case PROBE_ENDED:
            show_progress(run, event.result);
            break;
        case PROBE_OVER:
            end_progress();
            return;
        }
    }
}

/* ------------------------------------------------ results */

static void commands_probe_print_text(const struct probe_run *run, struct buf *out)
{
    const struct look look = output_look(NULL);
    size_t counts[PROBE_VERDICTS] = { 0 };

    for (size_t i = 0; i < probe_run_count(run); i++) {
        const struct probe_result *result = probe_run_result(run, i);
        counts[probe_result_verdict(result)]++;
        probe_report_text(result, &look, out);
    }
    buf_print(out, "%s%zu tested: %zu pass, %zu warn, %zu fail, %zu unreachable\n",
              probe_run_count(run) ? "\n" : "", probe_run_count(run), counts[PROBE_PASS],
              counts[PROBE_WARN], counts[PROBE_FAIL], counts[PROBE_UNREACHABLE]);
}

static void commands_probe_print_json(const struct probe_run *run, struct buf *out)
{
    buf_print(out, "{\"version\": 1, \"results\": [");
    for (size_t i = 0; i < probe_run_count(run); i++) {
        buf_print(out, i ? ",\n  " : "\n  ");
        probe_report_json(probe_run_result(run, i), out);
    }
    buf_print(out, "]}\n");
}

static enum status commands_probe_print(const struct probe_run *run, const struct options *options)
{
    AUTO_BUF struct buf out = { 0 };
    enum status status = STATUS_FINE;
    struct err err;

    for (size_t i = 0; i < probe_run_count(run); i++)
        if (probe_result_verdict(probe_run_result(run, i)) >= PROBE_FAIL)
            status = STATUS_FINDINGS;
    (options->json ? commands_probe_print_json : commands_probe_print_text)(run, &out);
    if (!output_file(NULL, out.text, out.size, &err))
        return complain(STATUS_FAILED, &err);
    return status;
}

/* ------------------------------------------------ what is asked */

static bool add_path(struct probe_run *run, const struct session *session, const char *path,
                     struct err *err)
{
    struct place place = { 0 };

    if (!config_find(session->config, path, &place, err))
        return false;
    if (place.setting)
        return fail(err, "%s: give the path of a section or a record", path);
    if (!probe_filler(place.table->section))
        return fail(err, "%s: there is nothing to connect to", path);
    if (!probe_run_add(run, &place))
        note("%s: nothing to test, for it is not enabled or not complete", path);
    return true;
}

static bool add_paths(struct probe_run *run, const struct session *session,
                      const struct arguments *arguments, struct err *err)
{
    if (!arguments->count)
        probe_run_add(run, &(struct place){ 0 });
    for (size_t i = 0; i < arguments->count; i++)
        if (!add_path(run, session, arguments->words[i], err))
            return false;
    return true;
}

static enum status run_all(struct session *session, const struct options *options,
                           const struct arguments *arguments, const struct probe_trust *trust)
{
    const struct probe_options run_options = { .seconds = options->seconds, .user = options->user };
    struct probe_run *run = probe_run_new(session->config, trust, &run_options);
    enum status status;
    struct err err;

    if (!add_paths(run, session, arguments, &err))
        status = complain(STATUS_USAGE, &err);
    else if (!probe_ready(&err))
        status = complain(STATUS_FAILED, &err);
    else {
        commands_probe_wait_all(run);
        status = commands_probe_print(run, options);
    }
    probe_run_end(run);
    return status;
}

static enum status probe(const struct context *context, const struct options *options,
                         const struct arguments *arguments)
{
    struct session session = { 0 };
    struct probe_trust trust = { 0 };
    enum status status;
    struct err err;

    if (!session_open(&session, context, READ, &err))
        status = complain(STATUS_FAILED, &err);
    else {
        if (!probe_trust_read(&trust, session.config, session.store, &err))
            note("trust: %s", err.text);
        trust.fetch_crls = options->crl;
        status = run_all(&session, options, arguments, &trust);
    }
    probe_trust_free(&trust);
    session_close(&session);
    return status;
}

static bool read_seconds(const char *text, int *seconds)
{
    char *end;
    long number = text ? strtol(text, &end, 10) : 0;

    *seconds = (int)number;
    return !text || (*text && !*end && number >= 1 && number <= PROBE_SECONDS_MAX);
}

/* A test user's password, from standard input. NULL, and why, if there is none. */
static struct secret *commands_probe_read_password(const char *user, struct err *err)
{
    AUTO_FREE char *what = format("Password of %s", user);
    struct typed typed = { 0 };
    struct secret *password = NULL;

    if (!*user || strlen(user) >= sizeof((struct probe_job *)NULL)->user)
        fail(err, "probe: --user needs a name of at most 255 bytes");
    else if (prompt_secret(what, false, &typed, err)) {
        if (typed.size)
            password = secret_new(typed.text, typed.size, TYPED, time(NULL), -1);
        else
            fail(err, "probe: an empty password is no login");
    }
    wipe(&typed, sizeof typed);
    return password;
}

static enum status probe_as(const struct context *context, const struct options *options,
                            const struct arguments *arguments, const char *name)
{
    struct err err;
    struct secret *password = commands_probe_read_password(name, &err);
    const struct probe_user user = { name, password };

    if (!password)
        return complain(STATUS_USAGE, &err);
    struct options with = *options;
    with.user = &user;
    enum status status = probe(context, &with, arguments);
    secret_free(password);
    return status;
}

enum status command_probe(const struct command *command, const struct context *context, int count,
                          char *const args[])
{
    struct arguments arguments;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    const char *form = arguments_option(&arguments, "--format");
    struct options options = { .json = form && strcmp(form, "json") == 0,
                               .crl = arguments_option(&arguments, "--crl") };
    if (!read_seconds(arguments_option(&arguments, "--timeout"), &options.seconds))
        return misuse(command, "probe: --timeout needs seconds from 1 to %d", PROBE_SECONDS_MAX);
    const char *user = arguments_option(&arguments, "--user");
    return user ? probe_as(context, &options, &arguments, user)
                : probe(context, &options, &arguments);
}
