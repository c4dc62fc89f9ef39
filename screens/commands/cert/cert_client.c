/* cert_client.c - cert client: a certificate that a client shows, with its key, in one PFX. */
#include <string.h>
#include <unistd.h>

#include "backend/setup/prepare.h"
#include "screens/commands/cert/cert.h"
#include "screens/commands/cert/cert_done.h"
#include "screens/session/issue.h"
#include "screens/session/output.h"

struct handing {
    const struct arguments *arguments;
    struct session session;
    struct issue issue;
    struct once pfx, password;
    char secret[CLIENT_PASSWORD];
};

/* Where both go is settled before a certificate is made that nobody gets. */
static bool open_places(struct handing *handing, const struct arguments *arguments, struct err *err)
{
    return output_once_open(&handing->pfx, arguments_option(arguments, "--output"), err) &&
           output_once_open(&handing->password, arguments_option(arguments, "--password-output"),
                            err) &&
           (output_once_possible(&handing->password) ||
            fail(err, "the password of the PFX file needs a terminal or --password-output"));
}

static bool cert_client_make(struct handing *handing, const char *name, struct err *err)
{
    struct session *session = &handing->session;
    const struct certify_place place = { session->store, session->saved, session->config };
    struct issue *issue = &handing->issue;
    struct certify task;

    if (!certify_client(&task, &place, name, handing->secret, err))
        return false;
    snprintf(issue->what, sizeof issue->what, "%s", task.what);
    return issue_do(issue, &task, "no certificate could be made", err) &&
           store_save(session->store, session->config, issue->files, issue->count, issue->what,
                      err);
}

/* The newest of the index is this one. It is handed out by now, whether the index can be read or
 * not. */
static void cert_client_report(const struct handing *handing)
{
    struct issued issued = { 0 };
    bool ok = certify_issued(handing->session.store, &issued, NULL);
    const struct cert_done done = {
        .command = "cert client",
        .what = handing->issue.what,
        .issued = ok && issued.count ? &issued.list[issued.count - 1] : NULL,
    };

    cert_done(&handing->session, handing->arguments, &done);
    issued_free(&issued);
}

/* It is in the index by now: what cannot be written can be revoked. */
static bool cert_client_hand_out(struct handing *handing, struct err *err)
{
    size_t size = 0;
    const char *bytes = worker_result(handing->issue.worker, "client.pfx", &size);

    if (!bytes || !output_once_bytes(&handing->pfx, bytes, size, err) ||
        !output_once_report(&handing->password, handing->secret, err))
        return fail_in(err, "the certificate was issued, but not handed out; revoke it");
    return true;
}

static bool cert_client_run(struct handing *handing, const struct context *context,
                            const char *name, struct err *err)
{
    struct session *session = &handing->session;

    if (!session_open(session, context, WRITE, err) || !cert_client_make(handing, name, err))
        return false;
    session_startup(session);
    session_note("saved as generation %u", store_generation(session->store));
    if (!cert_client_hand_out(handing, err))
        return false;
    if (arguments_json(handing->arguments))
        cert_client_report(handing);
    return true;
}

enum status command_cert_client(const struct command *command, const struct context *context,
                                int count, char *const args[])
{
    struct arguments arguments;
    struct handing handing = {
        .arguments = &arguments,
        .pfx = { .what = "PFX file", .fd = -1 },
        .password = { .what = "password of the PFX file",
                      .before =
                          "Password of the PFX file, shown this once; hand it over by another "
                          "way than the file",
                      .fd = -1 },
    };
    struct err err;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    if (!arguments_option(&arguments, "--output") && arguments_json(&arguments))
        return session_misuse(command, "cert client: --format json needs --output for the PFX");
    if (!arguments_option(&arguments, "--output") && isatty(STDOUT_FILENO))
        return session_misuse(command,
                              "cert client: a PFX is not text for a terminal; use --output");
    bool done = open_places(&handing, &arguments, &err) &&
                cert_client_run(&handing, context, arguments.words[0], &err);
    output_once_close(&handing.pfx, done);
    output_once_close(&handing.password, done);
    wipe(handing.secret, sizeof handing.secret);
    issue_end(&handing.issue);
    session_close(&handing.session);
    return done ? STATUS_FINE : session_complain(STATUS_FAILED, &err);
}
