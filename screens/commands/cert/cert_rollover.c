/* cert_rollover.c - cert rollover: the next root beside the one in force, the switch, the old one.
 */
#include <string.h>

#include "backend/base/language.h"
#include "screens/commands/cert/cert.h"
#include "screens/commands/cert/cert_done.h"
#include "screens/session/deploy.h"
#include "screens/session/issue.h"

/* ------------------------------------------------ how far */

static const char *const cert_rollover_next[] = {
    [ROOT_ALONE] = "\"printseal cert rollover\" makes the next root",
    [ROOT_NEXT] =
        "give ca-next.crt to every client (\"printseal cert export\", the trust exports); "
        "then: printseal cert rollover --switch",
    [ROOT_OLD] = "ca-old.crt stays published until every client has ca-root.crt; then: printseal "
                 "cert rollover --retire",
};

static const char *cert_rollover_elsewhere(const struct session *session)
{
    const char *mode = certificate_settings(session->config).mode;

    if (strcmp(mode, "intermediate") == 0)
        return "certificates.mode is intermediate, so the root is the company's: \"printseal cert "
               "csr --new\" asks for a certificate under its next root, and \"printseal cert "
               "sign-import\" takes the answer";
    if (strcmp(mode, "manual") == 0)
        return "certificates.mode is manual, so the root is that of the CA that signs: ask there "
               "for a "
               "certificate under the next root, give that root to every client, and \"printseal "
               "cert import\" takes the certificate";
    return NULL;
}

/* What was done (NULL: nothing), what is to be known of it, and how far it is. */
static enum status cert_rollover_report(const struct session *session,
                                        const struct arguments *arguments, const char *what,
                                        const char *note)
{
    enum root_state state = certify_root_state(session->store);
    const char *elsewhere = state == ROOT_ALONE ? cert_rollover_elsewhere(session) : NULL;
    const struct cert_done done = { .command = "cert rollover",
                                    .what = what,
                                    .notes = { note },
                                    .roots = true,
                                    .next = tr(elsewhere ? elsewhere : cert_rollover_next[state]) };

    cert_done(session, arguments, &done);
    return STATUS_FINE;
}

/* ------------------------------------------------ a step */

static enum status cert_rollover_do(struct session *session, const struct arguments *arguments,
                                    enum root_step step, const char *note)
{
    const struct certify_place place = { session->store, session->saved, session->config };
    bool force = arguments_option(arguments, "--force");
    struct issue issue = { 0 };
    struct certify task = { 0 };
    enum status status = STATUS_FINE;
    struct err err;

    bool filled = certify_root(&task, &place, step, force, &err);
    snprintf(issue.what, sizeof issue.what, "%s", task.what);
    bool saved =
        filled && issue_do(&issue, &task, "the root stays as it is", &err) &&
        store_save(session->store, session->config, issue.files, issue.count, issue.what, &err);
    if (saved) {
        session_startup(session);
        status = cert_rollover_report(session, arguments, issue.what, note);
    }
    issue_end(&issue);
    return saved ? status : session_complain(STATUS_FAILED, &err);
}

static bool cert_rollover_expired(const struct session *session)
{
    struct certificate_facts facts;

    certify_facts(session->store, session->config, time(NULL), &facts);
    return facts.other.present && facts.other.not_after < time(NULL);
}

static enum status cert_rollover_refuse(const char *why)
{
    struct err err;

    fail(&err, "%s", tr(why));
    return session_complain(STATUS_FAILED, &err);
}

static const char cert_rollover_alive[] =
    "the old root has not expired: clients that have it alone would refuse the server. When every "
    "client has the new root: --force";

static const struct cert_rollover_row {
    const char *option; /* NULL: none of them */
    enum root_state from;
    enum root_step step;
    bool lossy; /* loses clients that have the dropped root alone, until it has expired */
    const char *refusal;
} cert_rollover_rows[] = {
    { "--switch", ROOT_NEXT, ROOT_SWAPPED, false,
      "there is no next root to switch to; \"printseal cert rollover\" makes one" },
    { "--back", ROOT_OLD, ROOT_SWAPPED, false,
      "there is no old root to go back to; \"printseal history\" and \"printseal rollback\" bring "
      "an earlier generation back" },
    { "--retire", ROOT_OLD, ROOT_DROPPED, true, "there is no old root to retire" },
    { "--give-up", ROOT_NEXT, ROOT_DROPPED, false, "there is no next root to give up" },
    { NULL, ROOT_ALONE, ROOT_MADE, false,
      "a root rollover is under way; \"printseal cert rollover --status\" shows how far it is" },
};

static enum status cert_rollover_step(struct session *session, const struct arguments *arguments)
{
    const struct cert_rollover_row *row = cert_rollover_rows;
    bool force = arguments_option(arguments, "--force");

    while (row->option && !arguments_option(arguments, row->option))
        row++;
    if (certify_root_state(session->store) != row->from)
        return cert_rollover_refuse(row->refusal);
    if (row->lossy && !force && !cert_rollover_expired(session))
        return cert_rollover_refuse(cert_rollover_alive);
    bool given_up = row->step == ROOT_DROPPED && row->from == ROOT_NEXT;
    return cert_rollover_do(session, arguments, row->step,
                            given_up
                                ? tr("clients that trust only the root that was given up refuse "
                                     "the server; take it away there")
                                : NULL);
}

/* ------------------------------------------------ other modes */

/* The root before an import or an answer, which is published as long as it is there. */
static enum status cert_rollover_retire(struct session *session, const struct arguments *arguments)
{
    static const char what[] = "old root retired";
    struct artefact list[ARTEFACTS_MAX];
    struct err err;

    if (!store_save(session->store, session->config, list, certify_drop_root(list), what, &err))
        return session_complain(STATUS_FAILED, &err);
    session_startup(session);
    return cert_rollover_report(session, arguments, what, NULL);
}

static enum status cert_rollover_other(struct session *session, const struct arguments *arguments)
{
    if (arguments_option(arguments, "--status"))
        return cert_rollover_report(session, arguments, NULL, NULL);
    if (!arguments_option(arguments, "--retire"))
        return cert_rollover_refuse(cert_rollover_elsewhere(session));
    if (certify_root_state(session->store) != ROOT_OLD)
        return cert_rollover_refuse("there is no old root to retire");
    return arguments_option(arguments, "--force") || cert_rollover_expired(session)
               ? cert_rollover_retire(session, arguments)
               : cert_rollover_refuse(cert_rollover_alive);
}

enum status command_cert_rollover(const struct command *command, const struct context *context,
                                  int count, char *const args[])
{
    struct arguments arguments;
    struct session session;
    enum status status = STATUS_FINE;
    struct err err;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    bool show = arguments_option(&arguments, "--status");
    if (!session_open(&session, context, show ? READ : WRITE, &err))
        status = session_complain(STATUS_FAILED, &err);
    else if (cert_rollover_elsewhere(&session))
        status = cert_rollover_other(&session, &arguments);
    else
        status = show ? cert_rollover_report(&session, &arguments, NULL, NULL)
                      : cert_rollover_step(&session, &arguments);
    if (!show)
        status = session_deploy(&session, status);
    session_close(&session);
    return status;
}
