/* worker.h - work in a program of its own, which sees only its job and reports line by line.
 *
 * For what is slow or dangerous: making keys, parsing what a stranger sent, talking to the network.
 * The worker is started with fork and exec, or is a copy of one that was and has seen no job
 * (pattern.h), so none of our memory is in it; it dies with us, has no core dump, no environment,
 * no descriptor but its own, a limit on time and memory, and works in the sandbox (sandbox.h). What
 * runs there is a row of the program's table: program.h.
 */
#ifndef BACKEND_CHILD_WORKER_H
#define BACKEND_CHILD_WORKER_H

#include <stddef.h>

#include "backend/base/err.h"

struct pattern;
struct worker;

/* What is to be done. The bytes are a copy of their own for the worker from the start on; the
 * caller wipes his afterwards. No pointers in them: they would lead nowhere. */
struct worker_job {
    const char *program; /* see locate.h: "certificates" */
    const char *work;    /* the program's name for it: "issue" */
    const void *bytes;
    size_t size;
    int seconds;
    struct pattern *pattern; /* pattern.h: to copy, if it can be; NULL: none */
    struct worker *early;    /* of the same program, started by worker_early(): taken over, also on
                                failure; NULL: none */
};

/* Starts the program before its job is known: what it takes to load it passes while others work.
 * The job is not looked at, and the worker gets none before worker_start(), which takes it over, or
 * worker_end(). The time runs already. */
struct worker *worker_early(const struct worker_job *job, struct err *err);

/* NULL and err if no process could be made, or the program is not installed. */
struct worker *worker_start(const struct worker_job *job, struct err *err);

/* To wait on: readable when there is something to read, or when the time is over. */
int worker_fd(const struct worker *worker);

enum progress { WORKER_BUSY, WORKER_REPORTED, WORKER_SENT, WORKER_DONE, WORKER_FAILED };

/* Hands over at most one thing. Never blocks. WORKER_BUSY: nothing now, wait on worker_fd().
 * WORKER_REPORTED: line is filled in (printable, sanitized, at most 511 bytes). WORKER_SENT: a
 * result, found by worker_result(). WORKER_FAILED: line is the reason, one sentence as in err.h;
 * reported again each time. */
enum progress worker_step(struct worker *worker, char line[], size_t size);

/* The same for those whom its lines are nothing to: WORKER_BUSY, WORKER_DONE or WORKER_FAILED. One
 * that babbles keeps nobody for longer than any other. */
enum progress worker_outcome(struct worker *worker, char line[], size_t size);

/* A result by name; NULL: none. Stays the worker's; wiped by worker_end(). Empty ones are "". */
const void *worker_result(const struct worker *worker, const char *name, size_t *size);

/* What worker_send_parts() sent, as one text with a NUL behind it; NULL: nothing. The caller wipes
 * and frees it; no other copy is made. */
char *worker_joined(const struct worker *worker, size_t *size);

void worker_end(struct worker *worker); /* kills and reaps it if it still runs; NULL is fine */

struct listener {
    void (*received)(void *data, const char *line);
    void *data;
};

/* Starts, waits to the end and hands over the worker for its results; for commands. listener may be
 * NULL. NULL and err if it failed. */
struct worker *worker_run(const struct worker_job *job, const struct listener *listener,
                          struct err *err);

#endif
