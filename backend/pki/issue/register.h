/* register.h - what is issued is entered into the index (issued.h), and what of it is revoked
 * stands in the CA's list (RFC 5280, 5). */
#ifndef BACKEND_PKI_ISSUE_REGISTER_H
#define BACKEND_PKI_ISSUE_REGISTER_H

#include "backend/pki/issue/issued.h"
#include "backend/pki/ossl.h"

/* Hexadecimal, in capitals: a certificate's serial number; a CA's key identifier, or what
 * it would be. Both are cut to their room, which every certificate of ours fits. */
void register_serial(const X509 *cert, char serial[ISSUED_SERIAL]);
void register_ca(X509 *own_ca, char id[ISSUED_SERIAL]);

/* Enters a certificate that issuer signed; kind is "root", "server" or "client". names is a LIST;
 * NULL: the hosts among its alternative names. */
void register_add(struct issued *issued, const char *kind, X509 *cert, X509 *issuer,
                  const char *names);

/* Has the CA's list to be written: is there a place for it, was there one, or is something
 * revoked? */
bool register_wants_list(const struct issued *issued, const char *crl_url);

/* Counts the next list in the index, and until when it is promised; each CA's has the same number.
 */
void register_next_list(struct issued *issued, time_t now);

/* Adds the CA's list to out, in PEM: what it signed and what of that is revoked. */
bool register_write_list(BIO *out, const struct issued *issued, X509 *own_ca, EVP_PKEY *key,
                         time_t now, struct err *err);

#endif
