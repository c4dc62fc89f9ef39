/* rollover.h - secret rollover: another secret beside the one in force, step by step. */
#ifndef SCREENS_COMMANDS_ROLLOVER_H
#define SCREENS_COMMANDS_ROLLOVER_H

#include "screens/session/command.h"

/* The words behind "rollover" are paths, the front of paths, or patterns. */
enum status rollover(const struct context *context, const struct arguments *arguments);

#endif
