/* cert_import.c - cert import and cert sign-import: what somebody brings, examined and, unless it
 * is refused, saved as one generation. */
#include <string.h>
#include <unistd.h>

#include "backend/base/language.h"
#include "backend/setup/prepare.h"
#include "screens/commands/cert/cert.h"
#include "screens/commands/cert/input.h"
#include "screens/session/deploy.h"
#include "screens/session/issue.h"

typedef bool fill(struct certify *task, const struct certify_place *place,
                  struct examine_job **input, struct err *err);

/* One of the two commands. */
struct importing {
    const struct command *command;
    const struct arguments *arguments;
    fill *fill;
    const char *trust; /* the option that names a trusted file */
    struct session session;
    struct issue issue;
    struct examination found;
};

static bool cert_import_examine_all(struct importing *importing, struct examine_job **input,
                                    struct err *err)
{
    struct session *session = &importing->session;
    const struct certify_place place = { session->store, session->saved, session->config };
    struct certify task = { 0 };

    prepare_generated(&session->journal, session->config);
    if (!input_read(importing->arguments, importing->trust, input, err) ||
        !importing->fill(&task, &place, input, err))
        return false;
    snprintf(importing->issue.what, sizeof importing->issue.what, "%s", task.what);
    return issue_do(&importing->issue, &task, "nothing was taken", err) &&
           certify_examination(importing->issue.worker, &importing->found, err);
}

static bool cert_import_save(struct importing *importing, struct err *err)
{
    struct session *session = &importing->session;
    struct issue *issue = &importing->issue;

    if (!store_save(session->store, session->config, issue->files, issue->count, issue->what, err))
        return false;
    session_startup(session);
    return true;
}

/* The last line; JSON says all without it. */
static void cert_import_report(const struct importing *importing, bool dry)
{
    if (arguments_json(importing->arguments))
        return;
    if (dry)
        puts(tr("Nothing was saved: --dry-run was given."));
    else
        printf(tr("saved: generation %u\n"), store_generation(importing->session.store));
}

static enum status cert_import_take(struct importing *importing)
{
    bool dry = arguments_option(importing->arguments, "--dry-run");
    struct examine_job *input = examine_new();
    struct err err;

    bool done = cert_import_examine_all(importing, &input, &err);
    examine_free(input);
    if (!done)
        return session_complain(STATUS_FAILED, &err);
    bool refused = importing->found.problems.worst == REFUSED;
    if (!refused && !dry && !cert_import_save(importing, &err))
        return session_complain(STATUS_FAILED, &err);
    input_print(importing->arguments, &importing->found);
    if (refused)
        return STATUS_FINDINGS;
    cert_import_report(importing, dry);
    return dry ? STATUS_FINE : session_deploy(&importing->session, STATUS_FINE);
}

static enum status cert_import_import(const struct context *context, const struct importing *how,
                                      int count, char *const args[])
{
    struct importing importing = *how;
    struct arguments arguments;
    struct err err;

    if (!arguments_read(importing.command, count, args, &arguments))
        return STATUS_USAGE;
    importing.arguments = &arguments;
    enum status status = session_open(&importing.session, context, WRITE, &err)
                             ? cert_import_take(&importing)
                             : session_complain(STATUS_FAILED, &err);
    issue_end(&importing.issue);
    session_close(&importing.session);
    return status;
}

enum status command_cert_import(const struct command *command, const struct context *context,
                                int count, char *const args[])
{
    const struct importing how = { .command = command, .fill = certify_import, .trust = "--trust" };

    return cert_import_import(context, &how, count, args);
}

enum status command_cert_sign_import(const struct command *command, const struct context *context,
                                     int count, char *const args[])
{
    const struct importing how = { .command = command, .fill = certify_answer, .trust = "--root" };

    return cert_import_import(context, &how, count, args);
}
