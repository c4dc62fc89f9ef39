/* worker_inside.h - between starting a worker and listening to it. */
#ifndef BACKEND_CHILD_WORKER_INSIDE_H
#define BACKEND_CHILD_WORKER_INSIDE_H

#include <sys/types.h>
#include <time.h>

#include "backend/child/hand.h"
#include "backend/child/locate.h"
#include "backend/child/stream.h"
#include "backend/child/worker.h"

struct worker {
    pid_t pid;               /* 0: reaped */
    struct pattern *pattern; /* it is a copy of that; NULL: our own child */
    int out;                 /* what the child writes comes here */
    struct timespec late;    /* its time is over then; and the timer is readable */
    int timer;
    int wait; /* epoll: one descriptor for both, so that a silent child cannot be waited for
                 for ever */
    int seconds;
    int socket, copy; /* for the job, until it is handed over; then -1 */
    char work[HAND_NAME], path[LOCATE_PATH];
    struct stream stream;
    enum progress end;        /* once pid is 0 */
    char reason[STREAM_LINE]; /* "": none was given */
};

#endif
