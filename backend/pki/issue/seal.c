/* issue_seal(): runs in a worker. */
#include <string.h>

#include "backend/pki/issue/making.h"
#include "backend/pki/issue/next_root.h"
#include "backend/pki/verify.h"

/* Without a CA of our own, what is above comes from server.cer. */
static bool open_server(struct making *making, struct err *err)
{
    const struct certificate_job *job = making->job;
    struct set *set = &making->set;
    AUTO_CHAIN STACK_OF(X509) *certs = sk_X509_new_null();

    set->key = key_read(job->server_key, strlen(job->server_key), NULL, err);
    if (!set->key)
        return fail_in(err, "server.key");
    if (!verify_load_all(job->server_cert, strlen(job->server_cert), certs, err))
        return fail_in(err, "server.cer");
    set->cert = sk_X509_shift(certs);
    if (!set->ca) {
        set->above = certs;
        certs = NULL;
    }
    if (!set->root && *job->ca_root)
        set->root = verify_load(job->ca_root, strlen(job->ca_root), NULL);
    return true;
}

static bool seal(struct making *making, struct err *err)
{
    const struct certificate_job *job = making->job;

    worker_report(making->out, "step Sealing keys under their new password");
    return (!job->keep_ca || own_ca_open(making, err)) &&
           (!*job->server_cert || open_server(making, err)) &&
           (!*job->new_key || making_seal_request(making, err)) &&
           set_seal(&making->set, job, err) && set_send(&making->set, making->out, err);
}

int issue_seal(const void *job, size_t size, int out)
{
    return making_run(job, size, out, seal);
}
