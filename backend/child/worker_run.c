#include <poll.h>

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
