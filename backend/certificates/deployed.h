/* deployed.h - was the certificate in force handed to what certificates.deploy names?
 *
 * DIR/deployed says so in a line or two: the digest of what was handed over, "-" if nothing ever
 * was; and, if the last try failed, why. It belongs to the machine and not to a generation: after a
 * rollback another certificate is in force, which was not handed over.
 */
#ifndef BACKEND_CERTIFICATES_DEPLOYED_H
#define BACKEND_CERTIFICATES_DEPLOYED_H

#include "backend/model/config.h"
#include "backend/store/store.h"

struct deployed {
    bool due;      /* there is a certificate and something to hand it to, and it was not yet */
    char why[200]; /* why the last try failed; "": it did not, or there was none. Tamed */
};

/* What is the state? Nothing is due where nothing is named. */
void deployed_look(struct store *store, const struct config *config, struct deployed *deployed);

/* Notes how a try ended; why NULL: well. */
bool deployed_note(struct store *store, const struct config *config, const char *why,
                   struct err *err);

#endif
