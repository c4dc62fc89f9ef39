/* locked.h - a few pages that are never swapped, dumped or inherited: what holds keys, and bytes
 * that somebody looks at.
 *
 * One mapping, made at the first use: mlock, MADV_DONTDUMP, MADV_WIPEONFORK. A child finds it
 * empty, and gets keys of its own if it needs any.
 */
#ifndef BACKEND_SECRET_LOCKED_H
#define BACKEND_SECRET_LOCKED_H

#include <stdbool.h>

#include "backend/base/err.h"
#include "backend/secret/crypto.h"

enum locked { LOCKED_KEY, LOCKED_TEXT, LOCKED_BLOCK }; /* what fits one cell */
enum { TEXT_CELL = 256, BLOCK_CELL = 4096 };           /* bytes; a key has KEY_SIZE */

/* Maps and locks; explains if the system refuses. True when that was done before. */
bool locked_start(struct err *err);

/* A cell, zeroed. Aborts if all of this kind are taken (32 keys, 4 texts, 6 blocks) or if
 * locked_start() fails. */
void *locked_new(enum locked kind);
void locked_free(const void *cell); /* wipes; NULL is fine; aborts if it is no cell in use */

/* Keys of this process, made at random when the pages are. */
const unsigned char *locked_seal_key(void);
const unsigned char *locked_digest_key(void);

/* AUTO_LOCKED unsigned char *key = locked_new(LOCKED_KEY); */
#define AUTO_LOCKED __attribute__((cleanup(locked_free_pointer)))
void locked_free_pointer(void *pointer);

#endif
