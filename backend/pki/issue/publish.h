/* publish.h - what clients are given of our certificates. */
#ifndef BACKEND_PKI_ISSUE_PUBLISH_H
#define BACKEND_PKI_ISSUE_PUBLISH_H

#include "backend/base/mem.h"
#include "backend/pki/certificate.h"

enum publish_form {
    PUBLISH_PEM,   /* the root; during a rollover both, the one in force first */
    PUBLISH_ROOT,  /* one root, PEM */
    PUBLISH_DER,   /* one root */
    PUBLISH_P7B,   /* PKCS#7 in DER (RFC 2315, 9): the root, or both, and what is between */
    PUBLISH_CHAIN, /* PEM, the server's first, without the root (RFC 8446, 4.4.2) */
    PUBLISH_CRL,   /* the revocation list, PEM */
    PUBLISH_CRL_DER,
    PUBLISH_KEY /* SHA-256 of the root's public key (SubjectPublicKeyInfo, RFC 5280 4.1), hex, 64 */
};

/* other: forms of one root are of the one beside that in force, which has to be there.
 * Not for the revocation list, which is its file. Only certificates are read and written anew, so
 * that nothing else that may stand in the files goes out with them. False and err if one is missing
 * that the form needs, or cannot be read. */
bool issue_publish(const struct certificate_files *files, enum publish_form form, bool other,
                   struct buf *out, struct err *err);

/* A file of ours in PEM (a request, a revocation list) as DER, added to out. */
bool issue_der(struct span pem, struct buf *out, struct err *err);

#endif
