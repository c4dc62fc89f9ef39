/* root.h - the root certificate as other programs' files want it. */
#ifndef BACKEND_EXPORT_ROOT_H
#define BACKEND_EXPORT_ROOT_H

#include "backend/store/store.h"

/* The root in force, or the one beside it during a root rollover. */
struct which_root {
    struct store *store;
    bool other;
};

/* Each adds to out; false, with the reason, if there is no root: in manual mode nobody has to be
 * given one. err may be NULL. */
bool root_base64(const struct which_root *root, struct buf *out,
                 struct err *err); /* DER, one line */
bool root_sha256(const struct which_root *root, struct buf *out,
                 struct err *err); /* of DER: ABCD..., 64 */

/* What the files of this root are called, without an ending: "printseal-print01.corp.example.com-
 * 1a2b3c4d": fqdn, which is in ASCII, and the first digits of the SHA-256 of the root's key. Roots
 * of several servers, and an older one of the same, so have a name of their own each. */
bool root_stem(const struct which_root *root, const char *fqdn, struct buf *out, struct err *err);

/* A UUID that is always the same for this root and purpose, so that a profile that is installed
 * again replaces itself: version 8, from SHA-256 (RFC 9562 5.8). */
bool root_uuid(const struct which_root *root, const char *purpose, struct buf *out,
               struct err *err);

#endif
