/* cert_deploy.c - cert deploy: the certificate in force handed to what serves it. */
#include "backend/certificates/deployed.h"
#include "backend/settings/settings.h"
#include "screens/commands/cert/cert.h"
#include "screens/session/deploy.h"

static enum status cert_deploy_run(struct session *session, bool force)
{
    struct deployed deployed;
    struct err err;

    if (!*certificate_settings(session->config).deploy) {
        session_note("certificates.deploy names nothing: nothing was done");
        return STATUS_FINE;
    }
    if (!store_cert_exists(session->store, 0, "server.cer")) {
        fail(&err, "there is no certificate to deploy");
        return session_complain(STATUS_FAILED, &err);
    }
    deployed_look(session->store, session->config, &deployed);
    if (force || deployed.due)
        return session_deploy_again(session);
    session_note("the certificate in force was deployed already; --force does it again");
    return STATUS_FINE;
}

enum status command_cert_deploy(const struct command *command, const struct context *context,
                                int count, char *const args[])
{
    struct arguments arguments;
    struct session session;
    struct err err;

    if (!arguments_read(command, count, args, &arguments))
        return STATUS_USAGE;
    enum status status = session_open(&session, context, WRITE, &err)
                             ? cert_deploy_run(&session, arguments_option(&arguments, "--force"))
                             : session_complain(STATUS_FAILED, &err);
    session_close(&session);
    return status;
}
