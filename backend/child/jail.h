/* jail.h - what a freshly forked child gives up before it works. */
#ifndef BACKEND_CHILD_JAIL_H
#define BACKEND_CHILD_JAIL_H

#include <stdbool.h>
#include <sys/types.h>

enum { SANDBOX_OUT = 3 }; /* where the child finds its way back to the parent */

/* In the child: moves out to JAIL_OUT and gives up every other descriptor, signal handlers,
 * privileges to come, core files, and whatever would let it outlive parent, or seconds. False: it
 * must not run. */
bool jail(int out, pid_t parent, int seconds);

#endif
