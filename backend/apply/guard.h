/* guard.h - puts the old state back unless somebody says in time that the new one is fine.
 *
 * A process of its own, in its own session: it goes on when the line drops, when the terminal goes
 * away, and when anyone who started it is killed. That is what makes a firewall rule that locks its
 * author out undo itself.
 */
#ifndef BACKEND_APPLY_GUARD_H
#define BACKEND_APPLY_GUARD_H

#include <sys/types.h>

#include "backend/apply/plan.h"

enum { GUARD_SECONDS = 120 };

/* What is said to it, a byte. */
enum { GUARD_KEEP = 'k', GUARD_UNDO = 'u' };

struct guard {
    pid_t pid;
    int fd;   /* to it */
    long end; /* when it undoes, by a clock that goes on while the machine sleeps */
};

/* From now on, if guard_keep() is not called within seconds, the plan is undone. The plan must be
 * in place; it is undone by the guard alone from here on. */
bool guard_start(struct guard *guard, struct plan *plan, int seconds, struct err *err);

/* The seconds until it undoes by itself. */
int guard_left(const struct guard *guard);

/* Waits for a byte from fd, so many seconds: true for GUARD_KEEP alone. */
bool guard_receives(int fd, int seconds);

/* The new state stays. False, if it was too late: the old one is back. */
bool guard_keep(struct guard *guard, struct err *err);

/* Undoes now. False, with why, if that failed. */
bool guard_undo(struct guard *guard, struct err *err);

#endif
