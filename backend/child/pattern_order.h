/* pattern_order.h - what is said over a pattern's socket, between pattern.c and pattern_serve.c. */
#ifndef BACKEND_CHILD_PATTERN_ORDER_H
#define BACKEND_CHILD_PATTERN_ORDER_H

#include <sys/types.h>

#include "backend/child/program.h"

#define PATTERN_WORK "*" /* hand.h: the name of its only job */

/* To copy itself, with two descriptors beside it: the copy's job and out. Or to end and reap. */
struct pattern_order {
    pid_t reap; /* 0: copy */
    int seconds;
};
enum { PATTERN_JOB, PATTERN_OUT, PATTERN_ENDS };

/* To an order, in its turn; the first one comes without any: it is ready. */
struct pattern_answer {
    pid_t pid; /* of the copy; -1: there is none */
    int status;
};

/* In the worker: gets ready, with what is common, and serves. Comes back in each copy, whose
 * descriptors are in their places; ends with who started it. */
void pattern_serve(const struct program_work works[], const void *common, size_t size);

#endif
