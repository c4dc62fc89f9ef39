/* discover.h - the command of discovery. */
#ifndef SCREENS_COMMANDS_DISCOVER_DISCOVER_H
#define SCREENS_COMMANDS_DISCOVER_DISCOVER_H

#include "screens/session/command.h"

/* The row of the table in commands.c. */
enum status command_discover(const struct command *, const struct context *, int, char *const[]);

#endif
