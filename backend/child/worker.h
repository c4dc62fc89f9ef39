/* worker.h - work in a child process that sees only its job and says what it does, line by line.
 *
 * For what is slow or dangerous: making keys, parsing what a stranger sent. The child dies with its
 * parent, has no core dump, no new privileges, no standard input, no descriptor but its own, writes
 * no file, has a limit on time and memory, and cannot read the parent's secrets (their page is
 * wiped on fork).
 */
#ifndef BACKEND_CHILD_WORKER_H
#define BACKEND_CHILD_WORKER_H

#include <stddef.h>

#include "backend/base/err.h"

/* Runs in the child. Says what it does on out, a line per step: "step Making the server's key". A
 * last line "fail <sentence>" gives the reason of a non-zero return. Results (keys, certificates)
 * go back as frames of bytes: worker_send(). Returns 0 if all went well. */
typedef int work(const void *job, size_t size, int out);

struct worker;

/* The child has its own copy of job from the start on; the caller wipes his own afterwards. NULL
 * and err if no process could be made. */
struct worker *worker_start(work *run, const void *job, size_t size, int seconds, struct err *err);

/* To wait on: readable when there is something to hear, or when the time is over. */
int worker_fd(const struct worker *worker);

enum progress { WORKER_BUSY, WORKER_REPORTED, WORKER_SENT, WORKER_DONE, WORKER_FAILED };

/* Hands over at most one thing. Never blocks. WORKER_BUSY: nothing now, wait on worker_fd().
 * WORKER_SAID: line is filled in (printable, tamed, at most 511 bytes). WORKER_SENT: a result,
 * found by worker_result(). WORKER_FAILED: line is the reason, one sentence as in err.h; said again
 * each time. */
enum progress worker_step(struct worker *worker, char line[], size_t size);

/* In the child: sends one named result (A-Z a-z 0-9 . _ -, at most 31 bytes, used once) of at most
 * 1 MiB; false if it would be refused. At most 16 results. */
bool worker_send(int out, const char *name, const void *bytes, size_t size);
void worker_report(int out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A result by name; NULL: none. Stays the worker's; wiped by worker_end(). Empty ones are "". */
const void *worker_result(const struct worker *worker, const char *name, size_t *size);

void worker_end(struct worker *worker); /* kills and reaps it if it still runs; NULL is fine */

struct listener {
    void (*received)(void *data, const char *line);
    void *data;
};

/* Starts, waits to the end and hands over the worker for its results; for commands. listener may be
 * NULL. NULL and err if it failed. */
struct worker *worker_run(work *run, const void *job, size_t size, int seconds,
                          const struct listener *listener, struct err *err);

#endif
