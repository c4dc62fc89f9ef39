/* discover_serving.h - this server as it is now: what is looked at, and what was seen. */
#ifndef SCREENS_COMMANDS_DISCOVER_DISCOVER_SERVING_H
#define SCREENS_COMMANDS_DISCOVER_DISCOVER_SERVING_H

#include <jansson.h>

#include "backend/base/mem.h"
#include "backend/discover/serving.h"

/* Which connections are made to that host, before they are: for people; for programs. */
void discover_serving_plan(const struct config *config, const char *host, struct buf *out);
json_t *discover_serving_plan_json(const struct config *config, const char *host);

/* What was seen, step by step; nothing if nobody looked. */
void discover_serving_text(const struct serving *serving, struct buf *out);
json_t *discover_serving_json(const struct serving *serving);

#endif
