/* cage.h - what a child that talks to strangers gives up beyond child/jail.h. */
#ifndef BACKEND_PROBE_NET_CAGE_H
#define BACKEND_PROBE_NET_CAGE_H

#include <stdbool.h>
#include <stddef.h>

/* From here on this process has so many bytes of memory more than it has now, opens no file for
 * writing, makes, moves or removes none, starts no program, listens to nobody, and touches no other
 * process. What is refused fails with EPERM. False: the kernel does not offer all of it, and what
 * it offers holds. */
bool cage(size_t memory);

#endif
