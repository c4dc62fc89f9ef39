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

bool issue_start(struct issue *issue, struct session *session, struct err *err)
{
    struct certificate_job job;

    *issue =
        (struct issue){ .need = prepare_need(session->store, session->saved, session->config) };
    if (issue->need == CERTIFICATES_FIT || !*server_fqdn(session->config))
        return true;
    prepare_generated(&session->journal, session->config);
    if (!prepare_job(session->store, session->saved, session->config, issue->need, &job, err))
        return wipe(&job, sizeof job), false;
    issue->worker = work_on(&job, err);
    if (!issue->worker)
        return fail_in(err, "no certificate could be made");
    issue->count = prepare_artefacts(issue->worker, issue->files);
    return true;
}

void issue_end(struct issue *issue)
{
    worker_end(issue->worker);
}
