/* cert_revoke.c - cert revoke: a certificate that counts no more, and the list that says so. */
#include <string.h>

#include "screens/commands/cert/cert.h"
#include "screens/commands/cert/cert_done.h"
#include "screens/session/deploy.h"
#include "screens/session/issue.h"

/* said: as the history says it. */
static bool cert_revoke_revoke(struct session *session, const char *what, const char *reason,
                               char said[], size_t size, struct err *err)
{
    const struct certify_place place = { session->store, session->saved, session->config };
    struct issue issue = { 0 };
    struct certify task;

    if (!certify_revoke(&task, &place, what, reason, err))
        return false;
    snprintf(issue.what, sizeof issue.what, "%s", task.what);
    bool ok =
        issue_do(&issue, &task, "it was not revoked", err) &&
        store_save(session->store, session->config, issue.files, issue.count, issue.what, err);
    snprintf(said, size, "%s", issue.what);
    issue_end(&issue);
    return ok;
}

static void cert_revoke_report(const struct session *session, const struct arguments *arguments,
                               const char *said)
{
    struct certificate_facts facts;

    certify_facts(session->store, session->config, time(NULL), &facts);
    const struct cert_done done = {
        .command = "cert revoke",
        .what = said,
        .notes = { "revocation list: \"printseal cert export --format crl\" hands it out; clients "
                   "that look at lists need it",
                   facts.revoked
                       ? "that was the server's own certificate: \"printseal cert renew\" "
                         "makes another, with a new key"
                       : NULL },
    };

    cert_done(session, arguments, &done);
}

enum status command_cert_revoke(const struct command *command, const struct context *context,
                                int count, char *const args[])
{
    struct arguments arguments;
    struct session session;
    char said[ISSUE_WHAT];
    struct err err;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    const char *reason = arguments_option(&arguments, "--reason");
    bool done = session_open(&session, context, WRITE, &err) &&
                cert_revoke_revoke(&session, arguments.words[0],
                                   reason ? reason : issued_reasons[0], said, sizeof said, &err);
    if (done) {
        cert_revoke_report(&session, &arguments, said);
        session_startup(&session);
    }
    enum status status =
        done ? session_deploy(&session, STATUS_FINE) : session_complain(STATUS_FAILED, &err);
    session_close(&session);
    return status;
}
