/* discover.c - what can be found, so that it need not be typed. */
#include "screens/commands/commands.h"
#include "screens/commands/discover_network.h"

const char command_discover_help[] =
    "Asks every address of the networks that are named, such as --network 10.20.0.0/24, and "
    "of no other, at most 4096 in all: by SNMP who it is (the engine discovery of version 3, "
    "and the community public of versions 1 and 2c), and whether HTTPS (443), IPP (631) and "
    "raw printing (9100) are open. Where they are it looks at the certificate and asks IPP "
    "for the model; where anything answered it tries the community private. Nothing is "
    "printed, nothing is changed, no secret is sent; devices may log it, and send a trap. "
    "--dry-run prints every kind of packet, to whom and how many at most, and sends none. "
    "--rate bounds the packets a second (1000 without it), --timeout the seconds for all. "
    "The maker is known by the enterprise number in the engine id. Model and certificate are "
    "what a device says of itself: nobody has verified them. csv is for printseal import "
    "printers: the devices that take print jobs; json is for programs "
    "(assets/schema/discover_network.json). It needs no configuration.";

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
