#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/child/stream.h"
#include "backend/child/worker.h"

struct worker *worker_run(const struct worker_job *job, const struct listener *listener,
                          struct err *err)
{
    struct worker *worker = worker_start(job, err);
    enum progress progress = worker ? WORKER_BUSY : WORKER_FAILED;
    char line[STREAM_LINE];

    while (worker && progress != WORKER_DONE && progress != WORKER_FAILED) {
        struct pollfd ready = { .fd = worker_fd(worker), .events = POLLIN };
        if (progress == WORKER_BUSY)
            poll(&ready, 1, -1);
        progress = worker_step(worker, line, sizeof line);
        if (progress == WORKER_REPORTED && listener)
            listener->received(listener->data, line);
    }
    if (!worker || progress == WORKER_DONE)
        return worker;
    fail(err, "%s", line);
    worker_end(worker);
    return NULL;
}

/* The next part; NULL: there is none. */
static const void *worker_run_part(const struct worker *worker, int part, size_t *size)
{
    char name[16];

    snprintf(name, sizeof name, "part%d", part);
    return worker_result(worker, name, size);
}

char *worker_joined(const struct worker *worker, size_t *size)
{
    size_t step;

    *size = 0;
    if (!worker_run_part(worker, 0, &step))
        return NULL;
    for (int part = 0; worker_run_part(worker, part, &step); part++)
        *size += step;
    char *joined = must(calloc(1, *size + 1)), *to = joined;
    for (int part = 0; to < joined + *size; part++, to += step) {
        const void *bytes = worker_run_part(worker, part, &step);

        memcpy(to, bytes, step);
    }
    return joined;
}
