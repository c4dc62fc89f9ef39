/* certify_inspect.c - the whole cert folder, looked at. */
#include <stdlib.h>
#include <string.h>

#include "backend/certificates/certify.h"
#include "backend/certificates/certify_files.h"

enum { LOOK_SECONDS = 60 };

/* In this order they are shown: the server's, who signed it, what is pending, what was issued. */
static const char *const certify_inspect_names[] = {
    "server.cer", "server.key",     "server.pfx",     "ca-root.crt",    "ca-myq.crt",
    "ca-myq.key", "ca-myq.pfx",     "ca-next.crt",    "ca-next.key",    "ca-old.crt",
    "ca-old.key", "server-new.csr", "server-new.key", "ca-myq-new.csr", "ca-myq-new.key",
    "ca-myq.crl", ISSUED_FILE
};

static bool certify_inspect_add(struct store *store, const char *name, struct examine_job **input,
                                struct err *err)
{
    struct buf bytes = { 0 };
    bool ok = files_allowed(store, name, &bytes, err);
    const struct span span = { bytes.text, bytes.size };

    ok = ok && (!span.bytes || examine_add_bytes(input, name, span, EXAMINE_GIVEN, err));

    if (bytes.text)
        wipe(bytes.text, bytes.room);
    buf_free(&bytes);
    return ok;
}

static void certify_inspect_put_secret(char room[SECRET_MAX + 1], const struct secret *secret)
{
    if (!secret)
        return;
    const char *bytes = secret_open(secret);
    memcpy(room, bytes, secret_length(secret) + 1);
    secret_close(bytes);
}

bool certify_look(struct certify *task, struct store *store, const struct config *config,
                  time_t now, struct err *err)
{
    const struct certificate_settings plan = certificate_settings(config);
    struct certificate_job *job = must(calloc(1, sizeof *job));
    struct examine_job *input = examine_new();
    bool ok = true;

    *task = (struct certify){ .work = "inventory", .seconds = LOOK_SECONDS };
    input->now = now;
    input->public_ca = plan.public_ca;
    if (!host_to_ascii(server_fqdn(config), input->host, sizeof input->host, NULL))
        input->host[0] = '\0';
    snprintf(input->aliases, sizeof input->aliases, "%s", server_aliases(config));
    certify_inspect_put_secret(job->pfx_password, plan.pfx_password);
    certify_inspect_put_secret(job->ca_key_password, plan.ca_key_password);
    for (size_t i = 0; ok && i < sizeof certify_inspect_names / sizeof *certify_inspect_names; i++)
        ok = certify_inspect_add(store, certify_inspect_names[i], &input, err);
    if (ok)
        task->job = certificate_job_new(job, (struct span){ 0 }, input, &task->size);
    wipe(job, sizeof *job);
    free(job);
    examine_free(input);
    return ok;
}

bool certify_looked(const struct worker *worker, struct inventory *inventory, struct err *err)
{
    size_t size = 0;
    const void *bytes = worker_result(worker, "inventory", &size);

    if (bytes && size == sizeof *inventory) {
        memcpy(inventory, bytes, size);
        if (inventory_check(inventory))
            return true;
    }
    return fail(err,
                "the certificates cannot be looked at: malformed reply from the worker process");
}

bool certify_issued(struct store *store, struct issued *issued, struct err *err)
{
    AUTO_BUF struct buf bytes = { 0 };

    *issued = (struct issued){ 0 };
    return files_optional(store, ISSUED_FILE, &bytes, err) &&
           issued_read(issued, bytes.text, bytes.size, err);
}
