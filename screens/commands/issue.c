#include "screens/commands/issue.h"

#include <string.h>
#include <unistd.h>

/* "step Making the server's key" */
static void hear(void *data, const char *line)
{
    (void)data;
    if (strncmp(line, "step ", 5) == 0 && isatty(STDERR_FILENO))
        fprintf(stderr, "printseal: %s\n", line + 5);
}

static struct worker *work_on(struct certificate_job *job, struct err *err)
{
    const struct listener listener = { .heard = hear };
    struct worker *worker =
        worker_run(certificate_make, job, sizeof *job, PREPARE_SECONDS, &listener, err);

    wipe(job, sizeof *job);
    return worker;
}

static bool fill_job(struct session *session, enum certificate_need need, bool keep_key,
                     struct certificate_job *job, struct err *err)
{
    bool ok = prepare_job(session->store, session->saved, session->config, need, job, err) &&
              (!keep_key || prepare_keep_key(session->store, job, err));

    if (!ok)
        wipe(job, sizeof *job);
    return ok;
}

bool issue_make(struct issue *issue, struct session *session, enum certificate_need need,
                bool keep_key, struct err *err)
{
    struct certificate_job job;

    *issue = (struct issue){ .need = need };
    prepare_generated(&session->journal, session->config);
    if (!fill_job(session, need, keep_key, &job, err))
        return false;
    issue->worker = work_on(&job, err);
    if (!issue->worker)
        return fail_in(err, "no certificate could be made");
    issue->count = prepare_artefacts(issue->worker, issue->files);
    return true;
}

bool issue_start(struct issue *issue, struct session *session, struct err *err)
{
    enum certificate_need need = prepare_need(session->store, session->saved, session->config);

    *issue = (struct issue){ .need = need };
    return need == CERTIFICATES_FIT || !*server_fqdn(session->config) ||
           issue_make(issue, session, need, false, err);
}

void issue_end(struct issue *issue)
{
    worker_end(issue->worker);
}
