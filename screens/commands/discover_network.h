/* discover_network.h - what is on a network, looked up because somebody asked: --network. It is
 * compared with the configuration, if there is one. */
#ifndef SCREENS_COMMANDS_DISCOVER_NETWORK_H
#define SCREENS_COMMANDS_DISCOVER_NETWORK_H

#include "screens/session/command.h"

/* With the arguments of a row that has --network, --rate, --timeout, --take, --domain, --resolver,
 * --dry-run and --format, and more networks as words. --network must have been given. */
enum status discover_network(const struct arguments *arguments, const struct context *context);

#endif
