/* examine_inside.h - between the files of examine. */
#ifndef BACKEND_PKI_EXAMINE_INSIDE_H
#define BACKEND_PKI_EXAMINE_INSIDE_H

#include "backend/pki/chain.h"

struct exam {
    const struct examine_job *job;
    struct chain chain;
    struct flaws *flaws;
};

/* One certificate of the chain: 0 is the server's. */
void examine_key(struct exam *exam, size_t i, const char *where); /* strength, sense */
void examine_time(struct exam *exam, size_t i, const char *where);
void examine_signature(struct exam *exam, size_t i, const char *where); /* by the next one */
void examine_role(struct exam *exam, size_t i, const char *where);      /* authority or server */
void examine_limits(struct exam *exam, size_t i, const char *where);    /* what it allows below */
void examine_profile(struct exam *exam, size_t i, const char *where);   /* what is unusual */

void examine_names(struct exam *exam); /* of the server */

/* Does the private key make sense? */
void examine_private(const EVP_PKEY *key, struct flaws *flaws);

/* As OpenSSL's clients would judge the chain, if it ended at somebody they trust: so that nothing
 * is accepted that this program has not thought of. */
void examine_verify(struct exam *exam);

/* All of these for a chain that is built (its count is not 0): writes facts and flaws into result,
 * whose flaws are exam's. Also for what a TLS server shows: see probe/net/tls.h. */
void examine_all(struct exam *exam, struct examination *result);

#endif
