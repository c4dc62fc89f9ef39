/* written.h - what exports wrote into a folder, so that what somebody changed since is seen.
 *
 * A file .printseal-export beside them, a line for each: SHA-256, server, name.
 */
#ifndef BACKEND_EXPORT_WRITTEN_H
#define BACKEND_EXPORT_WRITTEN_H

#include "backend/base/err.h"
#include "backend/base/mem.h"

enum { EXPORT_MAX = 64 << 20 }; /* bytes of an exported file */

struct written {
    struct buf lines;
    bool changed;
};

/* What cannot be read is empty: then every file that is there counts as changed. */
void written_load(struct written *written, int dir);

/* Did this server's export write the file with just these bytes? */
bool written_has(const struct written *written, const char *server, const char *name,
                 const struct buf *bytes);

/* From now on it has these bytes. */
void written_note(struct written *written, const char *server, const char *name,
                  const struct buf *bytes);

/* Nothing was noted: nothing is written. err may be NULL. */
bool written_save(const struct written *written, int dir, struct err *err);
void written_free(struct written *written);

#endif
