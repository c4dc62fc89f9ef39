/* discover_print.h - questions and proposals of discovery, as text or JSON. */
#ifndef SCREENS_COMMANDS_DISCOVER_DISCOVER_PRINT_H
#define SCREENS_COMMANDS_DISCOVER_DISCOVER_PRINT_H

#include <jansson.h>

#include "backend/discover/discover.h"
#include "screens/session/command.h"

extern const char discover_help[]; /* of the row in commands.c */

/* A list of proposals: for people, with what is set now; for programs. took: those that were marked
 * are saved. */
void discover_print_proposals(const struct proposals *all, bool took, struct buf *out);
json_t *discover_print_proposals_json(const struct proposals *all, bool took);

/* The sentence at the end. */
void discover_print_end(const struct proposals *all, bool took, size_t taken, struct buf *out);

/* A line of progress that is overwritten, on a terminal only. A discover_watch. */
void discover_print_doing(const struct discovery *discovery);

/* What would be sent, a line each. */
enum status discover_print_questions(const struct discovery *discovery, const struct config *config,
                                     bool json);

/* Proposals with their sources, and what nothing came of. took: those that were marked are saved.
 */
enum status discover_print(const struct discovery *discovery, bool json, bool took, size_t taken);

#endif
