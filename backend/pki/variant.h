/* variant.h - the ways in which one password may have been written as bytes.
 *
 * The same letters typed on another system are other bytes: "e" with an accent is one character
 * (NFC) or two (NFD, macOS), one byte in a code page of Windows or DOS, or two in UTF-16;
 * OpenSSL 1.0 widened every byte of a PFX file's password for itself; no password is none or an
 * empty one (RFC 7292, appendix B.1).
 */
#ifndef BACKEND_PKI_VARIANT_H
#define BACKEND_PKI_VARIANT_H

#include <stdbool.h>
#include <stddef.h>

enum { VARIANTS = 32, VARIANT_ROOM = 24 << 10 };

struct variant {
    struct way {
        const char *bytes; /* NULL is a way, too: no password */
        size_t size;       /* UTF-16 has zeros */
    } ways[VARIANTS];      /* the likeliest first */
    size_t count;
    bool given; /* one was, even if it is empty */
    size_t used;
    char room[VARIANT_ROOM];
};

/* password NULL: none was given. It stays the caller's and has to live on; wipe the variant. */
void variant_fill(struct variant *variant, const char *password);

#endif
