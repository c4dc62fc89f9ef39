/* recovery.h - the code that opens a vault when everything else is lost: 160 random bits as a
 * person can write them down and type them back.
 *
 * Crockford's base32: digits and capitals without I L O U, eight groups of four.
 */
#ifndef BACKEND_SECRET_RECOVERY_H
#define BACKEND_SECRET_RECOVERY_H

#include <stdbool.h>

#include "backend/secret/vault.h"

enum { RECOVERY_BYTES = 20 };

/* A fresh code, and the bytes it stands for. */
void recovery_make(unsigned char bytes[RECOVERY_BYTES], char code[RECOVERY_SIZE]);

/* Takes small letters, O for 0, I and L for 1, and any blanks and hyphens, or none. False: this is
 * no recovery code. */
bool recovery_read(const char *typed, unsigned char bytes[RECOVERY_BYTES]);

#endif
