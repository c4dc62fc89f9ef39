/* store_writing.h - between the two halves of a save: the configuration and its certificates. */
#ifndef BACKEND_STORE_STORE_WRITING_H
#define BACKEND_STORE_STORE_WRITING_H

#include "backend/store/store_inside.h"

/* A generation that is being written. */
struct store_writing {
    struct store *store;
    const struct saving *saving;
    unsigned number;
    int folder, cert;
    int from;            /* the generation that is taken over; -1: none */
    struct manifest was; /* its MANIFEST */
    struct manifest manifest;
};

/* The MANIFEST of a generation that is taken over: empty if it is gone or damaged, which `check`
 * reports; false if it is there and cannot be read. */
bool store_manifest_was(int folder, struct manifest *manifest, struct err *err);

/* Makes and fills the cert folder; adds its files to writing->manifest. */
bool store_write_cert(struct store_writing *writing, struct err *err);

/* Is a file of the cert folder among what is saved, in place of the old one? */
bool store_replaced(const struct saving *saving, const char *name);

/* Copies a file of the cert folder as it is; a MANIFEST that has it keeps what it says. */
bool store_take_over(struct store_writing *writing, const char *name, struct err *err);

/* The index of certificates and the revocation list of the current generation (store_registry.c):
 * carried over when another generation is taken over, and refused if a save would weaken them. */
bool store_registry_kept(struct store_writing *writing, struct err *err);

#endif
