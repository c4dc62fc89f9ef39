/* spawn.h - a worker's process, from fork to exec. */
#ifndef BACKEND_CHILD_SPAWN_H
#define BACKEND_CHILD_SPAWN_H

#include <stdbool.h>
#include <sys/types.h>

enum { SPAWN_JOB = 0, SPAWN_OUT = 3 }; /* the worker's descriptors: its job comes, and goes out */

/* Starts the program with these two and /dev/null besides, no environment, default signals, no new
 * privileges, core files or files to write, and an end with this process or after so many seconds
 * (0: none of its own). -1 and errno: no process could be made. What fails after that is reported
 * on out. */
pid_t spawn(const char *path, int job, int out, int seconds);

/* In a child: these limits, as long as it is the parent's. False: it is no more. */
bool spawn_give_up(pid_t parent, int seconds);

#endif
