/* store_inside.h - what the files of the store share, and nobody else sees. */
#ifndef BACKEND_STORE_STORE_INSIDE_H
#define BACKEND_STORE_STORE_INSIDE_H

#include <pwd.h>

#include "backend/store/manifest.h"
#include "backend/store/store.h"

enum {
    VAULT_MAX = 64 << 20, /* bytes of a vault that is read: 100,000 secrets need a third */
    CERT_MAX = 1 << 20    /* bytes of a file of the cert folder */
};

#define DRAFT_FILE "draft.vault"
#define DRAFT_TYPED "typed" /* the entry with what is being typed */

struct store {
    char *folder;
    int dir;
    int lock; /* -1: not held */
    int pin;  /* the current generation, held so that no save prunes it meanwhile; -1: none */
    unsigned generation;
    struct vault *vault;       /* NULL: not opened yet */
    struct manifest_file seen; /* the current printseal.conf as it was loaded or saved here */
    bool sealed;     /* what was unsealed last, with the key of `vault`, wants a sealed MANIFEST */
    bool foreign;    /* it has a key of its own: its MANIFEST cannot be verified */
    bool code_shown; /* a new vault's recovery code has been handed out */
};

/* What a file of the vault is sealed for. */
enum { PURPOSE_SIZE = 40 };
void store_purpose(char purpose[PURPOSE_SIZE], const char *what, unsigned generation);

/* Reads which generation is the current one, and holds it. */
bool store_pin(struct store *store, struct err *err);

/* Lets the lock go, if it is held. */
void store_lock_end(struct store *store);

/* In the vault of a generation whose MANIFEST has a seal: one that is cut off is missed. */
#define STORE_SEALED "manifest sealed\n"

/* The chain of MANIFESTs (store_trail.c): names the current generation and its seal in a new one;
 * is this one, as it was read, authentic, and the one it was made on? */
bool store_trail_after(struct store *store, struct manifest *manifest, struct err *err);
bool store_trail_fits(const struct store *store, int folder, unsigned generation, bool sealed);

/* Whom the system has under that number; NULL: nobody. As getpwuid(3). */
const struct passwd *store_user(uid_t uid);

/* Who logged in, as the kernel knows it: a user's name and number. */
void store_login(char login[], size_t size);

/* Has the vault opened or made; recovery is the code of a new one that nobody has seen yet. */
bool store_vault_ready(struct store *store, char recovery[RECOVERY_SIZE], enum vault_error *error,
                       struct err *err);

/* The secrets of a generation, put into the records that want them; those that none wants are
 * dropped. */
enum vault_error store_secrets(struct store *store, int folder, unsigned generation,
                               struct config *config, struct err *err);

/* What a save writes: a configuration and what it takes over from another generation. */
struct saving {
    const struct config *config;
    unsigned from; /* whose comments and cert folder are taken over; 0: none */
    const struct artefact *artefacts;
    size_t count;
    const char *what;
};
bool store_write(struct store *store, const struct saving *saving, struct err *err);

/* Behind the path of a secret in the vault: the one that is to follow it. */
#define VAULT_NEXT " next"

/* Puts a secret, or the one to follow it (next), into a record. */
void store_hand_out(struct record *record, const struct setting *setting,
                    const struct secret *secret, bool next);

#endif
