/* generation.h - the numbered folders of a store and the link that says which one counts. */
#ifndef BACKEND_STORE_GENERATION_H
#define BACKEND_STORE_GENERATION_H

#include <stddef.h>

#include "backend/base/err.h"

enum { GENERATION_NAME = 24 }; /* bytes of "000007.tmp" and more */

/* Where `current` points; 0: there is none. Fails if it is anything but a link to a generation. */
bool generation_current(int dir, unsigned *number, struct err *err);

/* Opens a generation's folder; -1 on failure. While it is open, by whichever process, it is not
 * pruned: a reader that needs several files finds all of them. */
int generation_open(int dir, unsigned number, struct err *err);

/* All that are whole, in ascending order; the caller frees the list. */
bool generation_list(int dir, unsigned **numbers, size_t *count, struct err *err);

/* Is there a newer one than this? Then `current` was turned back by hand, or a save was cut off
 * just before it turned. */
bool generation_newer(int dir, unsigned number);

/* A new folder beside the others, under a name that says it is unfinished; -1 on failure. Then
 * either finish it, which gives it its name, or drop it. All of them sync what they did. */
int generation_begin(int dir, unsigned number, struct err *err);
bool generation_finish(int dir, unsigned number, struct err *err);
void generation_drop(int dir, unsigned number);

/* Turns `current` in one rename; if the disk will not keep it, turns it back. number 0 only takes
 * it away. */
bool generation_turn(int dir, unsigned from, unsigned to, struct err *err);

/* Removes what saves that were killed left behind. */
bool generation_sweep(int dir, struct err *err);

/* Removes the oldest until `keep` are left; never the current one. */
void generation_prune(int dir, unsigned current, size_t keep);

#endif
