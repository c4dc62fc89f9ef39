#include "backend/secret/locked.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "backend/base/mem_end.h"
#include "backend/secret/secret.h"

enum { KEYS = 32, TEXTS = 4, BLOCKS = 6 };

/* Wiped by the kernel in a child, so both flags are false there and everything is made anew. */
static struct area {
    unsigned char block[BLOCKS][BLOCK_CELL];
    unsigned char keys[KEYS][KEY_SIZE];
    unsigned char texts[TEXTS][TEXT_CELL];
    unsigned char seal_key[KEY_SIZE], digest_key[KEY_SIZE];
    bool taken[KEYS + TEXTS + BLOCKS];
    bool locked, ready; /* ready: the keys are there */
} * area;

static const struct slots {
    size_t at, size, count, first; /* first: in area->taken */
} slot_classes[] = {
    [LOCKED_KEY] = { offsetof(struct area, keys), KEY_SIZE, KEYS, 0 },
    [LOCKED_TEXT] = { offsetof(struct area, texts), TEXT_CELL, TEXTS, KEYS },
    [LOCKED_BLOCK] = { offsetof(struct area, block), BLOCK_CELL, BLOCKS, KEYS + TEXTS },
};

static bool locked_map(struct err *err)
{
    void *memory =
        mmap(NULL, sizeof *area, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (memory == MAP_FAILED)
        return fail_errno(err, "no memory for secrets");
    if (madvise(memory, sizeof *area, MADV_DONTDUMP) == 0 &&
        madvise(memory, sizeof *area, MADV_WIPEONFORK) == 0) {
        area = memory;
        return true;
    }
    fail_errno(err, "the system cannot keep secrets out of core files and children");
    munmap(memory, sizeof *area);
    return false;
}

bool locked_start(struct err *err)
{
    if (area && area->locked)
        return true;
    if (!area && !locked_map(err))
        return false;
    /* A child inherits the mapping but not the lock. mlock2, for a sanitizer empties mlock. */
    if (mlock2(area, sizeof *area, 0) != 0)
        return fail_errno(err,
                          "secrets would be swapped to disk: cannot lock %zu bytes of memory; "
                          "raise the limit (ulimit -l, LimitMEMLOCK= in a unit)",
                          sizeof *area);
    area->locked = true;
    return true;
}

/* From the kernel: OpenSSL's generator is started by who makes a secret, and most commands make
 * none.
 */
static void locked_draw(unsigned char key[KEY_SIZE])
{
    if (getentropy(key, KEY_SIZE) != 0)
        mem_end("the system gives no random numbers");
}

/* In a child they are made anew. */
static struct area *locked_ready(void)
{
    if (!locked_start(NULL))
        abort();
    if (!area->ready) {
        locked_draw(area->seal_key);
        locked_draw(area->digest_key);
        area->ready = true;
    }
    return area;
}

void *locked_new(enum locked kind)
{
    const struct slots *slots = &slot_classes[kind];
    struct area *a = locked_ready();

    for (size_t i = 0; i < slots->count; i++) {
        if (a->taken[slots->first + i])
            continue;
        a->taken[slots->first + i] = true;
        return (unsigned char *)a + slots->at + i * slots->size;
    }
    abort();
}

static bool locked_give_back(const struct slots *slots, const void *cell)
{
    for (size_t i = 0; i < slots->count; i++) {
        unsigned char *at = (unsigned char *)area + slots->at + i * slots->size;

        if (at != cell || !area->taken[slots->first + i])
            continue;
        wipe(at, slots->size);
        area->taken[slots->first + i] = false;
        return true;
    }
    return false;
}

void locked_free(const void *cell)
{
    if (!cell || !area || !area->ready) /* a child has nothing left to give back */
        return;
    for (size_t i = 0; i < sizeof slot_classes / sizeof *slot_classes; i++)
        if (locked_give_back(&slot_classes[i], cell))
            return;
    abort();
}

void locked_free_pointer(void *pointer)
{
    void **cell = pointer;

    locked_free(*cell);
}

const unsigned char *locked_seal_key(void)
{
    return locked_ready()->seal_key;
}

const unsigned char *locked_digest_key(void)
{
    return locked_ready()->digest_key;
}
