/* store_writing.h - between the two halves of a save: the configuration and its certificates. */
#ifndef BACKEND_STORE_STORE_WRITING_H
#define BACKEND_STORE_STORE_WRITING_H

#include "backend/store/store_inside.h"

/* A generation that is being written. */
struct writing {
    struct store *store;
    const struct saving *saving;
    unsigned number;
    int folder, cert;
    int from;            /* the generation that is taken over; -1: none */
    struct manifest was; /* its MANIFEST */
    struct manifest manifest;
};

/* Makes and fills the cert folder; adds its files to writing->manifest. */
bool store_write_cert(struct writing *writing, struct err *err);

#endif
