/* report.c - many servers at a glance, from collected check --format json files. */
#include "backend/report/fleet.h"
#include "screens/commands/commands.h"
#include "screens/session/output.h"

static bool all_fine(const struct fleet *fleet)
{
    bool fine = !fleet->broken_count;

    for (size_t i = 0; i < fleet->count; i++)
        fine = fine && !fleet->hosts[i].fail && !fleet->hosts[i].warn;
    return fine;
}

static enum status commands_report_show(const struct fleet *fleet, const struct fleet_form *form,
                                        const char *output)
{
    AUTO_BUF struct buf out = { 0 };
    struct err err;

    form->write(fleet, &out);
    if (!output_file(output, out.text, out.size, &err))
        return session_complain(STATUS_FAILED, &err);
    return all_fine(fleet) ? STATUS_FINE : STATUS_FINDINGS;
}

enum status command_report(const struct command *command, const struct context *context, int count,
                           char *const args[])
{
    struct arguments arguments;
    struct fleet fleet;
    struct err err;

    (void)context;
    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    const struct fleet_form *form = fleet_form(arguments_option(&arguments, "--format"));
    if (!fleet_read(arguments.words[0], &fleet, &err))
        return session_complain(STATUS_FAILED, &err);
    enum status status =
        commands_report_show(&fleet, form, arguments_option(&arguments, "--output"));
    fleet_free(&fleet);
    return status;
}
