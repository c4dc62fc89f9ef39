/* pattern.h - a worker that is started once, has seen no job, and is copied for each.
 *
 * Starting a program costs more than most live tests need: exec, thirty libraries to link, OpenSSL
 * to start, a hundred rules of the sandbox to compile. A pattern has done that, and forks on order.
 * It gets no secret and talks to no peer: its copy takes the job over a socket that only we hold,
 * puts on limits and sandbox of its own, and ends with it, so nothing of one job can reach another.
 *
 * What that costs: all copies of one pattern have the addresses and the stack guard of its memory.
 * A peer that read them out of the worker it was tested by would know them of the others, which it
 * cannot reach but as any peer: by answering its own test. A pattern is therefore of one run only,
 * is used for no more than PATTERN_COPIES tests, and never for work on files.
 */
#ifndef BACKEND_CHILD_PATTERN_H
#define BACKEND_CHILD_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct pattern;

enum { PATTERN_COPIES = 128 }; /* to guess one byte of a stack guard takes up to 256 */

/* Starts the program at that path, and gives its warm() what all jobs have in common and is
 * nobody's secret (size 0: nothing). NULL and errno. It is not ready yet. */
struct pattern *pattern_start(const char *path, const void *common, size_t size);

/* Readable once it is ready, or has failed; until then pattern_warming() looks. */
int pattern_fd(const struct pattern *pattern);
bool pattern_warming(struct pattern *pattern); /* never blocks */

/* A copy, as spawn(); -1: it is not ready, is used up or is gone. Waits for the fork alone. */
pid_t pattern_copy(struct pattern *pattern, int job, int out, int seconds);
unsigned pattern_left(const struct pattern *pattern); /* copies that may still be made */
bool pattern_lost(const struct pattern *pattern);     /* it failed: another one would, too */

/* Kills a copy, if it still runs, and returns its status as waitpid() does: KILL's, if the pattern
 * is gone, which takes all of its copies with it. */
int pattern_reap(struct pattern *pattern, pid_t copy);

/* Nobody starts another copy; it ends after the last one was reaped. NULL is fine. */
void pattern_end(struct pattern *pattern);

#endif
