#include "screens/session/issue.h"

#include <string.h>
#include <unistd.h>

#include "backend/base/language.h"
#include "backend/setup/prepare.h"

/* "step Making the server's key" */
static void cert_issue_receive(void *data, const char *line)
{
    (void)data;
    if (strncmp(line, "step ", 5) == 0 && isatty(STDERR_FILENO))
        fprintf(stderr, tr("printseal: %s\n"), line + 5);
}

bool issue_do(struct issue *issue, struct certify *task, const char *what, struct err *err)
{
    const struct listener listener = { .received = cert_issue_receive };

    issue->worker = certify_run(task, &listener, err);
    if (!issue->worker)
        return fail_in(err, "%s", what);
    issue->count = certify_artefacts(issue->worker, issue->files);
    return true;
}

bool issue_make(struct issue *issue, struct session *session, enum certificate_need need,
                bool keep_key, struct err *err)
{
    const struct certify_place place = { session->store, session->saved, session->config };
    struct certify task;

    *issue = (struct issue){ .need = need };
    prepare_generated(&session->journal, session->config);
    return certify_issue(&task, &place, need, keep_key, err) &&
           issue_do(issue, &task, "no certificate could be made", err);
}

bool issue_start(struct issue *issue, struct session *session, struct err *err)
{
    enum certificate_need need = certify_need(session->store, session->saved, session->config);

    *issue = (struct issue){ .need = need };
    return need == CERTIFICATES_FIT || !*server_fqdn(session->config) ||
           issue_make(issue, session, need, false, err);
}

void issue_end(struct issue *issue)
{
    worker_end(issue->worker);
}
