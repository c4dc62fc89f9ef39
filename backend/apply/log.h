/* log.h - how an apply ended, in the system's journal: the target and paths, never a value, and no
 * word of a program. */
#ifndef BACKEND_APPLY_LOG_H
#define BACKEND_APPLY_LOG_H

#include "backend/apply/plan.h"

#define APPLY_LOG_KEPT "in force"
#define APPLY_LOG_PLACED "in place, not reloaded"
#define APPLY_LOG_UNDONE "undone"
#define APPLY_LOG_NOT_UNDONE "failed, and not undone"
#define APPLY_LOG_FAILED "failed"

/* "apply nginx below /mnt: undone; old files in /mnt/var/backups/printseal/nginx-...". A plan of
 * no store is not noted. */
void apply_log(const struct plan *plan, const char *how);

/* The same of one that was cut off before. */
void apply_log_cut_off(const struct store *store, const struct applying *applying, const char *root,
                       bool undone);

#endif
