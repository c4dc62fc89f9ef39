/* variant.h - the ways in which one password may have been written as bytes.
 *
 * The same letters typed on another system are other bytes: "e" with an accent is one character
 * (NFC) or two (NFD, macOS); no password is none or an empty one (RFC 7292, appendix B.1).
 */
#ifndef BACKEND_PKI_VARIANT_H
#define BACKEND_PKI_VARIANT_H

#include <stdbool.h>
#include <stddef.h>

enum { VARIANTS = 5, VARIANT_MAX = 1024 };

struct variant {
    const char *ways[VARIANTS]; /* NULL is a way, too: no password */
    size_t count;
    bool given; /* one was, even if it is empty */
    char composed[VARIANT_MAX], decomposed[VARIANT_MAX];
};

/* password NULL: none was given. It stays the caller's and has to live on; wipe the spell. */
void variant_fill(struct variant *variant, const char *password);

#endif
