/* making.h - what every work with our own certificates shares: it starts from a job, opens or makes
 * the CA, issues, and hands over files that were read back and verified. Runs in a worker.
 */
#ifndef BACKEND_PKI_ISSUE_MAKING_H
#define BACKEND_PKI_ISSUE_MAKING_H

#include "backend/pki/examine/certificate_job.h"
#include "backend/pki/issue/issue.h"
#include "backend/pki/issue/issued.h"
#include "backend/pki/issue/set.h"
#include "backend/pki/key.h"

struct making {
    const struct certificate_job *job;
    const struct examine_job *input; /* NULL: nothing */
    int out;
    struct set set;
    struct issued issued;
};

/* Opens the job, runs one of the works below on it, and says why if it fails; returns what a worker
 * does. */
typedef bool making_step(struct making *making, struct err *err);
int making_run(const void *job, size_t size, int out, making_step *step);

/* The CA whose key and certificates the job has, and the root beside it, if there is one; their
 * password is the one that was saved. */
bool own_ca_open(struct making *making, struct err *err);

/* Does the CA's own certificate let it sign for the server's names? err says what to do. */
bool own_ca_permitted(const struct making *making, struct err *err);

/* A new built-in one, which signs itself; entered into the index. */
bool own_ca_new(struct making *making, struct err *err);

/* A self-signed root as the job describes it, and its key; entered into the index. NULL and err. */
X509 *making_root(struct making *making, EVP_PKEY **key, struct err *err);

/* The server's key: the one that is there, if the job has it and it is of the kind that is wanted;
 * else a new one. */
bool making_find_key(struct making *making, struct err *err);

/* The server's certificate for that key, signed by the CA and entered into the index. A
 * trial is only to be looked at, and not entered. */
bool making_issue_server(struct making *making, bool trial, struct err *err);

/* Writes all files, reads them back, verifies them and hands them over, the index with them, and
 * the CA's next revocation list if one is wanted. */
bool making_finish(struct making *making, struct err *err);

/* The first half of that: without the index. */
bool making_write(struct making *making, struct err *err);

/* Hands over the key of a request that is out, sealed under the present password. */
bool making_seal_request(const struct making *making, struct err *err);

/* Hands over the index alone, and the list if one is wanted. */
bool making_send_index(struct making *making, struct err *err);

/* Hands over what was written; NULL: the file goes away. */
bool making_send(const struct making *making, const char *name, BIO *bytes, struct err *err);

/* What the server is called, for certificates and requests; NULL and err. */
X509_NAME *making_subject(const struct certificate_job *job, struct err *err);

#endif
