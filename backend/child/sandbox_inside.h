/* sandbox_inside.h - between the files of the sandbox. */
#ifndef BACKEND_CHILD_SANDBOX_INSIDE_H
#define BACKEND_CHILD_SANDBOX_INSIDE_H

#include "backend/child/sandbox.h"

/* The list of allowed calls, from now on. False and errno. */
bool sandbox_calls(bool network);

/* The list for a process of that id, as a filter of libseccomp; NULL and errno. The caller releases
 * it. */
void *sandbox_filter(bool network, int pid);

/* Puts in force what sandbox_compile() made, if it is that. False: it is not, or errno. */
bool sandbox_compiled(bool network);

/* Every path is refused, from now on, and what else the kernel's Landlock knows to refuse: binding
 * a TCP port, and for who has no network connecting one; signals to others. False and errno. */
bool sandbox_paths(bool network);

/* Which Landlock the kernel has; at most 0: none. */
int sandbox_landlock(void);

/* Who has the network is answered, where it is refused a path, by what was opened before: from now
 * on. */
bool sandbox_serve(void);
bool sandbox_serves(void); /* can it be, on this machine? */

#endif
