/* pool.h - texts kept once each, however often they are said. */
#ifndef BACKEND_BASE_POOL_H
#define BACKEND_BASE_POOL_H

#include <stddef.h>

/* Starts as { 0 }. */
struct pool {
    char **slots; /* hash, open addressing; NULL: free */
    size_t size, count;
};

/* The pool's copy of text: the same pointer for the same text, until pool_free(). */
const char *pool_keep(struct pool *pool, const char *text);

/* The same without keeping it; NULL: it is not there. */
const char *pool_find(const struct pool *pool, const char *text);

void pool_free(struct pool *pool);

/* FNV-1a, for tables of names that are nobody's attack. */
size_t pool_hash(const char *text);

#endif
