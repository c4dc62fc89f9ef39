/* run_pace.h - tests are started one after the other: all at once they would send their first
 * datagrams in one burst, which a slow device, or whoever forwards them, drops. Not below the pace
 * at which a processor can do them. */
#ifndef BACKEND_PROBE_RUN_PACE_H
#define BACKEND_PROBE_RUN_PACE_H

#include <stdbool.h>

/* In microseconds. */
struct run_pace {
    int timer; /* readable when the next may start */
    long long apart;
    long long next;  /* when that is */
    long long armed; /* the timer's; 0: it is not armed */
};

/* False: no timer could be made. */
bool run_pace_open(struct run_pace *pace);
void run_pace_close(struct run_pace *pace);

bool run_pace_may(const struct run_pace *pace); /* now? */
void run_pace_started(struct run_pace *pace);   /* one more */

/* The timer tells when that is, if there are more, or at once. */
void run_pace_wait(struct run_pace *pace, bool more, bool at_once);

#endif
