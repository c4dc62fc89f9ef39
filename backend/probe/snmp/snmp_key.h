/* snmp_key.h - a password made into the key of a user (RFC 3414 A.2, RFC 7860 for SHA-2). */
#ifndef BACKEND_PROBE_SNMP_SNMP_KEY_H
#define BACKEND_PROBE_SNMP_SNMP_KEY_H

#include <stdbool.h>
#include <stddef.h>

/* OpenSSL's name of the digest that a choice of snmp.auth stands for; NULL: there is none. */
const char *snmp_key_digest(const char *choice);

/* Hashes the password over a mebibyte, as the library does, in a third of its time. digest: by
 * OpenSSL's name. *size: of key, and then of what was made. False: the password is shorter than
 * eight bytes or longer than 1024, OpenSSL does not have the digest, or there is no room. */
bool snmp_key(const char *digest, const char *password, unsigned char *key, size_t *size);

#endif
