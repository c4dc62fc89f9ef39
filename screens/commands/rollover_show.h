/* rollover_show.h - which secrets were asked for, and how far their rollover is. */
#ifndef SCREENS_COMMANDS_ROLLOVER_SHOW_H
#define SCREENS_COMMANDS_ROLLOVER_SHOW_H

#include "backend/setup/rollover_ends.h"
#include "screens/session/session.h"

enum { ROLLOVER_TARGETS = 20 }; /* that are named of one record */

/* Steps to the next secret that the words behind "rollover" name (none: to any); config must not
 * change meanwhile. Starts from { 0 }; false at the end. */
bool rollover_step(const struct config *config, const struct arguments *arguments,
                   struct config_place *at);

/* Prints each record with a next secret, as text or JSON (assets/schema/rollover.json).
 * STATUS_FINDINGS while an end of any of them does not have the new one. */
enum status rollover_show(const struct session *session, const struct arguments *arguments,
                          const struct rollover_ends *ends);

#endif
