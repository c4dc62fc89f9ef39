#include <fcntl.h>
#include <stdio.h>

#include "backend/base/file.h"
#include "backend/probe/run.h"
#include "backend/settings/settings.h"
#include "backend/store/store.h"

enum { FILE_SIZE = 16 << 20 }; /* lists of large CAs have many megabytes */

/* Adds each file of the LIST; remembers the first that cannot be read. */
static bool add_files(struct buf *out, const char *files, struct err *err)
{
    const char *at = files;
    char path[256];
    bool ok = true;

    while (list_next(&at, path, sizeof path)) {
        AUTO_BUF struct buf bytes = { 0 };
        if (file_read(AT_FDCWD, path, FILE_SIZE, &bytes, ok ? err : NULL)) {
            buf_add(out, bytes.text, bytes.size);
            buf_add(out, "\n", 1); /* the next may begin a line of its own */
        } else
            ok = false;
    }
    return ok;
}

bool probe_trust_read(struct probe_trust *trust, const struct config *config, struct store *store,
                      struct err *err)
{
    struct err later;

    *trust = (struct probe_trust){ .system_store = trust_system_store(config) };
    bool own = !store || !store_cert_exists(store, 0, "ca-root.crt") ||
               store_cert(store, 0, "ca-root.crt", &trust->own, err);
    bool anchors = add_files(&trust->anchors, trust_ca_files(config), own ? err : &later);
    bool crls = add_files(&trust->crls, trust_crl_files(config), own && anchors ? err : &later);
    return own && anchors && crls;
}

void probe_trust_free(struct probe_trust *trust)
{
    buf_free(&trust->anchors);
    buf_free(&trust->own);
    buf_free(&trust->crls);
}
