/* unfinished.h - what an apply that is cut off leaves behind, and the way back from there.
 *
 * ROOT/var/backups/printseal/TARGET.lock is held (flock(2)) by anyone who applies, and by the
 * guard. From before the first file is changed until the apply is over it says what was where; one
 * that says so and that nobody holds is of a program that was killed, or of a power cut. It is gone
 * when the apply is over.
 */
#ifndef BACKEND_APPLY_UNFINISHED_H
#define BACKEND_APPLY_UNFINISHED_H

#include "backend/apply/plan.h"

/* Holds it. False, and why: another one is at it, or one that was cut off is to be put right first.
 */
bool unfinished_hold(struct plan *plan, struct err *err);

/* Says what is where: all of it is in the backup. */
bool unfinished_begin(struct plan *plan, struct err *err);

/* From now on the new files may count already. */
bool unfinished_reload(const struct plan *plan, struct err *err);

/* It is over, one way or the other. Nothing to do where nothing is held. */
bool unfinished_end(const struct plan *plan, struct err *err);

/* Was one cut off below this root, as far as this user can see? */
bool unfinished_look(const struct applying *applying, const char *root);

/* The first target of which one was cut off on the machine itself; NULL: none. */
const char *unfinished_target(void);

/* Puts the old files back, and on the machine itself makes them count again, if the new ones may.
 * A file that is neither the old nor the new one was changed since, and stays; left has the paths
 * of such. Where nothing was cut off, *was is false, and nothing is done. */
bool unfinished_undo(const struct applying *applying, const char *root, bool *was, struct buf *left,
                     struct err *err);

#endif
