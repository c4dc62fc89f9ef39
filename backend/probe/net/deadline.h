/* deadline.h - one end for all that a test waits for. */
#ifndef BACKEND_PROBE_NET_DEADLINE_H
#define BACKEND_PROBE_NET_DEADLINE_H

#include <stdbool.h>
#include <time.h>

struct deadline {
    struct timespec end; /* CLOCK_MONOTONIC */
    int seconds;         /* for sentences */
};

/* So many seconds from now. */
struct deadline deadline_in(int seconds);

/* The sooner of it and so many milliseconds from now. */
struct deadline deadline_within(const struct deadline *deadline, int ms);

int deadline_left(const struct deadline *deadline); /* milliseconds; 0: it is over */

/* Waits until fd is ready for events (POLLIN, POLLOUT). False: the time is over. */
bool deadline_wait(const struct deadline *deadline, int fd, short events);

#endif
