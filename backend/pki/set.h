/* set.h - the guide's seven files, made together and checked together, so that key, certificate and
 * PFX never disagree. */
#ifndef BACKEND_PKI_SET_H
#define BACKEND_PKI_SET_H

#include "backend/pki/certificate.h"
#include "backend/pki/ossl.h"

enum file { SERVER_PFX, SERVER_CER, SERVER_KEY, ROOT_CRT, CA_PFX, CA_CRT, CA_KEY, FILES };

/* Starts as { 0 }. The built-in authority is its own root: ca and root are the same then. */
struct set {
    EVP_PKEY *key, *ca_key;
    X509 *cert, *ca, *root;
    BIO *files[FILES];
};

/* Writes every file from keys and certificates. */
bool set_write(struct set *set, const struct certificate_job *job, struct err *err);

/* Reads every file back and verifies each with all others, as a client would. */
bool set_check(const struct set *set, const struct certificate_job *job, struct err *err);

/* One result per file, named as the file. */
bool set_send(const struct set *set, int out, struct err *err);

void set_free(struct set *set);

#endif
