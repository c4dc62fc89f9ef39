/* set.h - the guide's seven files, made together and checked together, so that key, certificate and
 * PFX never disagree. */
#ifndef BACKEND_PKI_ISSUE_SET_H
#define BACKEND_PKI_ISSUE_SET_H

#include "backend/pki/certificate.h"
#include "backend/pki/ossl.h"

enum file {
    SERVER_PFX,
    SERVER_CER,
    SERVER_KEY,
    ROOT_CRT,
    CA_PFX,
    CA_CRT,
    CA_KEY,
    NEXT_CRT,
    NEXT_KEY,
    OLD_CRT,
    OLD_KEY,
    FILES
};

/* Starts as { 0 }. The built-in CA is its own root: ca and root are the same then. Without
 * a CA of our own ca and ca_key are NULL; root is NULL if nobody knows it.
 *
 * server.cer is what a server sends: its certificate first, then the CAs between it and
 * the root, nearest first, without the root (RFC 8446, 4.4.2). ca-myq.crt is the CA's and
 * those above it in the same way. The PFX files hold the root as well. */
struct set {
    EVP_PKEY *key, *ca_key;
    X509 *cert, *ca, *root;
    X509 *other;         /* the root beside the one in force; NULL: none */
    EVP_PKEY *other_key; /* its key */
    X509 *bridge;        /* the CA's key certified by the other root: served behind the server's, so
                            that clients that trust the other one alone accept it; NULL: none */
    enum root_state root_state;
    STACK_OF(X509) * above; /* between ca (else cert) and root, nearest first; NULL: none */
    BIO *files[FILES];
};

/* Reads ca-myq.crt into ca and above. */
bool set_load_ca(struct set *set, const void *bytes, size_t size, struct err *err);

/* What a PFX of a certificate that our CA signed holds besides it; the members stay the
 * set's. */
STACK_OF(X509) * set_chain(const struct set *set);

/* Writes every file that there is something for. */
bool set_write(struct set *set, const struct certificate_job *job, struct err *err);

/* Writes only what is sealed under a password: the PFX files and the CA's key. */
bool set_seal(struct set *set, const struct certificate_job *job, struct err *err);

/* Reads every file back and verifies each with all others, as a client would. */
bool set_check(const struct set *set, const struct certificate_job *job, struct err *err);

/* One result per file that was written, named as the file. */
bool set_send(const struct set *set, int out, struct err *err);

void set_free(struct set *set);

#endif
