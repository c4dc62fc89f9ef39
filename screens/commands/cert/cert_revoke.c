/* cert_revoke.c - cert revoke: a certificate that counts no more, and the list that says so. */
#include <string.h>

#include "screens/commands/cert/cert.h"
#include "screens/session/issue.h"

static bool cert_revoke_revoke(struct session *session, const char *what, const char *reason,
                               struct err *err)
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
    issue_end(&issue);
    return ok;
}

static void cert_revoke_report(const struct session *session)
{
    struct certificate_facts facts;

    certify_facts(session->store, session->config, time(NULL), &facts);
    printf("saved: generation %u\n", store_generation(session->store));
    puts("revocation list: \"printseal cert export --format crl\" hands it out; clients that look "
         "at lists need it");
    if (facts.revoked)
        puts("that was the server's own certificate: \"printseal cert renew\" makes another, with "
             "a new key");
}

enum status command_cert_revoke(const struct command *command, const struct context *context,
                                int count, char *const args[])
{
    struct arguments arguments;
    struct session session;
    struct err err;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    const char *reason = arguments_option(&arguments, "--reason");
    if (reason && issued_reason(reason) < 0)
        return session_misuse(command,
                              "cert revoke: --reason needs a word such as key-compromise; see "
                              "cert revoke --help");
    bool done =
        session_open(&session, context, WRITE, &err) &&
        cert_revoke_revoke(&session, arguments.words[0], reason ? reason : issued_reasons[0], &err);
    if (done) {
        cert_revoke_report(&session);
        session_startup(&session);
    }
    session_close(&session);
    return done ? STATUS_FINE : session_complain(STATUS_FAILED, &err);
}
