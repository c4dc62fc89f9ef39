/* discover.c - what DNS knows of this site: listed, or taken over; or the devices of networks that
 * are named. */
#include "backend/discover/discover.h"

#include <string.h>

#include "screens/commands/commands.h"
#include "screens/commands/discover_network.h"
#include "screens/commands/discover_print.h"
#include "screens/session/deploy.h"
#include "screens/session/session.h"

/* Saves what is marked; nothing is marked: nothing is saved. */
static bool commands_discover_take(struct session *session, const struct discovery *discovery,
                                   size_t *taken, struct err *err)
{
    return proposals_take(&discovery->proposals, &session->journal, session->config, taken, err) &&
           (!*taken || session_save(session, "discover", err));
}

static enum status commands_discover_run(struct session *session, struct discovery *discovery,
                                         const struct arguments *arguments, struct err *err)
{
    bool json = arguments_json(arguments), take = arguments_option(arguments, "--take");
    size_t taken = 0;

    if (arguments_option(arguments, "--dry-run"))
        return discover_print_questions(&discovery->job, json);
    if (!discover_run(discovery, session->config, session->store, discover_print_doing, err) ||
        (take && !commands_discover_take(session, discovery, &taken, err)))
        return session_complain(STATUS_FAILED, err);
    enum status status = discover_print(discovery, json, take, taken);
    if (status == STATUS_FINE && !discover_answered(discovery))
        status = STATUS_FINDINGS;
    return taken ? session_deploy(session, status) : status;
}

static bool commands_discover_job(struct discover_job *job, const struct config *config,
                                  const struct arguments *arguments, struct err *err)
{
    const char *central = arguments_option(arguments, "--central");

    if (!discover_job_fill(job, config, arguments_option(arguments, "--domain"),
                           arguments_option(arguments, "--resolver"),
                           arguments_option(arguments, "--topics"), err) ||
        (central && !discover_job_central(job, central, err)))
        return false;
    job->names_only = arguments_option(arguments, "--names-only");
    return true;
}

/* What goes together. */
static const char *commands_discover_misuse(const struct arguments *arguments)
{
    bool network = arguments_option(arguments, "--network");

    const char *format = arguments_option(arguments, "--format");
    bool csv = format && strcmp(format, "csv") == 0;

    if (arguments_option(arguments, "--take") && (csv || arguments_option(arguments, "--dry-run")))
        return "discover: --take goes with neither --dry-run nor csv";
    if (network &&
        (arguments_option(arguments, "--central") || arguments_option(arguments, "--names-only")))
        return "discover: --central and --names-only do not go with --network";
    if (arguments_option(arguments, "--central") && arguments_option(arguments, "--names-only"))
        return "discover: --central tries a host, and --names-only forbids it";
    if (network)
        return NULL;
    if (arguments->count || arguments_option(arguments, "--rate") ||
        arguments_option(arguments, "--timeout"))
        return "discover: name the network: --network 10.20.0.0/24";
    return csv ? "discover: csv is of --network" : NULL;
}

enum status command_discover(const struct command *command, const struct context *context,
                             int count, char *const args[])
{
    struct arguments arguments;
    struct session session = { 0 };
    struct discovery discovery = { 0 };
    struct err err;
    enum status status = STATUS_USAGE;

    if (!arguments_read(command, count, args, &arguments))
        return status;
    const char *misuse = commands_discover_misuse(&arguments);
    if (misuse)
        return session_misuse(command, "%s", misuse);
    if (arguments_option(&arguments, "--network"))
        return discover_network(&arguments, context);
    if (!discover_network_open(&session, context, arguments_option(&arguments, "--take"), &err))
        status = session_complain(STATUS_FAILED, &err);
    else if (!commands_discover_job(&discovery.job, session.config, &arguments, &err))
        status = session_complain(STATUS_USAGE, &err);
    else
        status = commands_discover_run(&session, &discovery, &arguments, &err);
    discover_free(&discovery);
    session_close(&session);
    return status;
}
