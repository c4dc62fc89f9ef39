/* discover_hosts.h - hosts that discovery tries: what is sent to them, and what came of it. */
#ifndef SCREENS_COMMANDS_DISCOVER_DISCOVER_HOSTS_H
#define SCREENS_COMMANDS_DISCOVER_DISCOVER_HOSTS_H

#include <jansson.h>

#include "backend/discover/discover.h"

/* Before anything is known: what may be sent to whom. */
void discover_hosts_plan(const struct discover_job *job, struct buf *out);
void discover_hosts_names_json(const struct discover_job *job, json_t *list);
json_t *discover_hosts_plan_json(const struct discover_job *job);

/* Each host that was tried, with what it shows, or why not. */
void discover_hosts_text(const struct attempts *attempts, struct buf *out);
json_t *discover_hosts_json(const struct attempts *attempts);

#endif
