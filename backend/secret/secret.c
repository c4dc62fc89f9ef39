#include "backend/secret/secret.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "backend/base/mem.h"
#include "backend/base/sanitized.h"
#include "backend/secret/locked.h"

const char base62[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

struct secret {
    size_t holds;
    uint64_t number; /* of the sealing: no two under the process's key are the same */
    time_t made;
    double guesses;
    enum origin origin;
    struct secret *next; /* follows it; NULL: none */
    unsigned char digest[DIGEST_SIZE];
    unsigned char size;
    unsigned char sealed[]; /* size + TAG_SIZE bytes */
};

_Static_assert((int)DIGEST_SIZE == (int)TAG_SIZE, "a digest is one tag long");
_Static_assert((int)SECRET_MAX < (int)TEXT_CELL, "a secret and its NUL fit a cell");

bool secret_start(struct err *err)
{
    return locked_start(err);
}

bool secret_seal_process(struct err *err)
{
    const struct rlimit none = { 0 };

    if (setrlimit(RLIMIT_CORE, &none) != 0)
        return fail_errno(err, "cannot forbid core files");
    /* LeakSanitizer traces the process at its end. */
    if (!SANITIZED && prctl(PR_SET_DUMPABLE, 0) != 0)
        return fail_errno(err, "cannot forbid tracing");
    return true;
}

struct secret *secret_new(const char *bytes, size_t size, enum origin origin, time_t made,
                          double guesses)
{
    static uint64_t number;

    if (size > SECRET_MAX)
        abort();
    struct secret *secret = must(malloc(sizeof *secret + size + TAG_SIZE));
    *secret = (struct secret){ .holds = 1,
                               .number = number++,
                               .made = made,
                               .guesses = guesses,
                               .origin = origin,
                               .size = (unsigned char)size };
    const struct crypto_use lock = { .key = locked_seal_key(), .number = secret->number };
    crypto_seal(&lock, bytes, size, secret->sealed);
    crypto_digest(locked_digest_key(), bytes, size, secret->digest);
    return secret;
}

struct secret *secret_hold(const struct secret *secret)
{
    struct secret *held = (struct secret *)(uintptr_t)secret;

    if (held)
        held->holds++;
    return held;
}

void secret_free(struct secret *secret)
{
    if (!secret || --secret->holds)
        return;
    secret_free(secret->next);
    free(secret);
}

struct secret *secret_generate(const struct recipe *recipe, time_t now)
{
    if (recipe->length > SECRET_MAX)
        abort();
    AUTO_LOCKED char *text = locked_new(LOCKED_TEXT);
    crypto_draw(recipe->alphabet, text, recipe->length);
    return secret_new(text, recipe->length, GENERATED, now,
                      crypto_guesses(recipe->alphabet, recipe->length));
}

const char *secret_open(const struct secret *secret)
{
    const struct crypto_use lock = { .key = locked_seal_key(), .number = secret->number };
    char *text = locked_new(LOCKED_TEXT);

    if (!crypto_open(&lock, secret->sealed, secret->size, text))
        abort(); /* memory was overwritten, or a child wants to look */
    return text;
}

void secret_close(const char *bytes)
{
    locked_free(bytes);
}

bool secret_equal(const struct secret *a, const struct secret *b)
{
    if (!a || !b)
        return a == b;
    return memcmp(a->digest, b->digest, DIGEST_SIZE) == 0; /* keyed: timing tells nothing */
}

const unsigned char *secret_digest(const struct secret *secret)
{
    return secret->digest;
}

const struct secret *secret_next(const struct secret *secret)
{
    return secret->next;
}

struct secret *secret_follow(const struct secret *secret, struct secret *next)
{
    const char *bytes = secret_open(secret);
    struct secret *both =
        secret_new(bytes, secret->size, secret->origin, secret->made, secret->guesses);

    secret_close(bytes);
    both->next = next;
    return both;
}

size_t secret_length(const struct secret *secret)
{
    return secret->size;
}

time_t secret_made(const struct secret *secret)
{
    return secret->made;
}

enum origin secret_origin(const struct secret *secret)
{
    return secret->origin;
}

double secret_guesses(const struct secret *secret)
{
    return secret->guesses;
}
