/* examine_inside.h - between the files of examine. */
#ifndef BACKEND_PKI_EXAMINE_EXAMINE_INSIDE_H
#define BACKEND_PKI_EXAMINE_EXAMINE_INSIDE_H

#include "backend/pki/examine/chain.h"

struct exam {
    const struct examine_job *job;
    struct chain chain;
    struct problems *problems;
};

/* One certificate of the chain: 0 is the server's. */
void examine_key(struct exam *exam, size_t i, const char *where); /* strength, sense */
void examine_time(struct exam *exam, size_t i, const char *where);
void examine_signature(struct exam *exam, size_t i, const char *where); /* by the next one */
void examine_role(struct exam *exam, size_t i, const char *where);      /* CA or server */
void examine_limits(struct exam *exam, size_t i, const char *where);    /* what it allows below */
void examine_profile(struct exam *exam, size_t i, const char *where);   /* what is unusual */

void examine_names(struct exam *exam); /* of the server */

/* Everything, of what was taken: it stays the caller's, and the chain that was found refers to it.
 * The result starts as { 0 } or with what was found while taking. */
void examine_taken(const struct examine_job *job, const struct taken *given,
                   const struct taken *trusted, struct examination *result, struct chain *chain);

/* Tells of the CA above the chain's first one instead, if there is one. */
void examine_ca(struct examination *result, const struct chain *chain);

/* Takes the files of the job of this part. */
void examine_take(const struct examine_job *job, enum examine_part part, struct taken *taken,
                  struct problems *problems);

/* Does the private key make sense? */
void examine_private(const EVP_PKEY *key, struct problems *problems);

/* As OpenSSL's clients would judge the chain, if it ended at somebody they trust: so that nothing
 * is accepted that this program has not thought of. */
void examine_verify(struct exam *exam);

/* All of these for a chain that is built (its count is not 0): writes facts and flaws into result,
 * whose flaws are exam's. Also for what a TLS server shows: see probe/net/tls.h. */
void examine_all(struct exam *exam, struct examination *result);

#endif
