/* context.h - the options of the program itself, which stand before the command or behind it. */
#ifndef SCREENS_SESSION_CONTEXT_H
#define SCREENS_SESSION_CONTEXT_H

#include "screens/session/command.h"

extern const struct option_row context_options[]; /* name NULL at the end */

enum context_asked { ASKED_NOTHING, ASKED_HELP, ASKED_VERSION };

/* Takes the program's options off args (which ends with NULL) and leaves *count words, the command
 * first. Behind the command only those are taken that say where and how it works (-C, --wait,
 * --read-only), and none behind "--". False: it was said what is wrong. */
bool context_read(struct context *context, int *count, char *args[], enum context_asked *asked);

#endif
