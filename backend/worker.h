/* worker.h - work in a child process that sees only its job and says what it does, line by line.
 *
 * For what is slow or dangerous: making keys, parsing what a stranger sent. The child dies with its
 * parent, has no core dump, no new privileges, no standard input, no descriptor but its own, a
 * limit on time and memory, and cannot read the parent's secrets (their page is wiped on fork).
 */
#ifndef BACKEND_WORKER_H
#define BACKEND_WORKER_H

#include <stddef.h>

#include "backend/err.h"

/* Runs in the child. Says what it does on out, a line per step: "step Making the server's key". A
 * last line "fail <sentence>" gives the reason of a non-zero return. Results (keys, certificates)
 * go back as frames of bytes: worker_send(). Returns 0 if all went well. */
typedef int work(const void *job, size_t size, int out);

struct worker;

/* job is copied; the caller wipes his own afterwards. NULL and err if no process could be made. */
struct worker *worker_start(work *run, const void *job, size_t size, int seconds, struct err *err);
int worker_fd(
    const struct worker *worker); /* to wait on: readable when there is something to hear */

enum progress { WORKER_BUSY, WORKER_SAID, WORKER_SENT, WORKER_DONE, WORKER_FAILED };

/* Hands over at most one thing. Never blocks. WORKER_SAID: line is filled in (printable, tamed).
 * WORKER_SENT: a result, found by worker_result(). WORKER_FAILED: line is the reason. */
enum progress worker_step(struct worker *worker, char line[], size_t size);

/* In the child: sends one named result of at most 1 MiB. */
bool worker_send(int out, const char *name, const void *bytes, size_t size);
void worker_say(int out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A result by name; NULL: none. Stays the worker's; wiped by worker_end(). */
const void *worker_result(const struct worker *worker, const char *name, size_t *size);

void worker_end(struct worker *worker); /* kills and reaps it if it still runs; NULL is fine */

/* Starts, waits to the end and hands over the worker for its results; for commands. heard may be
 * NULL. */
struct worker *worker_run(work *run, const void *job, size_t size, int seconds,
                          void (*heard)(void *data, const char *line), void *data, struct err *err);

#endif
