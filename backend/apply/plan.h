/* plan.h - an export on its way into this machine: what would change, the change, and the way back.
 *
 *   plan = plan_new(...); plan_changes(plan); plan_difference(plan, &out)
 *   plan_backup() plan_place() plan_check() plan_reload() apply_answers()
 *   and if one of the last three fails, or nobody confirms: plan_undo()
 *
 * Every file is written beside its place first; then each is put in place by one rename.
 */
#ifndef BACKEND_APPLY_PLAN_H
#define BACKEND_APPLY_PLAN_H

#include "backend/apply/applying.h"
#include "backend/export/target.h"

enum { PLAN_FILE_MAX = 4 << 20 };

struct plan_file {
    char *path; /* below the root, without a slash in front */
    mode_t mode;
    bool secret;
    bool touched; /* only kept and put back: a program changes it */
    bool was;     /* was it there? */
    bool placed;
    mode_t was_mode;
    struct buf old, fresh; /* ink */
};

struct plan {
    const struct applying *applying;
    const struct config *config;
    const struct store *store; /* for the journal; NULL: none */
    char *root;                /* "" is the machine itself */
    char *root_file;           /* our root certificate; NULL: there is none */
    char *backup;              /* the folder of the backup, once there is one */
    struct plan_file *files;
    size_t count, room;
    bool held;
    int lock; /* held (unfinished.h) */
};

/* Is the export told all that this target needs to be of use here? Else why not. */
bool plan_told(const struct applying *applying, const struct export *export, struct err *err);

/* Makes the target's files and looks at what is in their places. root: "" or a folder without a
 * slash at its end. NULL, and why, on failure, as when plan_told() says no. */
struct plan *plan_new(const struct applying *applying, const struct export *export,
                      const char *templates, const char *root, struct err *err);
void plan_free(struct plan *plan); /* NULL is fine */

bool plan_changes(const struct plan *plan); /* is anything different from what is there? */

/* What would change, as diff -u shows it; of a file with a secret only that it would. Tamed. */
void plan_difference(const struct plan *plan, struct buf *out);

/* A file more, of which nothing but its path is known. */
struct plan_file *plan_add(struct plan *plan, const char *path);

/* Fills in was, was_mode and old: what is in its place now. */
bool plan_look(const struct plan *plan, struct plan_file *file, struct err *err);

/* The name that a file has in the backup; the caller frees. */
char *plan_backup_name(const char *path);

/* Keeps the old files in ROOT/var/backups/printseal/TARGET-TIME, for its owner alone, and notes
 * that from here on they may be missing from their places. */
bool plan_backup(struct plan *plan, struct err *err);

/* Puts the files in place; on failure the old ones are there again. */
bool plan_place(struct plan *plan, struct err *err);

bool plan_check(const struct plan *plan, struct err *err);  /* by the program's own checker */
bool plan_reload(const struct plan *plan, struct err *err); /* makes the files count */

/* Does the port that the row names answer on this machine, within ten seconds, and with a
 * certificate for the server's full name that our root (or the system's store) vouches for? A front
 * must also hand on the page of the print server behind it. */
bool apply_answers(const struct plan *plan, struct err *err);

/* Puts the old files back, and with `reload` makes them count again. Goes on after a failure; false
 * and the first one. */
bool plan_undo(struct plan *plan, bool reload, struct err *err);

#endif
