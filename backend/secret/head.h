/* head.h - the first bytes of a vault's file: what it is, what for, and who may open it.
 *
 * All fields are bytes, so the struct is the layout. A digest finds accidents even where no key is
 * at hand; a tag under the data key finds everything else. Both cover all that stands before them.
 */
#ifndef BACKEND_SECRET_HEAD_H
#define BACKEND_SECRET_HEAD_H

#include "backend/secret/slot.h"

enum { PURPOSE_SIZE = 64, KEY_ID_SIZE = 16, VAULT_VERSION = 1 };

struct head {
    unsigned char magic[16];
    unsigned char version[4]; /* big-endian */
    char purpose[PURPOSE_SIZE];
    unsigned char key_id[KEY_ID_SIZE]; /* of the data key; tells nothing about it */
    unsigned char salt[SALT_SIZE];     /* fresh at every write: no key seals two bodies */
    struct sealed_key slots[SLOTS];
    unsigned char digest[SHA256_SIZE];
    unsigned char tag[TAG_SIZE];
};

/* Makes the head of a new file. Aborts if the purpose is too long. */
void head_new(struct head *head, const unsigned char key[KEY_SIZE], const struct sealed_key *slots,
              const char *purpose);

/* Copies it out of a file: VAULT_FINE, VAULT_DAMAGED or VAULT_NEWER. */
enum vault_error head_read(struct head *head, const char *bytes, size_t size, struct err *err);

/* Is it sealed under this key (else VAULT_WRONG_KEY), and as it was written? */
enum vault_error head_check(const struct head *head, const unsigned char key[KEY_SIZE],
                            struct err *err);

/* The key of the body that follows this head. */
void head_body_key(const struct head *head, const unsigned char key[KEY_SIZE],
                   unsigned char body_key[KEY_SIZE]);

#endif
