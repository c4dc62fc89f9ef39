/* store.h - a configuration on disk: generations, manifest, lock, draft. Saving is one rename.
 *
 *   DIR/current -> generations/000007     turned by one rename
 *   DIR/generations/000007/printseal.conf libconfig, 0640, no secret
 *                         /secrets.vault  0600
 *                         /cert/          0750, keys in it 0600
 *                         /MANIFEST       SHA-256 of each file, when, who, what changed
 *   DIR/master.key  DIR/draft.vault  DIR/lock
 *
 * Everything a save writes is a new folder beside the others, synced file by file; then `current`
 * turns. Killed, out of space or out of power at any point, the old generation or the new one is
 * there, whole.
 */
#ifndef BACKEND_STORE_STORE_H
#define BACKEND_STORE_STORE_H

#include "backend/model/change.h"
#include "backend/secret/vault.h"
#include "backend/store/modes.h"

struct store; /* an opened DIR */

/* -C DIR or what design section 3 says without it; the caller frees. */
char *store_folder(const char *given);

/* Opens DIR; with `make`, creates it (0750). Refuses what is not a folder. */
struct store *store_open(const char *folder, bool make, struct err *err);
void store_close(struct store *store); /* drops the lock; NULL is fine */
const char *store_path(const struct store *store);
bool store_exists(const struct store *store);         /* is there a current generation? */
unsigned store_generation(const struct store *store); /* the current one; 0: none */

/* Who is at work, for the MANIFEST and a waiver: SUDO_USER or the user's name. Tamed. */
void store_who(char who[], size_t size);

/* One writer: flock(2) on DIR/lock. holder is filled in if somebody else has it: who, since when.
 */
struct holder {
    char who[64]; /* user, and SSH client if there is one */
    char since[32];
    char last[32]; /* when a key was pressed there last, as store_lock_alive() left it */
    long pid;
};
bool store_lock(struct store *store, struct holder *holder, struct err *err);

/* The same, asking again for up to that many seconds while somebody else has it. */
bool store_lock_wait(struct store *store, long seconds, struct holder *holder, struct err *err);

/* While the lock is held: somebody is at work, for others to see. Costs a look at the clock. */
void store_lock_alive(const struct store *store);

/* Could the lock be taken now? Writes nothing, so that who watches the folder sees no change, and
 * keeps nobody from taking it. */
bool store_lock_free(const struct store *store);

/* Looks anew which generation is the current one: somebody else may have saved. */
bool store_again(struct store *store, struct err *err);

/* Tells of changes beside the generations: a save, or that somebody let the lock go. A descriptor
 * that can be read then, the caller's; -1: this system has none left, or the folder cannot be
 * watched. */
int store_watch(const struct store *store);

/* The vault of this store: opened from the current generation, or made. Kept by the store. recovery
 * is filled in ("" if not) before the first save, with a code that nobody has seen: show it once.
 */
struct vault *store_vault(struct store *store, char recovery[RECOVERY_SIZE],
                          enum vault_error *error, struct err *err);
bool store_unlock(struct store *store, const char *typed, enum vault_error *error, struct err *err);

/* Is there a recovery code that nobody has confirmed to have? Noted beside the generations, so that
 * it is known at the next start; that it cannot be noted is no harm. */
bool store_code_open(const struct store *store);
void store_code_note(struct store *store, bool open);

/* A line for the system's journal (syslog, authpriv), with who and where: what was done, paths
 * only, never a value. */
