/* manifest.h - what a generation consists of, byte for byte, and who made it, when and why. */
#ifndef BACKEND_STORE_MANIFEST_H
#define BACKEND_STORE_MANIFEST_H

#include "backend/base/mem.h"
#include "backend/store/store.h"

struct manifest_file {
    char path[80]; /* "cert/server.key" */
    char sha256[65];
    size_t size;
};

struct manifest {
    struct generation made; /* its number is not written but known from the folder's name */
    struct manifest_file *files;
    size_t count, room;
    char after[96]; /* "6 SEAL": the generation it was made on, and that one's seal; "": none */
    char seal[65];  /* keyed digest of all that stands above it; "": written before there were */
    size_t sealed_size; /* bytes above it */
};

enum { MANIFEST_MAX = 1 << 20 }; /* bytes that are read */

/* Takes a MANIFEST's text apart, and the text with it. What a stranger wrote into it is sanitized.
 * False: it is not as it was written, and manifest is empty. */
bool manifest_parse(struct manifest *manifest, char *text, struct err *err);

/* Reads MANIFEST of the folder. What a stranger wrote into it is tamed. */
bool manifest_read(int folder, struct manifest *manifest, struct err *err);
void manifest_free(struct manifest *manifest);

/* What a MANIFEST says of these bytes. */
struct manifest_file manifest_describe(const char *path, const char *bytes, size_t size);

/* Adds a file under its digest, or as another manifest has it. */
void manifest_add(struct manifest *manifest, const char *path, const char *bytes, size_t size);
void manifest_take(struct manifest *manifest, const struct manifest_file *file);

/* NULL: not in it. */
const struct manifest_file *manifest_find(const struct manifest *manifest, const char *path);

/* Are these the bytes? */
bool manifest_fits(const struct manifest_file *file, const char *bytes, size_t size);

/* The seal of a MANIFEST's text, as that of generation `number`, under the vault's key. */
void manifest_seal(const struct vault *vault, unsigned number, const char *text, size_t size,
                   char seal[65]);

/* Without a seal, as a text for people and sha256sum's friends. */
void manifest_print(const struct manifest *manifest, struct buf *out);

#endif
