/* deploy.h - after a command: the certificate in force goes where it is served. */
#ifndef SCREENS_SESSION_DEPLOY_H
#define SCREENS_SESSION_DEPLOY_H

#include "screens/session/session.h"

/* Hands the certificate in force to what certificates.deploy names, unless that was done or the
 * command failed (status is how it ended). The session is open for writing, so nobody else does the
 * same meanwhile. STATUS_FAILED, and a sentence, if it is saved and not served; else status. */
enum status session_deploy(struct session *session, enum status status);

/* The same whether or not it was done already. */
enum status session_deploy_again(struct session *session);

/* After the wizard, which may have saved: what is due is done, and FINE is the rest. */
enum status session_deploy_later(const struct context *context);

#endif
