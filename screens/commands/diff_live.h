/* diff_live.h - diff --live: what is declared against what answers. */
#ifndef SCREENS_COMMANDS_DIFF_LIVE_H
#define SCREENS_COMMANDS_DIFF_LIVE_H

#include "screens/commands/commands.h"

/* Tries the server's own ports and prints a line per difference, or one object; the status is 1 if
 * there is any.
 */
enum status diff_live(const struct context *context, bool json);

#endif
