/* programs.h - whose sockets are these? Out of /proc/PID/fd; without root only one's own are seen.
 */
#ifndef BACKEND_PROBE_HOST_PROGRAMS_H
#define BACKEND_PROBE_HOST_PROGRAMS_H

#include "backend/probe/host/sockets.h"

enum { PROGRAM_NAME = 48 };

struct program {
    char name[PROGRAM_NAME]; /* tame; "": not seen */
    long pid;
};

/* Fills in who holds each of sockets->list, by position; list has LISTENING_MAX of them. Returns
 * how many processes may not be looked into. */
size_t programs_find(const struct sockets *sockets, struct program list[]);

#endif
