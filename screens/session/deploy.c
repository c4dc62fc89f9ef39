#include "screens/session/deploy.h"

#include "backend/apply/deploy.h"
#include "backend/certificates/deployed.h"
#include "backend/settings/settings.h"

enum status session_deploy_again(struct session *session)
{
    const struct deploy deploy = { .store = session->store,
                                   .config = session->config,
                                   .seconds = DEPLOY_SECONDS };
    struct err err, why;

    bool done = deploy_run(&deploy, &why);
    store_log(session->store, "certificate of generation %u: %s", store_generation(session->store),
              done ? "deployed" : "not deployed");
    session_startup(session);
    if (done) {
        session_note("certificate: deployed (%s)", certificate_settings(session->config).deploy);
        return STATUS_FINE;
    }
    fail(&err,
         "generation %u is saved, and its certificate is not served yet: %s; \"printseal cert "
         "deploy\" tries again",
         store_generation(session->store), why.text);
    return session_complain(STATUS_FAILED, &err);
}

/* A rollback has opened the store only. */
static bool session_deploy_loaded(struct session *session)
{
    if (!session->config)
        session->config = store_load(session->store, 0, &session->notes, NULL);
    return session->config && session->notes.vault == VAULT_FINE;
}

enum status session_deploy(struct session *session, enum status status)
{
    struct deployed deployed;

    if ((status != STATUS_FINE && status != STATUS_FINDINGS) || !session_deploy_loaded(session))
        return status;
    deployed_look(session->store, session->config, &deployed);
    if (!deployed.due)
        return status;
    return session_deploy_again(session) == STATUS_FINE ? status : STATUS_FAILED;
}

enum status session_deploy_later(const struct context *context)
{
    struct session session = { 0 };
    enum status status = STATUS_FINE;

    if (!context->read_only && session_store(&session, context, WRITE, NULL))
        status = session_deploy(&session, STATUS_FINE);
    session_close(&session);
    return status;
}
