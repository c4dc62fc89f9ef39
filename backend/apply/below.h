/* below.h - paths below another root: no link on the way leads out of it (openat2(2), in root). */
#ifndef BACKEND_APPLY_BELOW_H
#define BACKEND_APPLY_BELOW_H

#include <sys/types.h>

#include "backend/base/err.h"

/* Opens the folder of that path below root, "" being the machine itself; path "" is the root. The
 * caller closes. -1, and why; errno is ENOENT if there is none. */
int below_open(const char *root, const char *path, struct err *err);

/* The same, and makes what is missing, the root as well; folders that are there keep their modes.
 */
int below_make(const char *root, const char *path, mode_t mode, struct err *err);

/* The folder that the file of that path is in, with *name its last part; as above, and with make
 * folders are made, 0755. */
int below_open_parent(const char *root, const char *path, bool make, const char **name,
                      struct err *err);

/* The path without a link in it, for programs; the caller frees. Where there is no such folder,
 * root and path, one behind the other. */
char *below_path(const char *root, const char *path);

#endif
