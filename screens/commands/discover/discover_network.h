/* discover_network.h - what is on a network, looked up because somebody asked: --network. It is
 * compared with the configuration, if there is one. */
#ifndef SCREENS_COMMANDS_DISCOVER_DISCOVER_NETWORK_H
#define SCREENS_COMMANDS_DISCOVER_DISCOVER_NETWORK_H

#include "screens/session/command.h"
#include "screens/session/session.h"

/* With the arguments of a row that has --network, --rate, --timeout, --take, --domain, --resolver,
 * --dry-run and --format, and more networks as words. --network must have been given. */
enum status discover_network(const struct arguments *arguments, const struct context *context);

/* Opens the configuration; where there is none yet an empty one, unless something is to be taken.
 */
bool discover_network_open(struct session *session, const struct context *context, bool takes,
                           struct err *err);

#endif
