/* cert_csr.c - cert csr: a key, and the request for its certificate. */
#include <string.h>
#include <unistd.h>

#include "backend/pki/issue/publish.h"
#include "backend/setup/prepare.h"
#include "screens/commands/cert/cert.h"
#include "screens/commands/cert/cert_done.h"
#include "screens/session/issue.h"
#include "screens/session/output.h"

struct csr_asking {
    const struct command *command;
    struct arguments arguments;
    struct session session;
    char said[ISSUE_WHAT]; /* as the history says it; "": nothing was saved */
};

static const char *cert_csr_option(const struct csr_asking *asking, const char *name)
{
    return arguments_option(&asking->arguments, name);
}

static bool is_out(struct csr_asking *asking)
{
    AUTO_BUF struct buf bytes = { 0 };

    return store_cert(asking->session.store, 0, certify_request_file(asking->session.config),
                      &bytes, NULL);
}

static bool cert_csr_make(struct csr_asking *asking, struct err *err)
{
    struct session *session = &asking->session;
    const struct certify_place place = { session->store, session->saved, session->config };
    struct issue issue = { 0 };
    struct certify task;

    prepare_generated(&session->journal, session->config);
    if (!certify_request(&task, &place, err))
        return false;
    snprintf(issue.what, sizeof issue.what, "%s", task.what);
    bool ok =
        issue_do(&issue, &task, "no request could be made", err) &&
        store_save(session->store, session->config, issue.files, issue.count, issue.what, err);
    if (ok)
        snprintf(asking->said, sizeof asking->said, "%s", issue.what);
    issue_end(&issue);
    if (ok)
        session_startup(session);
    return ok;
}

static bool cert_csr_drop(struct csr_asking *asking, struct err *err)
{
    struct artefact list[ARTEFACTS_MAX];
    struct session *session = &asking->session;
    size_t count = certify_drop_request(session->config, list);

    if (!is_out(asking))
        return fail(err, "no request is out");
    const struct cert_done done = { .command = asking->command->name,
                                    .what = "request taken back" };
    if (!store_save(session->store, session->config, list, count, done.what, err))
        return false;
    session_startup(session);
    cert_done(session, &asking->arguments, &done);
    return true;
}

/* JSON holds the request, unless a file does. */
static void cert_csr_report(const struct csr_asking *asking, const char *pem)
{
    const struct cert_done done = { .command = asking->command->name,
                                    .what = *asking->said ? asking->said : NULL,
                                    .notes = { certify_pending_text(certify_pending(
                                        asking->session.store, asking->session.config)) },
                                    .pem = pem };

    cert_done(&asking->session, &asking->arguments, &done);
}

static bool cert_csr_hand_out(struct csr_asking *asking, struct err *err)
{
    const char *form = cert_csr_option(asking, "--format"),
               *file = cert_csr_option(asking, "--output");
    AUTO_BUF struct buf pem = { 0 }, der = { 0 };
    bool as_der = form && strcmp(form, "der") == 0, json = arguments_json(&asking->arguments);

    if (!store_cert(asking->session.store, 0, certify_request_file(asking->session.config), &pem,
                    err) ||
        (as_der && !certify_der((struct span){ pem.text, pem.size }, &der, err)))
        return false;
    const struct buf *out = as_der ? &der : &pem;
    if ((!json || file) && !output_file(file, out->text, out->size, err))
        return false;
    if (json)
        cert_csr_report(asking, file ? NULL : pem.text);
    return true;
}

/* A request that is out is handed out again without a save: its key is the one that was asked for.
 */
static bool cert_csr_ask(struct csr_asking *asking, const struct context *context, struct err *err)
{
    bool fresh = cert_csr_option(asking, "--new"), back = cert_csr_option(asking, "--drop");

    if (!session_open(&asking->session, context, READ, err))
        return false;
    if (back || fresh || !is_out(asking)) {
        session_close(&asking->session);
        if (!session_open(&asking->session, context, WRITE, err))
            return false;
        if (back)
            return cert_csr_drop(asking, err);
        if (!cert_csr_make(asking, err))
            return false;
        session_note(
            "saved as generation %u; %s", store_generation(asking->session.store),
            certify_pending_text(certify_pending(asking->session.store, asking->session.config)));
    }
    return cert_csr_hand_out(asking, err);
}

enum status command_cert_csr(const struct command *command, const struct context *context,
                             int count, char *const args[])
{
    struct csr_asking asking = { .command = command };
    struct err err;

    if (!arguments_read(asking.command, count, args, &asking.arguments))
        return STATUS_USAGE;
    const char *form = cert_csr_option(&asking, "--format");
    if (!cert_csr_option(&asking, "--output") && form && strcmp(form, "der") == 0 &&
        isatty(STDOUT_FILENO))
        return session_misuse(asking.command,
                              "cert csr: this form is not text for a terminal; use --output");
    bool done = cert_csr_ask(&asking, context, &err);
    session_close(&asking.session);
    return done ? STATUS_FINE : session_complain(STATUS_FAILED, &err);
}
