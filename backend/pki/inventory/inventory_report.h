/* inventory_report.h - `cert status`, for people and for programs. */
#ifndef BACKEND_PKI_INVENTORY_INVENTORY_REPORT_H
#define BACKEND_PKI_INVENTORY_INVENTORY_REPORT_H

#include "backend/pki/inventory/inventory.h"
#include "backend/pki/issue/issued.h"

/* What the files themselves do not say. */
struct inventory_about {
    const char *mode;        /* "builtin" ... */
    const char *mode_shown;  /* as people write it */
    const char *pending;     /* a sentence without a full stop; "": nothing is */
    const char *pending_key; /* "request", "signature", "answer", "import"; "": nothing is */
    time_t now;
    const struct issued *issued;
    bool list_issued; /* for people, each certificate that was issued, too */
};

/* Both add to out. */
void inventory_text(const struct inventory *inventory, const struct inventory_about *about,
                    struct buf *out);
void inventory_json(const struct inventory *inventory, const struct inventory_about *about,
                    struct buf *out);

#endif
