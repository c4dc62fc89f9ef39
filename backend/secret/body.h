/* body.h - what a vault holds, sealed block by block, so that no more than one block lies open.
 *
 * A block is 4096 bytes of records, sealed with its number; the last one's number says that it is
 * the last. So a block that was changed, moved, taken out or cut off does not open. Empty blocks
 * are added until the size of the file tells the number of secrets to one part in eight only.
 */
#ifndef BACKEND_SECRET_BODY_H
#define BACKEND_SECRET_BODY_H

#include "backend/secret/head.h"
#include "backend/secret/locked.h"

enum { BLOCK_SIZE = BLOCK_CELL, SEALED_SIZE = BLOCK_SIZE + TAG_SIZE };

/* Appends everything to out. */
void body_seal(const struct head *head, const unsigned char body_key[KEY_SIZE],
               const struct contents *contents, struct buf *out);

/* Opens what follows the head: VAULT_FINE, or VAULT_DAMAGED and contents are empty. */
enum vault_error body_open(const struct head *head, const unsigned char body_key[KEY_SIZE],
                           const char *bytes, size_t size, struct contents *contents,
                           struct err *err);

/* Seals one block, for anyone who makes a body by hand. number: 0, 2, 4 ..., plus LAST_BLOCK. */
void body_seal_block(const struct head *head, const unsigned char body_key[KEY_SIZE],
                     const unsigned char block[BLOCK_SIZE], uint64_t number, struct buf *out);
enum { LAST_BLOCK = 1 };

#endif
