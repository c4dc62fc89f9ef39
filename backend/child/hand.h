/* hand.h - how a job reaches its worker: by name, with its bytes in memory that both see.
 *
 * The bytes are written into a file without a name (memfd_create), whose descriptor goes over a
 * socket once the worker has told its version and cannot be traced any more; it tells ours in turn.
 * Nobody waits for anybody: a message with one descriptor always fits.
 */
#ifndef BACKEND_CHILD_HAND_H
#define BACKEND_CHILD_HAND_H

#include <stdbool.h>
#include <stddef.h>

enum { HAND_NAME = 64 }; /* bytes of a work's name with its NUL */

#define HAND_GREETING "printseal " PRINTSEAL_VERSION /* the worker's first line */

/* A copy of the bytes; -1 and errno. */
int hand_copy(const void *bytes, size_t size);

/* Hands the copy over; false and errno. */
bool hand_over(int socket, const char *work, int copy);

/* In the worker, waits for it: the name, and the bytes at *bytes, which may be written to and are
 * there until it ends. False: it is no job, or none of a program of this version. */
bool hand_take(int socket, char work[HAND_NAME], void **bytes, size_t *size);

#endif
