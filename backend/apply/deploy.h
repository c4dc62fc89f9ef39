/* deploy.h - the certificate in force handed to all that certificates.deploy names: targets of
 * `apply` on this machine, and programs.
 *
 * A program is run without a shell, with the words of its item, in /, with a fixed environment and
 * PRINTSEAL_DIR in it (the files are in $PRINTSEAL_DIR/current/cert); never with a secret. Nobody
 * but root and us may be able to change it. Whatever is said is added to DIR/deploy.log.
 */
#ifndef BACKEND_APPLY_DEPLOY_H
#define BACKEND_APPLY_DEPLOY_H

#include "backend/model/config.h"
#include "backend/store/store.h"

enum { DEPLOY_SECONDS = 120 }; /* for one program */

struct deploy {
    struct store *store;
    const struct config *config;
    const char *templates; /* of the exports; NULL: where they are installed */
    int seconds;           /* for one program, all that it started is killed after them */
};

/* Hands it to each, also after one that failed, and notes in deployed.h how it went. False, and why
 * the first one failed. */
bool deploy_run(const struct deploy *deploy, struct err *err);

#endif
