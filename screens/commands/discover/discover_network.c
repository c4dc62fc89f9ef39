#include "screens/commands/discover/discover_network.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backend/base/language.h"
#include "backend/base/shown.h"
#include "backend/base/utf8.h"
#include "screens/commands/discover/discover_network_print.h"
#include "screens/session/deploy.h"
#include "screens/session/output.h"
#include "screens/session/session.h"

enum { PROGRESS = 60, SECONDS_MOST = 3600 };

/* One line that is overwritten, on a terminal only. */
static void discover_network_watch(void *data, const struct network_progress *progress)
{
    char text[PROGRESS + 1];

    (void)data;
    if (!isatty(STDERR_FILENO))
        return;
    snprintf(text, sizeof text, tr("%s of %s asked, %s devices"), shown_count(progress->asked).text,
             shown_count(progress->all).text, shown_count(progress->found).text);
    fprintf(stderr, "\r%s%*s", text, utf8_blanks(text, PROGRESS), "");
}

static void discover_network_clear(void)
{
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%*s\r", PROGRESS, "");
}

/* ------------------------------------------------ what is asked */

/* False: it is no number in these bounds. Not given, it stays. */
static bool discover_network_number(const char *text, unsigned long most, unsigned *number)
{
    char *end;

    if (!text)
        return true;
    const unsigned long value = strtoul(text, &end, 10);
    *number = (unsigned)value;
    return *text >= '0' && *text <= '9' && !*end && value >= 1 && value <= most;
}

/* The networks: that of --network, and the words behind. */
static bool discover_network_targets(const struct arguments *arguments, struct targets *targets,
                                     struct err *err)
{
    const char *first = arguments_option(arguments, "--network");

    if (!targets_add(targets, first, err))
        return fail_in(err, "%s", first);
    for (size_t i = 0; i < arguments->count; i++)
        if (!targets_add(targets, arguments->words[i], err))
            return fail_in(err, "%s", arguments->words[i]);
    return true;
}

/* Everything but the networks. False: told. */
static bool discover_network_bounds(const struct arguments *arguments, unsigned *rate,
                                    unsigned *seconds)
{
    const bool right =
        discover_network_number(arguments_option(arguments, "--rate"), QUESTIONS_RATE_MOST, rate);

    if (!right)
        session_misuse(arguments->command, "discover: --rate needs packets a second, 1 to %d",
                       QUESTIONS_RATE_MOST);
    else if (!discover_network_number(arguments_option(arguments, "--timeout"), SECONDS_MOST,
                                      seconds))
        session_misuse(arguments->command, "discover: --timeout needs seconds from 1 to %d",
                       SECONDS_MOST);
    else
        return true;
    return false;
}

/* ------------------------------------------------ the configuration */

/* Is there one? */
static bool discover_network_saved(const struct context *context)
{
    AUTO_FREE char *folder = store_folder(context->folder);
    struct err err;
    struct store *store = store_open(folder, false, &err);
    const bool there = store && store_exists(store);

    store_close(store);
    return there;
}

/* Who only looks needs none: all is new then. */
bool discover_network_open(struct session *session, const struct context *context, bool takes,
                           struct err *err)
{
    if (takes || discover_network_saved(context))
        return session_open(session, context, takes ? WRITE : READ, err);
    session->config = config_new();
    session->saved = config_copy(session->config);
    return true;
}

/* ------------------------------------------------ looking */

/* Names are good to have: devices are shown without them, too, but not taken. */
static bool discover_network_names(struct network_look *look, struct err *err)
{
    if (!look->found.count)
        return true;
    memcpy(look->names.job.resolver, look->dns.resolver, sizeof look->dns.resolver);
    look->names.job.rate = look->job.rate < LOOKUP_RATE ? look->job.rate : LOOKUP_RATE;
    propose_devices_ask(&look->names, look->session->config, &look->found);
    look->nameless = !lookup_run(&look->names, err);
    if (look->nameless && !look->takes)
        session_note("%s", err->text);
    return !look->nameless || !look->takes;
}

static bool discover_network_look(struct network_look *look, struct err *err)
{
    const bool ok = network_scan(&look->job, discover_network_watch, NULL, &look->found, err);

    discover_network_clear();
    if (!ok || !discover_network_names(look, err))
        return false;
    propose_devices(&look->proposals, look->session->config, look->dns.domain, &look->found,
                    &look->names);
    return !look->takes || (proposals_take(&look->proposals, &look->session->journal,
                                           look->session->config, &look->taken, err) &&
                            (!look->taken || session_save(look->session, "discover", err)));
}

static enum status discover_network_run(struct network_look *look, const char *form,
                                        struct err *err)
{
    if (!discover_network_look(look, err))
        return session_complain(STATUS_FAILED, err);
    const enum status status = session_status(discover_network_print(look, form), look->nameless);
    return look->taken ? session_deploy(look->session, status) : status;
}

static enum status discover_network_session(struct network_look *look,
                                            const struct arguments *arguments,
                                            const struct context *context)
{
    const char *domain = arguments_option(arguments, "--domain");
    const char *resolver = arguments_option(arguments, "--resolver");
    struct err err;

    look->takes = arguments_option(arguments, "--take");
    if (!discover_network_open(look->session, context, look->takes, &err))
        return session_complain(STATUS_FAILED, &err);
    if (!discover_job_read(&look->dns, look->session->config, domain, resolver, NULL, &err))
        return session_complain(STATUS_USAGE, &err);
    return arguments_option(arguments, "--dry-run")
               ? discover_network_print_plan(look, arguments_json(arguments))
               : discover_network_run(look, arguments_option(arguments, "--format"), &err);
}

enum status discover_network(const struct arguments *arguments, const struct context *context)
{
    struct targets targets = { .count = 0 };
    struct session session = { 0 };
    struct network_look look = { .session = &session };
    unsigned rate = 0, seconds = 0;
    struct err err;

    if (!discover_network_bounds(arguments, &rate, &seconds))
        return STATUS_USAGE;
    if (!discover_network_targets(arguments, &targets, &err))
        return session_complain(STATUS_USAGE, &err);
    look.job = network_job(&targets, rate);
    if (seconds)
        look.job.seconds = (int)seconds;
    const enum status status = discover_network_session(&look, arguments, context);
    network_free(&look.found);
    lookup_free(&look.names);
    proposals_free(&look.proposals);
    session_close(&session);
    return status;
}
