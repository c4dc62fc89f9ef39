/* detach.h - a child that goes on when the line drops and when anyone who started it is gone. */
#ifndef BACKEND_CHILD_DETACH_H
#define BACKEND_CHILD_DETACH_H

/* Called in the child after fork(): a session of its own, the parent's signal handlers gone, HUP,
 * INT, TERM and PIPE ignored, /dev/null as standard input, output and error. */
void detach(void);

#endif
