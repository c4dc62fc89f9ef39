/* rsa.h - is a public RSA key one? What SP 800-56B 6.4.2.2 demands, at a fifth of what
 * EVP_PKEY_public_check() costs: it counts where three hundred printers show theirs. */
#ifndef BACKEND_PKI_RSA_H
#define BACKEND_PKI_RSA_H

#include <openssl/evp.h>
#include <stdbool.h>

/* The exponent is odd and not 1; the modulus is odd, has no factor below 752, and is neither a
 * prime nor the power of one. Whether it is long enough is not asked. False also for what is no RSA
 * key. */
bool rsa_public(const EVP_PKEY *key);

/* The same but for the last: an exponentiation, which takes longer than a handshake. Of a key that
 * its owner has just used. */
bool rsa_public_used(const EVP_PKEY *key);

/* Do the numbers of a private one fit (RFC 8017, 3.2), without a look whether its factors are
 * primes: that takes many seconds for large ones. */
bool rsa_private(const EVP_PKEY *key);

#endif
