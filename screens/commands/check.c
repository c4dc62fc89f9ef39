/* check.c - audit the configuration and print what was found. */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "backend/audit/report.h"
#include "backend/prepare.h"
#include "screens/commands/output.h"
#include "screens/commands/session.h"

struct options {
    bool json;
    const char *output; /* NULL: standard output */
};

static bool is_set(const char *name)
{
    const char *value = getenv(name);

    return value && *value;
}

/* https://no-color.org; a terminal that is dumb or unknown would print the sequences. */
static bool wants_colour(const struct options *options)
{
    const char *term = getenv("TERM");

    return !options->output && isatty(STDOUT_FILENO) && !is_set("NO_COLOR") && term && *term &&
           strcmp(term, "dumb") != 0;
}

/* Lines longer than a hundred columns are hard to read, however wide the terminal is. */
static int width(const struct options *options)
{
    enum { USUAL = 80, LEAST = 40, MOST = 100 };
    struct winsize size;

    if (options->output || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || !size.ws_col)
        return USUAL;
    return size.ws_col < LEAST ? LEAST : size.ws_col > MOST ? MOST : size.ws_col;
}

static bool print(const struct report *report, const struct options *options, struct err *err)
{
    AUTO_BUF struct buf out = { 0 };
    const struct look look = { .colour = wants_colour(options), .width = width(options) };

    if (options->json)
        report_json(report, &out);
    else
        report_text(report, &look, &out);
    return output_file(options->output, out.text, out.size, err);
}

static enum status audit(const struct session *session, const struct options *options)
{
    struct certificate_facts certificate;
    struct audit audit;
    struct err err;

    session_judge(session, &audit, &certificate);
    const struct report report = { .audit = &audit,
                                   .notes = &session->notes,
                                   .name = server_fqdn(session->config),
                                   .generation = store_generation(session->store) };
    enum status status = audit.fail + audit.warn ? STATUS_FINDINGS : STATUS_FINE;
    if (!print(&report, options, &err))
        status = complain(STATUS_FAILED, &err);
    audit_free(&audit);
    return status;
}

/* What loading noticed is in the report, so that nothing is said of it here. */
static enum status check(const struct context *context, const struct options *options)
{
    struct session session = { 0 };
    struct err err;

    if (session_store(&session, context, READ, &err))
        session.config = store_load(session.store, 0, &session.notes, &err);
    enum status status = session.config ? audit(&session, options) : complain(STATUS_FAILED, &err);
    session_close(&session);
    return status;
}

enum status command_check(const struct context *context, int count, char *const args[])
{
    const struct command *command = command_find(args[0]);
    struct arguments arguments;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    const char *form = arguments_option(&arguments, command, "--format");
    const struct options options = { .json = form && strcmp(form, "json") == 0,
                                     .output = arguments_option(&arguments, command, "--output") };
    return check(context, &options);
}
