/* send.h - in the worker: what it writes to anyone who started it (stream.h reads it there). */
#ifndef BACKEND_CHILD_SEND_H
#define BACKEND_CHILD_SEND_H

#include <stdbool.h>
#include <stddef.h>

/* Does a job and reports on out. Returns 0 if all went well. */
typedef int work(const void *job, size_t size, int out);

/* Sends one named result (A-Z a-z 0-9 . _ -, at most 31 bytes, used once) of at most 1 MiB; false
 * if it would be refused. At most 16 results. */
bool worker_send(int out, const char *name, const void *bytes, size_t size);

/* Sends what may be larger, for worker_joined(): in parts, named part0 to part14. False: it is
 * larger than all of them, or cannot be sent. */
bool worker_send_parts(int out, const void *bytes, size_t size);

/* A line per step: "step Making the server's key". "fail <sentence>" gives the reason of a work
 * that does not return 0. Cut at 511 bytes, and sanitized. False: it cannot be sent. */
bool worker_report(int out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Such a line without sending it, in no other language, with its newline and no NUL; its bytes, at
 * most WORKER_LINE. Many of them are cheaper by one write() than by one each. */
enum { WORKER_LINE = 512 };
size_t worker_line(char line[WORKER_LINE], const char *format, ...)
    __attribute__((format(printf, 2, 3)));
bool worker_send_lines(int out, const char *lines, size_t size);

#endif
