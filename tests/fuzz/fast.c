#include "tests/fuzz/fast.h"

#include <openssl/core_dispatch.h>
#include <openssl/crypto.h>
#include <openssl/provider.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "backend/pki/pbe.h"

enum { STEPS = 100 };

bool __real_pbe_judge(const struct pbe *pbe, const char *where, struct problems *problems);
bool __wrap_pbe_judge(const struct pbe *pbe, const char *where, struct problems *problems);
bool __real_pbe_judge_steps(long long steps, const char *where, struct problems *problems);
bool __wrap_pbe_judge_steps(long long steps, const char *where, struct problems *problems);
OSSL_LIB_CTX *__real_OSSL_LIB_CTX_new(void);
OSSL_LIB_CTX *__wrap_OSSL_LIB_CTX_new(void);
void __wrap_OSSL_LIB_CTX_free(OSSL_LIB_CTX *context);
OSSL_PROVIDER *__real_OSSL_PROVIDER_load(OSSL_LIB_CTX *context, const char *name);
OSSL_PROVIDER *__wrap_OSSL_PROVIDER_load(OSSL_LIB_CTX *context, const char *name);
int __wrap_OSSL_PROVIDER_unload(OSSL_PROVIDER *provider);

static bool judge(long long steps, const char *where, struct problems *problems)
{
    if (steps > STEPS)
        problem_add(problems, PROBLEM_HOSTILE, where, "more than a fuzzer has time for");
    return steps <= STEPS;
}

bool __wrap_pbe_judge(const struct pbe *pbe, const char *where, struct problems *problems)
{
    return __real_pbe_judge(pbe, where, problems) && judge(pbe->steps, where, problems);
}

bool __wrap_pbe_judge_steps(long long steps, const char *where, struct problems *problems)
{
    return __real_pbe_judge_steps(steps, where, problems) && judge(steps, where, problems);
}

OSSL_LIB_CTX *__wrap_OSSL_LIB_CTX_new(void)
{
    static OSSL_LIB_CTX *context;

    if (!context)
        context = __real_OSSL_LIB_CTX_new();
    return context;
}

void __wrap_OSSL_LIB_CTX_free(OSSL_LIB_CTX *context)
{
    (void)context;
}

OSSL_PROVIDER *__wrap_OSSL_PROVIDER_load(OSSL_LIB_CTX *context, const char *name)
{
    static OSSL_PROVIDER *plain, *legacy;
    OSSL_PROVIDER **place = strcmp(name, "legacy") == 0 ? &legacy : &plain;

    if (!*place)
        *place = __real_OSSL_PROVIDER_load(context, name);
    return *place;
}

int __wrap_OSSL_PROVIDER_unload(OSSL_PROVIDER *provider)
{
    (void)provider;
    return 1;
}

/* ------------------------------------------------ memory */

/* Small pieces are kept in a list per size and never given back: one thread, one kind of work. */
void *__libc_malloc(size_t size);
void __libc_free(void *bytes);

enum { GRAIN = 32, GRAINS = 64 };

union piece {
    struct {
        size_t size; /* room behind the head */
        union piece *next;
    };
    max_align_t align;
};

static union piece *kept[GRAINS];

static void *get(size_t size, const char *file, int line)
{
    size_t grain = (size + GRAIN - 1) / GRAIN;

    (void)file, (void)line;
    if (grain < GRAINS && kept[grain]) {
        union piece *piece = kept[grain];
        kept[grain] = piece->next;
        return piece + 1;
    }
    union piece *piece = __libc_malloc(sizeof *piece + grain * GRAIN);
    if (!piece)
        return NULL;
    piece->size = grain * GRAIN;
    return piece + 1;
}

static void give_back(void *bytes, const char *file, int line)
{
    (void)file, (void)line;
    if (!bytes)
        return;
    union piece *piece = (union piece *)bytes - 1;
    size_t grain = piece->size / GRAIN;
    if (grain >= GRAINS) {
        __libc_free(piece);
        return;
    }
    piece->next = kept[grain];
    kept[grain] = piece;
}

static void *get_more(void *bytes, size_t size, const char *file, int line)
{
    size_t before = bytes ? ((union piece *)bytes - 1)->size : 0;

    if (bytes && before >= size)
        return bytes;
    void *more = get(size, file, line);
    if (more && bytes)
        memcpy(more, bytes, before);
    if (more)
        give_back(bytes, file, line);
    return more;
}

/* ------------------------------------------------ few kinds of keys
 *
 * For every key OpenSSL 3.0 walks over all its decoders. This provider is the default one of
 * another library context, with most of them left out. */

static OSSL_PROVIDER *whole;

static bool is_kept(const OSSL_ALGORITHM *algorithm)
{
    static const char *const kept[] = { "RSA", "EC", "DSA" };
    size_t length = strcspn(algorithm->algorithm_names, ":");

    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (strlen(kept[i]) == length && memcmp(kept[i], algorithm->algorithm_names, length) == 0)
            return true;
    return false;
}

static const OSSL_ALGORITHM *keep(const OSSL_ALGORITHM *all, OSSL_ALGORITHM few[], size_t room)
{
    size_t count = 0;

    if (few[0].algorithm_names)
        return few;
    for (; all->algorithm_names && count + 1 < room; all++)
        if (is_kept(all))
            few[count++] = *all;
    few[count] = (OSSL_ALGORITHM){ 0 };
    return few;
}

static const OSSL_ALGORITHM *query(void *context, int operation, int *no_cache)
{
    static OSSL_ALGORITHM decoders[64], managers[16];
    const OSSL_ALGORITHM *all = OSSL_PROVIDER_query_operation(whole, operation, no_cache);

    (void)context;
    if (operation == OSSL_OP_DECODER)
        return keep(all, decoders, sizeof decoders / sizeof *decoders);
    if (operation == OSSL_OP_KEYMGMT)
        return keep(all, managers, sizeof managers / sizeof *managers);
    return all;
}

static int start_few(const OSSL_CORE_HANDLE *handle, const OSSL_DISPATCH *in,
                     const OSSL_DISPATCH **out, void **context)
{
    static const OSSL_DISPATCH calls[] = {
        { OSSL_FUNC_PROVIDER_QUERY_OPERATION, (void (*)(void))query }, { 0 }
    };

    (void)handle, (void)in;
    whole = __real_OSSL_PROVIDER_load(__real_OSSL_LIB_CTX_new(), "default");
    *context = whole ? OSSL_PROVIDER_get0_provider_ctx(whole) : NULL;
    *out = calls;
    return whole != NULL;
}

bool fast_start(void)
{
    return !getenv("FAST") || (CRYPTO_set_mem_functions(get, get_more, give_back) &&
                               OSSL_PROVIDER_add_builtin(NULL, "few", start_few) &&
                               __real_OSSL_PROVIDER_load(NULL, "few"));
}
