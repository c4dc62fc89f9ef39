/* read_key.h - the private key that lies beside a certificate. */
#ifndef BACKEND_PKI_INVENTORY_READ_KEY_H
#define BACKEND_PKI_INVENTORY_READ_KEY_H

#include "backend/pki/ossl.h"
#include "backend/pki/problem.h"
#include "backend/secret/crypto.h" /* struct span */

/* Adds what is wrong with server.key (PEM or DER, not encrypted): it is missing (no bytes), cannot
 * be read, belongs to another certificate, or what it signs does not verify. */
void read_key_judge(struct span file, X509 *cert, struct problems *problems);

#endif
