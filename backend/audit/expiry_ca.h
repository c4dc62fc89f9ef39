/* expiry_ca.h - the rules about the CAs above the server's certificate: called by expiry.c. */
#ifndef BACKEND_AUDIT_EXPIRY_CA_H
#define BACKEND_AUDIT_EXPIRY_CA_H

#include "backend/audit/rules.h"

/* Does a CA of the chain expire before the next one can be known to every client? */
void expiry_judge_ca(const struct inquiry *inquiry, const struct certificate_facts *facts,
                     struct verdict *verdict);

/* Does the root beside the one in force expire, or is it still published though it did? */
void expiry_judge_old(const struct inquiry *inquiry, const struct certificate_facts *facts,
                      struct verdict *verdict);

/* Is the certificate in force where it is served? Nobody is asked where nothing deploys it. */
void expiry_judge_deployed(const struct inquiry *inquiry, const struct certificate_facts *facts,
                           struct verdict *verdict);

#endif
