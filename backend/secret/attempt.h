/* attempt.h - getting at a vault's data key with whatever is at hand. */
#ifndef BACKEND_SECRET_ATTEMPT_H
#define BACKEND_SECRET_ATTEMPT_H

#include "backend/secret/head.h"

/* Tries master.key of the folder dir, then the credential. VAULT_FINE and the data key, or
 * VAULT_NO_KEY, or VAULT_WRONG_KEY; err says what became of each. */
enum vault_error attempt_here(const struct head *head, int dir, unsigned char key[KEY_SIZE],
                              struct err *err);

/* The same with what somebody typed, as recovery code and as passphrase. */
enum vault_error attempt_typed(const struct head *head, const char *typed,
                               unsigned char key[KEY_SIZE], struct err *err);

#endif