void store_log(const struct store *store, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What was noticed while loading; not errors. */
struct notes {
    bool turned;       /* a newer generation than the current one was saved */
    bool edited;       /* printseal.conf was changed by hand since it was saved */
    unsigned migrated; /* records of ports that an older file had and settings now stand for */
    char damaged[256]; /* files that do not match the MANIFEST: "cert/server.cer"; "" none */
    char unread[512];  /* LIST of files that this user may not read: nothing is known of them */
    bool closed;       /* secrets are missing for that reason alone */
    enum vault_error vault; /* secrets are missing if not VAULT_FINE */
    struct err vault_err;
    struct modes modes; /* of the current generation's load alone */
};

/* Loads a generation (0: the current one); notes may be NULL. Every error names file, line, path
 * and what is expected; err gathers up to twenty, one per line. NULL on failure. A vault that does
 * not open is no failure: the configuration then comes without secrets, and must not be saved. */
struct config *store_load(struct store *store, unsigned generation, struct notes *notes,
                          struct err *err);

/* The current one, for who looks at that one path and saves nothing: if printseal.conf is as it was
 * saved, lists have only the records that the path means. A file that was edited is read whole. */
struct config *store_load_path(struct store *store, const char *path, struct notes *notes,
                               struct err *err);

/* A file of the cert folder to be written by a save. bytes are wiped by the caller if secret. */
struct artefact {
    const char *name;  /* "server.key" */
    const char *bytes; /* NULL: the file is taken away */
    size_t size;
    bool secret; /* 0600, else 0640 */
};

/* Writes a new generation: the configuration, its secrets, and the cert folder: `artefacts` replace
 * or add files of those names, all others are taken over from the current generation. what is one
 * line for the MANIFEST. Prunes beyond policy.keep. The draft is removed. On failure nothing has
 * changed. Takes the lock; fails if somebody saved since the store was opened,
 * or edited the file since it was loaded. Call store_vault()
 * before the first save: a recovery code made here is seen by nobody. */
bool store_save(struct store *store, const struct config *config, const struct artefact *artefacts,
                size_t count, const char *what, struct err *err);

/* Reads a file of a generation's cert folder (0: current) into out; wipe it if secret. */
bool store_cert(struct store *store, unsigned generation, const char *name, struct buf *out,
                struct err *err);

/* Is there such a file? Also true if that cannot be found out. */
bool store_cert_exists(struct store *store, unsigned generation, const char *name);

/* Is there such a file, and may this user not read it? */
bool store_cert_denied(struct store *store, unsigned generation, const char *name);

struct generation {
    unsigned number;
    char when[32]; /* 2026-11-23T21:45:00Z */
    char who[96];
    char what[256];
    char login[96]; /* who logged in, as the kernel knows it; who is what the environment claims */
    bool unread;    /* its MANIFEST cannot be read, so nothing of this is known */
};
/* Newest first; the caller frees. */
bool store_history(struct store *store, struct generation **list, size_t *count, struct err *err);

/* A new generation with the content of an old one, sealed anew. Nothing is deleted. Fails if the
 * old one's secrets cannot be opened. What must never go back stays as it is now: the index of
 * certificates and the list of revoked ones; fails if those of the current one cannot be read. That
 * anything else of it cannot be read is no obstacle.
 * artefacts, as for a save, come on top (count 0: none). */
bool store_rollback(struct store *store, unsigned generation, const struct artefact *artefacts,
                    size_t count, struct err *err);

enum { DRAFT_TYPED_SIZE = 4096 }; /* bytes of what is being typed, with the NUL */

/* The draft: the changes of a journal that are in force and not saved, and what is being typed
 * (typed_path may be ""; typed has less than DRAFT_TYPED_SIZE bytes, and may be half a secret).
 * Costs as much as there are changes, however large the configuration. With nothing to keep there
 * is no draft afterwards. Takes the lock. */
bool store_draft_write(struct store *store, const struct journal *journal, const char *typed_path,
                       const char *typed, struct err *err);
bool store_draft_exists(const struct store *store);
/* Who typed last into the draft, and when; "" what cannot be found out. */
struct draft_last {
    char who[64], when[32];
};
void store_draft_last(const struct store *store, struct draft_last *last);
/* Replays it onto config, which must be the generation it was made on: else it is told, and draft
 * and config are left alone. Wipe typed: it may be half a secret. */
bool store_draft_read(struct store *store, struct config *config, struct journal *journal,
                      char typed_path[PATH_SIZE], char typed[DRAFT_TYPED_SIZE], struct err *err);
bool store_draft_remove(struct store *store, struct err *err);

#endif
