#include "screens/commands/discover_network.h"

#include <stdlib.h>
#include <unistd.h>

#include "backend/discover/network/network_show.h"
#include "screens/session/output.h"

enum { PROGRESS = 60, SECONDS_MOST = 3600 };

/* One line that is overwritten, on a terminal only. */
static void discover_network_watch(void *data, const struct network_progress *progress)
{
    char text[PROGRESS + 1];

    (void)data;
    if (!isatty(STDERR_FILENO))
        return;
    snprintf(text, sizeof text, "%u of %u asked, %u devices", progress->asked, progress->all,
             progress->found);
    fprintf(stderr, "\r%-*s", PROGRESS, text);
}

static void discover_network_clear(void)
{
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%*s\r", PROGRESS, "");
}

static enum status discover_network_print_plan(const struct network_job *job, bool json)
{
    AUTO_BUF struct buf out = { 0 };

    (json ? network_plan_json : network_plan_text)(job, &out);
    return output_text(&out);
}

static enum status discover_network_print(const struct sightings *found, const char *form)
{
    AUTO_BUF struct buf out = { 0 };
    const char kind = form ? *form : 't';

    (kind == 'j' ? network_json : kind == 'c' ? network_csv : network_text)(found, &out);
    return output_text(&out);
}

static enum status discover_network_run(const struct network_job *job, const char *form)
{
    struct sightings found = { 0 };
    struct err err;
    const bool ok = network_scan(job, discover_network_watch, NULL, &found, &err);

    discover_network_clear();
    if (!ok)
        return session_complain(STATUS_FAILED, &err);
    const enum status status = discover_network_print(&found, form);
    network_free(&found);
    return status;
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

enum status discover_network(const struct arguments *arguments)
{
    struct targets targets = { .count = 0 };
    unsigned rate = 0, seconds = 0;
    struct err err;

    if (!discover_network_bounds(arguments, &rate, &seconds))
        return STATUS_USAGE;
    if (!discover_network_targets(arguments, &targets, &err))
        return session_complain(STATUS_USAGE, &err);
    struct network_job job = network_job(&targets, rate);
    if (seconds)
        job.seconds = (int)seconds;
    return arguments_option(arguments, "--dry-run")
               ? discover_network_print_plan(&job, arguments_json(arguments))
               : discover_network_run(&job, arguments_option(arguments, "--format"));
}
