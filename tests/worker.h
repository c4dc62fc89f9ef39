/* worker.h - works of a test itself: the test is started again as the program of libexec. Its
 * main() begins with worker_test_main(). */
#ifndef TESTS_WORKER_H
#define TESTS_WORKER_H

#include <string.h>

#include "backend/child/program.h"
#include "backend/child/worker.h"

#define WORKER_TEST "/proc/self/exe"

/* What is copied for every job from now on; NULL: nothing is, each is started. */
static struct pattern *worker_test_pattern;

/* Does not come back in a worker. */
static inline void worker_test_main(char *const argv[], const struct program_work works[])
{
    if (strcmp(argv[0], WORKER_TEST) == 0)
        program_main(works);
}

static inline struct worker_job worker_test_job(const char *name, const void *bytes, size_t size,
                                                int seconds)
{
    return (struct worker_job){ .program = WORKER_TEST,
                                .work = name,
                                .bytes = bytes,
                                .size = size,
                                .seconds = seconds,
                                .pattern = worker_test_pattern };
}

static inline struct worker *worker_test_run(const char *name, const void *bytes, size_t size,
                                             int seconds, const struct listener *listener,
                                             struct err *err)
{
    const struct worker_job job = worker_test_job(name, bytes, size, seconds);

    return worker_run(&job, listener, err);
}

static inline struct worker *worker_test_start(const char *name, int seconds, struct err *err)
{
    const struct worker_job job = worker_test_job(name, "", 1, seconds);

    return worker_start(&job, err);
}

#endif
