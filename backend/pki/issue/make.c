/* issue_certificate(): runs in a worker. */
#include "backend/pki/issue/making.h"
#include "backend/pki/issue/next_root.h"

static bool make_make(struct making *making, struct err *err)
{
    bool there = making->job->keep_ca ? own_ca_open(making, err) : own_ca_new(making, err);

    if (!there || !next_root_step(making, err) || !own_ca_permitted(making, err) ||
        !making_find_key(making, err))
        return false;
    worker_report(making->out, "step Signing the certificate of %s", making->job->fqdn);
    return making_issue_server(making, false, err) && next_root_bridge(making, err) &&
           making_finish(making, err) && next_root_clear(making, err) &&
           (!*making->job->new_key || making_seal_request(making, err));
}

int issue_certificate(const void *job, size_t size, int out)
{
    return making_run(job, size, out, make_make);
}
