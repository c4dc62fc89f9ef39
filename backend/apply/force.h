/* force.h - a plan put in force: every step in its order, under a guard, undone where one fails.
 *
 *   force_place() and then, on the machine itself, force_on(); then somebody looks whether
 *   everything still works, and guard_keep() or force_undo() ends it.
 */
#ifndef BACKEND_APPLY_FORCE_H
#define BACKEND_APPLY_FORCE_H

#include "backend/apply/guard.h"

/* Told before every step what it is, "Checking the new files". False: it is to go no further, and
 * what was done is undone. */
struct force_watch {
    bool (*step)(void *data, const char *what);
    void *data;
};

/* Keeps the old files, puts the new ones in place and lets the program's own checker look at them.
 * watch NULL: nobody wants to know. False, and why: the old files are there. */
bool force_place(struct plan *plan, const struct force_watch *watch, struct err *err);

enum force {
    FORCE_ON,     /* in force, and the guard waits for a word */
    FORCE_UNDONE, /* err says why, and that the old state is back */
    FORCE_FAILED, /* there is no guard, or the old state could not be put back */
};

/* Starts the guard, makes the files count and looks whether the port answers. */
enum force force_on(struct plan *plan, struct guard *guard, const struct force_watch *watch,
                    struct err *err);

/* Puts the old files back where nothing was reloaded, and notes it. */
bool force_take_back(struct plan *plan, struct err *err);

/* FORCE_UNDONE or FORCE_FAILED; why begins the sentence. */
enum force force_undo(struct guard *guard, const char *why, struct err *err);

#endif
