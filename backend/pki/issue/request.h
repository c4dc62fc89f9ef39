/* request.h - who asks for what: keys and certificate requests (PKCS#10, RFC 2986). */
#ifndef BACKEND_PKI_ISSUE_REQUEST_H
#define BACKEND_PKI_ISSUE_REQUEST_H

#include "backend/pki/certificate.h"
#include "backend/pki/ossl.h"

/* What a CA of ours is called, and a key for it: never weaker than those it signs. NULL and
 * err. */
X509_NAME *own_ca_request(const struct certificate_job *job, struct err *err);
EVP_PKEY *own_ca_request_key(const struct certificate_job *job, int out, struct err *err);

/* Writes the request for that key, in PEM: of the CA that the job asks for, or of the
 * server. */
bool request_write(BIO *out, EVP_PKEY *key, const struct certificate_job *job, struct err *err);

#endif
