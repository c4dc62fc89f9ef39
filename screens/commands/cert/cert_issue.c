/* cert_issue.c - cert issue and cert renew: a new server certificate as one save. */
#include <string.h>

#include "backend/base/language.h"
#include "backend/base/moment.h"
#include "backend/base/shown.h"
#include "screens/commands/cert/cert.h"
#include "screens/commands/cert/cert_done.h"
#include "screens/session/deploy.h"
#include "screens/session/issue.h"

/* While the company's answer is pending, the CA that is there goes on. */
static bool is_possible(const struct session *session, struct err *err)
{
    enum pending pending = certify_pending(session->store, session->config);
    const char *mode = certificate_settings(session->config).mode;
    AUTO_BUF struct buf key = { 0 };
    bool builtin = strcmp(mode, "builtin") == 0;
    bool own_ca = store_cert(session->store, 0, "ca-myq.key", &key, NULL);

    if (!builtin && (strcmp(mode, "manual") == 0 || !own_ca))
        return pending == AWAITS_NOTHING
                   ? fail(err,
                          "certificates.mode is %s: anyone who made the present certificate has "
                          "to renew it; \"printseal cert import\" takes the new one",
                          mode)
                   : fail(err, "certificates.mode is %s: %s", mode, certify_pending_text(pending));
    return *server_fqdn(session->config) ||
           fail(err, "server.fqdn: has to be known before a certificate can be made");
}

static void cert_issue_read_facts(const struct session *session, struct certificate_facts *facts)
{
    certify_facts(session->store, session->config, time(NULL), facts);
}

struct issue_wish {
    const struct arguments *arguments;
    const char *command;
    bool keep_key, new_ca;
    const char *what; /* the line of the history */
};

static void cert_issue_report(const struct session *session, const struct issue_wish *wish,
                              bool new_ca)
{
    const struct cert_done done = {
        .command = wish->command,
        .what = wish->what,
        .server = true,
        .notes = { new_ca ? "CA: new; ca-root.crt has to be rolled out to every client" : NULL },
    };

    cert_done(session, wish->arguments, &done);
}

static enum status cert_issue_save(struct session *session, const struct issue_wish *wish)
{
    enum certificate_need need = certify_need(session->store, session->saved, session->config);
    struct issue issue;
    struct err err;

    if (need == CERTIFICATES_FIT || need == CERTIFICATES_SEAL)
        need = CERTIFICATES_SERVER;
    if (wish->new_ca)
        need = CERTIFICATES_ALL;
    bool keep_key = wish->keep_key && need == CERTIFICATES_SERVER;
    bool saved =
        issue_make(&issue, session, need, keep_key, &err) &&
        store_save(session->store, session->config, issue.files, issue.count, wish->what, &err);
    if (saved) {
        cert_issue_report(session, wish, need == CERTIFICATES_ALL);
        session_startup(session);
    }
    issue_end(&issue);
    return saved ? STATUS_FINE : session_complain(STATUS_FAILED, &err);
}

/* Above an intermediate there is somebody else, who has to be asked. */
static bool cert_issue_is_root(const struct session *session, struct err *err)
{
    return strcmp(certificate_settings(session->config).mode, "builtin") == 0 ||
           fail(err,
                "certificates.mode is %s: \"printseal cert csr --new\" asks the company for "
                "another CA certificate",
                certificate_settings(session->config).mode);
}

enum status command_cert_issue(const struct command *command, const struct context *context,
                               int count, char *const args[])
{
    struct arguments arguments;
    struct session session;
    struct err err;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    const bool new_ca = arguments_option(&arguments, "--new-ca");
    const struct issue_wish wish = { .arguments = &arguments,
                                     .command = command->name,
                                     .new_ca = new_ca,
                                     .what =
                                         new_ca ? "new CA and certificate" : "certificate issued" };
    bool ready = session_open(&session, context, WRITE, &err) && is_possible(&session, &err) &&
                 (!new_ca || cert_issue_is_root(&session, &err));
    enum status status =
        ready ? cert_issue_save(&session, &wish) : session_complain(STATUS_FAILED, &err);
    status = session_deploy(&session, status);
    session_close(&session);
    return status;
}

