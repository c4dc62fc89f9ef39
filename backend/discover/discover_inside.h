/* discover_inside.h - discovery on its way, shared by discover_run.c and discover_parts.c alone. */
#ifndef BACKEND_DISCOVER_DISCOVER_INSIDE_H
#define BACKEND_DISCOVER_DISCOVER_INSIDE_H

#include "backend/child/worker.h"
#include "backend/discover/discover.h"

struct discover_course {
    const struct config *config;
    struct store *store;
    size_t part; /* of discover_parts[], which runs */
    int wait;    /* epoll: what the part waits for */
    struct worker *worker;
    char doing[64];
};

/* What is done one after the other: start() begins it (false and err: it cannot), and step() tells
 * by DISCOVER_OVER that this part is over. A worker that it leaves is ended. */
struct discover_part {
    bool (*start)(struct discovery *discovery, struct err *err);
    enum discover_event (*step)(struct discovery *discovery, struct err *err);
};
extern const struct discover_part discover_parts[]; /* start NULL at the end */

#endif
