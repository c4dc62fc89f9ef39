/* discover.c - what DNS knows of this site: listed, or taken over; or the devices of networks that
 * are named. */
#include "backend/discover/discover.h"
#include "backend/base/language.h"

#include <string.h>

#include "backend/check/check.h"

#include "screens/commands/discover/discover.h"
#include "screens/commands/discover/discover_network.h"
#include "screens/commands/discover/discover_print.h"
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
        return discover_print_questions(discovery, session->config, json);
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
    const char *site = arguments_option(arguments, "--site");

    if (!discover_job_fill(job, config, arguments_option(arguments, "--domain"),
                           arguments_option(arguments, "--resolver"),
                           arguments_option(arguments, "--topics"), err) ||
        (central && !discover_job_central(job, central, err)) ||
        (site && !discover_job_site(job, site, err)))
        return false;
    job->names_only = arguments_option(arguments, "--names-only");
    if (job->names_only)
        job->topics &= ~(unsigned)TOPIC_SERVER;
    return true;
}

/* What does not go together. */
static const struct {
    const char *one, *other, *why;
} commands_discover_clashes[] = {
    { "--take", "--dry-run", "discover: --take goes with neither --dry-run nor csv" },
    { "--network", "--central",
      "discover: --central, --site and --names-only do not go with --network" },
    { "--network", "--site",
      "discover: --central, --site and --names-only do not go with --network" },
    { "--network", "--names-only",
      "discover: --central, --site and --names-only do not go with --network" },
    { "--network", "--server", "discover: --server does not go with --network" },
    { "--central", "--names-only",
      "discover: --central tries a host, and --names-only forbids it" },
};

static const char *commands_discover_clash(const struct arguments *arguments)
{
    for (size_t i = 0; i < sizeof commands_discover_clashes / sizeof *commands_discover_clashes;
         i++)
        if (arguments_option(arguments, commands_discover_clashes[i].one) &&
            arguments_option(arguments, commands_discover_clashes[i].other))
            return commands_discover_clashes[i].why;
    return NULL;
}

static const char *commands_discover_misuse(const struct arguments *arguments)
{
    const char *clash = commands_discover_clash(arguments);
    const char *format = arguments_option(arguments, "--format");
    const char *server = arguments_option(arguments, "--server");
    bool csv = format && strcmp(format, "csv") == 0;

    if (clash)
        return clash;
    if (csv && arguments_option(arguments, "--take"))
        return commands_discover_clashes[0].why;
    if (server && !check_host(server, NULL))
        return "discover: --server needs a host name or an address";
    if (arguments_option(arguments, "--network"))
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
        return session_misuse(command, "%s", tr(misuse));
    if (arguments_option(&arguments, "--network"))
        return discover_network(&arguments, context);
    if (!discover_network_open(&session, context, arguments_option(&arguments, "--take"), &err))
        status = session_complain(STATUS_FAILED, &err);
    else if (!commands_discover_job(&discovery.job, session.config, &arguments, &err))
        status = session_complain(STATUS_USAGE, &err);
    else
        discovery.server = arguments_option(&arguments, "--server"),
        status = commands_discover_run(&session, &discovery, &arguments, &err);
    discover_free(&discovery);
    session_close(&session);
    return status;
}
