/* discover_lookup.h - what DNS is asked about addresses, hosts and a domain's printers, before it
 * is.
 */
#ifndef SCREENS_COMMANDS_DISCOVER_DISCOVER_LOOK_H
#define SCREENS_COMMANDS_DISCOVER_DISCOVER_LOOK_H

#include <jansson.h>

#include "backend/base/mem.h"
#include "backend/discover/lookup.h"

/* Whom, in words. */
const char *discover_look_resolver(const struct discover_job *job);

/* All of it, name by name, and how many follow from the answers at most: for people; for programs,
 * added to a list of questions. */
void discover_look_names(const struct lookup *lookup, struct buf *out);
void discover_look_names_json(const struct lookup *lookup, json_t *list);

/* How many questions of each kind, at most, for people; for programs. */
void discover_look_text(const struct discover_job *job, unsigned addresses, unsigned hosts,
                        struct buf *out);
json_t *discover_look_json(unsigned addresses, unsigned hosts);

#endif
