/* armour.h - PEM blocks (RFC 7468) as people hand them on: between other text, indented, quoted,
 * with blank lines, glued together or broken by a mail program; and base64 without BEGIN and END.
 *
 * The text is not changed. What is decoded may be a private key: armour_free() wipes it.
 */
#ifndef BACKEND_PKI_ARMOUR_H
#define BACKEND_PKI_ARMOUR_H

#include <stdbool.h>
#include <stddef.h>

#include "backend/base/mem.h"

struct armour_text {
    const char *at, *end;
};

struct armour {
    struct armour_text before; /* what stands in front of it, up to the block before it */
    char name[64];             /* behind BEGIN; "": there was no BEGIN */
    char method[200]; /* how it is encrypted, as DEK-Info of RFC 1421 says; "": it is not */
    unsigned char *bytes;
    size_t size;
    bool ended;  /* there was an END */
    bool proper; /* nothing but base64 was in it */
};

/* What armour_decode() steps over, of single bytes. */
#define ARMOUR_BETWEEN " \t\r\n\v\f\"'`,;>|#*"

/* When the same stands in front of the mark, whose text begins at `start`, and of each line that
 * follows it, or behind them, or a number that counts them: makes the text one without, which the
 * caller wipes and frees. NULL, untouched: it does not. */
char *armour_prefix(const char *start, const char *mark, struct armour_text *text);

/* The next block at or behind *at; steps over it. False: there is none. */
bool armour_next(const char **at, const char *end, struct armour *block);

/* The next run of base64 that starts like a DER structure, or like PEM once more ("LS0tLS1C"), in a
 * text without BEGIN; steps over it. False: there is none. */
bool armour_bare(const char **at, const char *end, struct armour *block);

/* All of the text as base64; false: it is something else, or empty. */
bool armour_whole(const char *at, const char *end, struct armour *block);

/* Text in hexadecimal that starts like a DER structure: digits with or without blanks, colons,
 * commas and 0x, or a dump with offsets and a column of text. False: it is something else. */
bool armour_hex(const char *at, const char *end, struct armour *block);

/* Bytes that a program printed as a list of decimal numbers or as a string literal with escapes,
 * and that start like a DER structure or like PEM. False: it is something else. */
bool armour_bytes(const char *at, const char *end, struct armour *block);

/* The text with each sign as it is where a program spelled it in another way: %2B, &#43;, \u002b, a
 * tag of HTML, a colour of a terminal, RTF. Added to *plain, which the caller frees with
 * wiped_free(). False, and nothing is added: none is, or it is no text. */
bool armour_spelled(const char *at, const char *end, struct buf *plain);

void armour_free(struct armour *block);

/* Decodes base64, whatever blanks, quotes and marks of quoting are between, up to `most` bytes or
 * the first character that is something else: returns where. The caller wipes and frees. NULL
 * bytes: nothing was there. */
const char *armour_decode(const char *at, const char *end, size_t most, unsigned char **bytes,
                          size_t *size);

#endif
