/* next_root.h - the root beside the one in force, while one follows the other. Runs in a worker.
 *
 * Both roots are given to clients. The CA in force signs the server's certificate; the root beside
 * it certifies the CA's key once more (the bridge, RFC 4210 4.4), and server.cer holds that behind
 * the server's certificate: a client that trusts either of the roots finds a path.
 */
#ifndef BACKEND_PKI_ISSUE_NEXT_ROOT_H
#define BACKEND_PKI_ISSUE_NEXT_ROOT_H

#include "backend/pki/issue/making.h"

/* Behind own_ca_open(): takes the step of the job. False and err. Without one it does nothing. */
bool next_root_step(struct making *making, struct err *err);

/* Behind making_issue_server(): makes the bridge and tries it as a client that trusts the other
 * root alone. Where it does not hold (another organization or other name constraints, or the other
 * root is about to expire) there is none; a swap is refused then, unless it is forced. */
bool next_root_bridge(struct making *making, struct err *err);

/* Behind making_finish(): takes away the files that are called otherwise now, or are gone. */
bool next_root_clear(struct making *making, struct err *err);

/* What own_ca_open() ends with: opens the root beside the CA, if there is one. */
bool next_root_open(struct making *making, struct err *err);

#endif