/* ------------------------------------------------ renewal */

static enum status renew_list(struct session *session, const struct issue_wish *wish)
{
    const struct certify_place place = { session->store, session->saved, session->config };
    static const char what[] = "revocation list renewed";
    struct issue issue = { 0 };
    struct certify task;
    struct err err;

    bool saved = certify_list(&task, &place, &err) &&
                 issue_do(&issue, &task, "the CRL was not renewed", &err) &&
                 store_save(session->store, session->config, issue.files, issue.count, what, &err);
    if (saved) {
        cert_done(session, wish->arguments,
                  &(struct cert_done){ .command = wish->command,
                                       .what = what,
                                       .notes = { "revocation list: renewed" } });
        session_startup(session);
    }
    issue_end(&issue);
    return saved ? STATUS_FINE : session_complain(STATUS_FAILED, &err);
}

/* Nothing was done, and why. */
static enum status cert_issue_leave(const struct session *session, const struct issue_wish *wish,
                                    const char *why, enum status status)
{
    cert_done(session, wish->arguments,
              &(struct cert_done){ .command = wish->command, .notes = { why } });
    return status;
}

/* What has to come before a certificate that lasts longer than its CA. */
static const char *cert_issue_before(const struct session *session)
{
    if (strcmp(certificate_settings(session->config).mode, "builtin") != 0)
        return "\"printseal cert csr --new\" makes the request";
    return certify_root_state(session->store) == ROOT_NEXT
               ? "\"printseal cert rollover --switch\" puts the next root in force"
               : "\"printseal cert rollover\" makes the next root, which every client is "
                 "given before the switch";
}

static enum status cert_issue_renew(struct session *session, const struct arguments *arguments,
                                    const char *command)
{
    struct certificate_facts facts;
    struct err err;

    cert_issue_read_facts(session, &facts);
    if (*facts.unknown)
        return fail(&err, "%s", facts.unknown), session_complain(STATUS_FAILED, &err);
    const struct issue_wish wish = { .arguments = arguments,
                                     .command = command,
                                     .keep_key = !arguments_option(arguments, "--new-key") &&
                                                 !facts.revoked,
                                     .what = "certificate renewed" };
    time_t left = facts.not_after - time(NULL);
    bool force = arguments_option(arguments, "--force") ||
                 certify_need(session->store, session->saved, session->config) != CERTIFICATES_FIT;
    long days = certificate_settings(session->config).renew_days;
    enum certify_due due = force ? DUE_CERTIFICATE : certify_due(&facts, days, time(NULL));
    AUTO_FREE char *why = NULL;

    switch (due) {
    case DUE_CERTIFICATE:
        return cert_issue_save(session, &wish);
    case DUE_LIST:
        return renew_list(session, &wish);
    case DUE_CA:
        why = format(tr("certificate: %s left, and the CA that signed it expires then, too; renew "
                        "it first (%s)"),
                     shown_span(left).text, tr(cert_issue_before(session)));
        return cert_issue_leave(session, &wish, why, STATUS_FINDINGS);
    case NOT_DUE:
        break;
    }
    why = format(tr("certificate: %s left; it is renewed when less than %s are left"),
                 shown_span(left).text, shown_span(certify_margin(&facts, days) + 1).text);
    return cert_issue_leave(session, &wish, why, STATUS_FINE);
}

enum status command_cert_renew(const struct command *command, const struct context *context,
                               int count, char *const args[])
{
    struct arguments arguments;
    struct session session;
    struct err err;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    bool ready = session_open(&session, context, WRITE, &err) && is_possible(&session, &err);
    enum status status = ready ? cert_issue_renew(&session, &arguments, command->name)
                               : session_complain(STATUS_FAILED, &err);
    if (!arguments_option(&arguments, "--no-deploy"))
        status = session_deploy(&session, status);
    session_close(&session);
    return status;
}
