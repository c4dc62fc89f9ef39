#include "backend/certificates/certify_files.h"

#include <string.h>

static bool is_mode(const struct config *config, const char *mode)
{
    return strcmp(certificate_settings(config).mode, mode) == 0;
}

bool files_builtin(const struct config *config)
{
    return is_mode(config, "builtin");
}

bool files_intermediate(const struct config *config)
{
    return is_mode(config, "intermediate");
}

static void forget(struct buf *bytes)
{
    if (bytes->text)
        wipe(bytes->text, bytes->room);
    buf_free(bytes);
}

static bool read(struct store *store, const char *name, struct buf *bytes, struct err *err)
{
    return store && store_exists(store) && store_cert(store, 0, name, bytes, err);
}

bool files_there(struct store *store, const char *name)
{
    return store && store_exists(store) && store_cert_exists(store, 0, name);
}

bool files_ca(struct store *store)
{
    return files_there(store, "ca-myq.key") && files_there(store, "ca-myq.crt") &&
           files_there(store, "ca-root.crt");
}

/* The built-in CA is its own root, and both files are written alike. */
bool files_signed(struct store *store)
{
    AUTO_BUF struct buf ca = { 0 }, root = { 0 };

    return files_ca(store) && read(store, "ca-myq.crt", &ca, NULL) &&
           read(store, "ca-root.crt", &root, NULL) &&
           (ca.size != root.size || memcmp(ca.text, root.text, ca.size) != 0);
}

enum root_state files_root_state(struct store *store)
{
    if (files_there(store, "ca-next.crt"))
        return ROOT_NEXT;
    return files_there(store, "ca-old.crt") ? ROOT_OLD : ROOT_ALONE;
}

const char *files_other(enum root_state state)
{
    static const char *const names[] = {
        [ROOT_ALONE] = "no-other-root", [ROOT_NEXT] = "ca-next.crt", [ROOT_OLD] = "ca-old.crt"
    };

    return names[state];
}

bool files_fetch(struct store *store, const char *name, char text[], size_t size, struct err *err)
{
    struct buf bytes = { 0 };
    bool ok = store_cert(store, 0, name, &bytes, err);

    if (ok && bytes.size >= size)
        ok = fail(err, "%s: is too large", name);
    if (ok)
        memcpy(text, bytes.text, bytes.size);
    forget(&bytes);
    return ok;
}

void files_fetch_password(const struct config *saved, struct certificate_job *job)
{
    const struct secret *was = certificate_settings(saved).ca_key_password;

    if (!was)
        return;
    const char *bytes = secret_open(was);
    memcpy(job->ca_key_password_was, bytes, secret_length(was) + 1);
    secret_close(bytes);
}

/* One without its key is published, and signs nothing. */
static bool files_fetch_other(struct store *store, struct certificate_job *job, struct err *err)
{
    const enum root_state state = files_root_state(store);
    const char *key = state == ROOT_NEXT ? "ca-next.key" : "ca-old.key";

    job->root_state = state;
    return state == ROOT_ALONE || !files_there(store, key) ||
           (files_fetch(store, files_other(state), job->other_cert, sizeof job->other_cert, err) &&
            files_fetch(store, key, job->other_key, sizeof job->other_key, err));
}

bool files_fetch_ca(struct store *store, const struct config *saved, struct certificate_job *job,
                    struct err *err)
{
    files_fetch_password(saved, job);
    if (!*job->ca_key_password_was)
        return fail(err, "the password of the CA's key is missing");
    job->keep_ca = true;
    return files_fetch_other(store, job, err) &&
           files_fetch(store, "ca-myq.key", job->ca_key, sizeof job->ca_key, err) &&
           files_fetch(store, "ca-myq.crt", job->ca_cert, sizeof job->ca_cert, err) &&
           files_fetch(store, "ca-root.crt", job->ca_root, sizeof job->ca_root, err);
}

bool files_optional(struct store *store, const char *name, struct buf *buf, struct err *err)
{
    return !files_there(store, name) || read(store, name, buf, err);
}

bool files_allowed(struct store *store, const char *name, struct buf *buf, struct err *err)
{
    return store_cert_denied(store, 0, name) || files_optional(store, name, buf, err);
}
