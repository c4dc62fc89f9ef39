/* One file that somebody brings, in any form: what is found in it is whole, and what is wrong with
 * it is told. The first byte says which password is tried.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/pki/take.h"
#include "tests/fuzz/der.h"
#include "tests/fuzz/fast.h"

int LLVMFuzzerInitialize(int *count, char ***words);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t room);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t room, unsigned seed);

int LLVMFuzzerInitialize(int *count, char ***words)
{
    (void)count, (void)words;
    return fast_start() ? 0 : 1;
}

static void check(const struct taken *taken, struct problems *problems)
{
    if (taken->cert_count > TAKE_CERTS || taken->key_count > TAKE_KEYS)
        abort();
    for (size_t i = 0; i < taken->cert_count; i++)
        if (!taken->certs[i].cert)
            abort();
    for (size_t i = 0; i < taken->key_count; i++)
        if (!taken->keys[i].key)
            abort();
    if (!problem_check(problems))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char *const passwords[] = { NULL, "", "summer-print-24", "Gr\xc3\xbc\xc3\x9f" };
    static struct taken taken;
    struct problems problems = { 0 };
    struct variant variant = { 0 };

    if (!size || size > 1 << 15)
        return 0;
    uint8_t *copy = malloc(size); /* of exactly that size, for the sanitizer */
    memcpy(copy, bytes, size);
    const struct take_source source = { .name = "file", .bytes = copy + 1, .size = size - 1 };
    variant_fill(&variant, passwords[bytes[0] % 4]);
    take_file(&taken, &source, &variant, &problems);
    check(&taken, &problems);
    take_free(&taken);
    free(copy);
    return 0;
}

/* Half of the time blindly; else what is DER stays DER. */
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t room, unsigned seed)
{
    size_t now = 0;

    if (size > 8 && bytes[1] == 0x30 && seed % 2)
        now = der_mutate(bytes + 1, size - 1, room - 1, seed / 2);
    return now ? now + 1 : LLVMFuzzerMutate(bytes, size, room);
}
