/* run_inside.h - many tests on their way, shared by run*.c alone. */
#ifndef BACKEND_PROBE_RUN_INSIDE_H
#define BACKEND_PROBE_RUN_INSIDE_H

#include <stdint.h>
#include <time.h>

#include "backend/child/worker.h"
#include "backend/probe/run.h"
#include "backend/probe/run_keys.h"
#include "backend/probe/run_left.h"
#include "backend/probe/run_pace.h"

enum { RUN_HEARD = 64 };
#define RUN_NO_TASK UINT64_MAX /* stands in the run's epoll for what is no test */

/* One test in line. */
struct task {
    struct table *table;
    const struct record *record;
    size_t n;
    struct probe_job *given; /* or this one, as it is; NULL: of the record */
    struct worker *worker;   /* while it runs */
    size_t lines;            /* it has said so far */
    struct timespec since;
    double most; /* milliseconds that it takes, at the latest */
    struct probe_result result;
};

/* Of the worker's program: many tests are copies of it. */
struct run_pattern {
    struct pattern *pattern; /* NULL: none */
    bool warming;            /* and stands in the run's epoll until it is ready */
};

struct probe_run {
    struct config *config;
    const struct probe_trust *trust;
    struct probe_options options;
    struct task *tasks;
    size_t count, room;
    size_t *line; /* tasks in the order of starting; one that is tried again stands there twice */
    size_t length, line_room;
    size_t next, done; /* of the line, those before next were started */
    size_t *slots;     /* the tasks that run */
    size_t running;
    size_t heard[RUN_HEARD];       /* tasks that had something to say */
    size_t heard_count, heard_at;  /* those before heard_at have said it */
    struct run_left left;          /* what is known of how long they take */
    struct run_keys keys;          /* of SNMP, for those that share them */
    bool no_pattern;               /* it was lost, or there is none */
    struct run_pattern now, ahead; /* the one that is copied, and the next */
    struct run_pace pace;          /* and in the run's epoll, when something may be started */
    int wait;
};

/* Before tests are started: a pattern, when there are many of them, and the next when one is used
 * up. False: only a few may be started, for the pattern is not ready. */
bool run_pattern(struct probe_run *run);
void run_pattern_end(struct probe_run *run);

/* Milliseconds since it was started. */
long run_ms(const struct task *task);

/* Puts a task at the end of the line. */
void run_queue(struct probe_run *run, size_t task);

#endif
