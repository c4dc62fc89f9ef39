/* keyfile.h - keys that lie in files: master.key of the configuration's folder, and what systemd
 * hands a unit (systemd.exec(5), LoadCredential=). */
#ifndef BACKEND_SECRET_KEYFILE_H
#define BACKEND_SECRET_KEYFILE_H

#include "backend/base/err.h"
#include "backend/secret/crypto.h"

enum keyfile {
    KEYFILE_READ,
    KEYFILE_ABSENT, /* err says so too */
    KEYFILE_REFUSED /* it is there and will not do: err says why */
};

/* master.key of the folder dir: 32 bytes, a regular file of this user, 0400 or 0600. */
enum keyfile keyfile_master(int dir, unsigned char key[KEY_SIZE], struct err *err);

/* Makes it of random bytes; one that is there stays. */
bool keyfile_make(int dir, struct err *err);

/* Takes away what keyfile_make() left if it was killed. */
bool keyfile_sweep(int dir, struct err *err);

enum { CREDENTIAL_MAX = 4096 }; /* bytes; from 1 on, any content will do */

/* $CREDENTIALS_DIRECTORY/printseal.key. */
enum keyfile keyfile_credential(unsigned char bytes[CREDENTIAL_MAX], size_t *size, struct err *err);

#endif
