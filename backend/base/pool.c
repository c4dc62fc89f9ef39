#include "backend/base/pool.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"

size_t pool_hash(const char *text)
{
    uint64_t value = 14695981039346656037U;

    for (; *text; text++)
        value = (value ^ (unsigned char)*text) * 1099511628211U;
    return (size_t)value;
}

/* The text's slot, or the free one where it belongs. */
static char **pool_slot(const struct pool *pool, const char *text)
{
    size_t i = pool_hash(text) & (pool->size - 1);

    while (pool->slots[i] && strcmp(pool->slots[i], text) != 0)
        i = (i + 1) & (pool->size - 1);
    return &pool->slots[i];
}

static void pool_widen(struct pool *pool)
{
    struct pool wide = { .size = pool->size ? pool->size * 2 : 64, .count = pool->count };

    wide.slots = must(calloc(wide.size, sizeof *wide.slots));
    for (size_t i = 0; i < pool->size; i++)
        if (pool->slots[i])
            *pool_slot(&wide, pool->slots[i]) = pool->slots[i];
    free(pool->slots);
    *pool = wide;
}

const char *pool_keep(struct pool *pool, const char *text)
{
    if (!*text)
        return "";
    if (pool->count * 2 >= pool->size)
        pool_widen(pool);
    char **at = pool_slot(pool, text);
    if (!*at) {
        *at = copy(text);
        pool->count++;
    }
    return *at;
}

const char *pool_find(const struct pool *pool, const char *text)
{
    return !*text ? "" : pool->size ? *pool_slot(pool, text) : NULL;
}

void pool_free(struct pool *pool)
{
    for (size_t i = 0; i < pool->size; i++)
        free(pool->slots[i]);
    free(pool->slots);
    *pool = (struct pool){ 0 };
}
