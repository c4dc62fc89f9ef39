/* run_left.h - how long many tests may still take, out of how long those took that have ended: for
 * a line of progress. Nothing is said of a kind of test that was not seen yet but how long it may
 * take at most.
 */
#ifndef BACKEND_PROBE_RUN_LEFT_H
#define BACKEND_PROBE_RUN_LEFT_H

#include "backend/probe/run.h"

enum { RUN_LEFT_KINDS = 24 /* of times, by powers of two */ };

/* All times are milliseconds. Begins as zeros, but for side. */
struct run_left {
    size_t side;          /* how many run side by side */
    size_t ended;         /* so many tests */
    size_t quick;         /* of those, within half of the time that they had */
    double mean, longest; /* of those that ended; the last ones count most */
    double counts[RUN_LEFT_KINDS], sums[RUN_LEFT_KINDS]; /* of those that ended, by kind */
    size_t waiting;                                      /* were not started */
    double waiting_most;                                 /* what they take at most, together */
    double each_most;                                    /* and one of them */
};

/* One that runs. */
struct run_left_test {
    double ms;   /* since its start */
    double most; /* when it ends at the latest */
};

/* One more that waits, and takes so long at most; one of those starts; one that ran has ended. */
void run_left_add(struct run_left *left, double most);
void run_left_start(struct run_left *left, double most);
void run_left_end(struct run_left *left, double ms, double most);

/* count: as many as run, in any order. */
struct probe_left run_left_guess(const struct run_left *left, const struct run_left_test running[],
                                 size_t count);

#endif
