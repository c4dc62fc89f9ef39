/* cert_import.c - cert import and cert sign-import: what somebody brings, examined and, unless it
 * is refused, saved as one generation. */
#include <string.h>
#include <unistd.h>

#include "backend/prepare.h"
#include "screens/commands/brought.h"
#include "screens/commands/issue.h"

typedef bool fill(struct certify *task, const struct certify_place *place,
                  struct examine_job **brought, struct err *err);

/* One of the two commands. */
struct bringing {
    const struct command *command;
    const struct arguments *arguments;
    fill *fill;
    const char *trust; /* the option that names a trusted file */
    struct session session;
    struct issue issue;
    struct examination found;
};

static bool examine_all(struct bringing *bringing, struct examine_job **brought, struct err *err)
{
    struct session *session = &bringing->session;
    const struct certify_place place = { session->store, session->saved, session->config };
    struct certify task = { 0 };

    prepare_generated(&session->journal, session->config);
    if (!brought_read(bringing->command, bringing->arguments, bringing->trust, brought, err) ||
        !bringing->fill(&task, &place, brought, err))
        return false;
    snprintf(bringing->issue.what, sizeof bringing->issue.what, "%s", task.what);
    return issue_do(&bringing->issue, &task, "nothing was taken", err) &&
           certify_examination(bringing->issue.worker, &bringing->found, err);
}

static bool save(struct bringing *bringing, struct err *err)
{
    struct session *session = &bringing->session;
    struct issue *issue = &bringing->issue;

    if (!store_save(session->store, session->config, issue->files, issue->count, issue->what, err))
        return false;
    session_glance(session);
    return true;
}

/* The last line; JSON says all without it. */
static void tell(const struct bringing *bringing, bool dry)
{
    if (brought_json(bringing->command, bringing->arguments))
        return;
    if (dry)
        puts("Nothing was saved: --dry-run was given.");
    else
        printf("saved: generation %u\n", store_generation(bringing->session.store));
}

static enum status take(struct bringing *bringing)
{
    bool dry = arguments_option(bringing->arguments, bringing->command, "--dry-run");
    struct examine_job *brought = examine_new();
    struct err err;

    bool done = examine_all(bringing, &brought, &err);
    examine_free(brought);
    if (!done)
        return complain(STATUS_FAILED, &err);
    bool refused = bringing->found.flaws.worst == REFUSED;
    if (!refused && !dry && !save(bringing, &err))
        return complain(STATUS_FAILED, &err);
    brought_print(bringing->command, bringing->arguments, &bringing->found);
    if (!refused)
        tell(bringing, dry);
    return refused ? STATUS_FINDINGS : STATUS_FINE;
}

static enum status bring(const struct context *context, const struct bringing *how, int count,
                         char *const args[])
{
    struct bringing bringing = *how;
    struct arguments arguments;
    struct err err;

    if (!arguments_read(bringing.command, count, args, &arguments))
        return STATUS_USAGE;
    bringing.arguments = &arguments;
    enum status status = session_open(&bringing.session, context, WRITE, &err)
                             ? take(&bringing)
                             : complain(STATUS_FAILED, &err);
    issue_end(&bringing.issue);
    session_close(&bringing.session);
    return status;
}

enum status command_cert_import(const struct context *context, int count, char *const args[])
{
    const struct bringing how = { .command = command_find("cert import"),
                                  .fill = certify_import,
                                  .trust = "--trust" };

    return bring(context, &how, count, args);
}

enum status command_cert_sign_import(const struct context *context, int count, char *const args[])
{
    const struct bringing how = { .command = command_find("cert sign-import"),
                                  .fill = certify_answer,
                                  .trust = "--root" };

    return bring(context, &how, count, args);
}
