/* discover.c - what can be found, so that it need not be typed. */
#include "screens/commands/commands.h"
#include "screens/commands/discover_network.h"

enum status command_discover(const struct command *command, const struct context *context,
                             int count, char *const args[])
{
    struct arguments arguments;

    (void)context;
    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    if (!arguments_option(&arguments, "--network"))
        return session_misuse(command, "discover: name the network: --network 10.20.0.0/24");
    return discover_network(&arguments);
}
