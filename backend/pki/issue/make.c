/* certificate_make(): runs in a worker. */
#include "backend/pki/issue/making.h"

static bool make_make(struct making *making, struct err *err)
{
    bool there = making->job->keep_ca ? making_open_ca(making, err) : making_new_ca(making, err);

    if (!there || !making_find_key(making, err))
        return false;
    worker_report(making->out, "step Signing the certificate of %s", making->job->fqdn);
    return making_issue_server(making, false, err) && making_finish(making, err) &&
           (!*making->job->new_key || making_seal_request(making, err));
}

int certificate_make(const void *job, size_t size, int out)
{
    return making_run(job, size, out, make_make);
}
