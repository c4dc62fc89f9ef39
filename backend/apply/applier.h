/* applier.h - a plan put in force by a process of its own, so that anyone who started it stays
 * awake.
 *
 * It goes on when the line drops and when anyone who started it is killed: then nobody answers it,
 * and it puts the old state back, as it does when the time is up. Should it be killed itself, the
 * guard (guard.h) does.
 */
#ifndef BACKEND_APPLY_APPLIER_H
#define BACKEND_APPLY_APPLIER_H

#include "backend/apply/force.h"

struct applier;

enum applied {
    APPLIER_BUSY,   /* nothing now: wait on applier_fd() */
    APPLIER_STEP,   /* the line is what it does now */
    APPLIER_ASKS,   /* in force; the line is the seconds in which applier_answer() is due */
    APPLIER_KEPT,   /* over; the line is the folder of the backup */
    APPLIER_UNDONE, /* over: the old state is back; the line says why */
    APPLIER_FAILED, /* over; the line says why */
};

/* Starts with plan, which stays the caller's and may be freed at once. NULL, and why. */
struct applier *applier_start(struct plan *plan, struct err *err);

/* To wait on. */
int applier_fd(const struct applier *applier);

/* Hands over at most one thing, without waiting. Nothing comes after one that is over. */
enum applied applier_step(struct applier *applier, char line[], size_t size);

/* Keep, or put the old state back; the latter may be said at any time, and stops it. */
void applier_answer(struct applier *applier, bool keep);

/* What nobody has kept is undone, and is not waited for. NULL is fine. */
void applier_end(struct applier *applier);

#endif
