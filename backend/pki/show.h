/* show.h - what stands in a certificate, as tame text: it may come from a stranger. */
#ifndef BACKEND_PKI_SHOW_H
#define BACKEND_PKI_SHOW_H

#include "backend/base/moment.h"
#include "backend/pki/ossl.h"

/* As RFC 4514 writes it: "CN=print01.corp.example.com,O=Example". */
void show_name(const X509_NAME *name, char *shown, size_t size);

/* The alternative names that are names of hosts, as a LIST; those that have no room are left out.
 */
void show_alternatives(const X509 *cert, char *shown, size_t size);

/* Which certificate it is, for a sentence: its subject; where that is empty the hosts it names,
 * else its serial number. */
void show_which(const X509 *cert, char *shown, size_t size);

/* SHA-256, AB:CD:... */
void show_fingerprint(const X509 *cert, char shown[100]);

/* 2027-01-31, UTC; "?" if it is none. */
void show_day(const ASN1_TIME *time, char shown[DAY_SIZE]);

#endif
