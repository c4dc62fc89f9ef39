/* spell.h - the ways in which one password may have been written as bytes.
 *
 * The same letters typed on another system are other bytes: "e" with an accent is one character
 * (NFC) or two (NFD, macOS); no password is none or an empty one (RFC 7292, appendix B.1).
 */
#ifndef BACKEND_PKI_SPELL_H
#define BACKEND_PKI_SPELL_H

#include <stdbool.h>
#include <stddef.h>

enum { SPELLINGS = 5, SPELL_MAX = 1024 };

struct spell {
    const char *ways[SPELLINGS]; /* NULL is a way, too: no password */
    size_t count;
    bool given; /* one was, even if it is empty */
    char composed[SPELL_MAX], decomposed[SPELL_MAX];
};

/* password NULL: none was given. It stays the caller's and has to live on; wipe the spell. */
void spell_fill(struct spell *spell, const char *password);

#endif
