/* present.h - what is in force here, beside what somebody brings: a re-issued CA, a renewed root or
 * the next certificate of a key that is here comes without what it belongs to.
 */
#ifndef BACKEND_PKI_IMPORT_PRESENT_H
#define BACKEND_PKI_IMPORT_PRESENT_H

#include "backend/pki/take.h"

/* The certificates in force: ours first, then those above it, its root last; freed with
 * present_free(). Empty if there is none, or one cannot be read. */
struct present {
    STACK_OF(X509) * certs;
};

/* PEM texts; either may be "". */
void present_open(struct present *present, const char *chain, const char *root);
void present_free(struct present *present);

/* Is each certificate that was brought one of a CA above ours, and none for a key of ours? */
bool present_only_above(const struct present *present, const struct taken *given);

/* Adds ours to what was brought. */
void present_add_ours(const struct present *present, struct taken *given);

/* Adds those above it that what was brought needs and nobody brought: the issuer of each, if it is
 * not there under that name. */
void present_add_above(const struct present *present, struct taken *given,
                       const struct taken *trusted);

/* Is that key the one of a certificate that was brought? */
bool present_fits(const struct taken *given, const EVP_PKEY *key);

#endif
