#include "backend/secret/libcrypto.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/base/sanitized.h"

#define LIBCRYPTO_TEXT(number) #number
#define LIBCRYPTO_SONAME(version) "libcrypto.so." LIBCRYPTO_TEXT(version)
#define LIBRARY LIBCRYPTO_SONAME(OPENSSL_SHLIB_VERSION)

/* Tells packagers what no DT_NEEDED does:
 * https://uapi-group.org/specifications/specs/elf_dlopen_metadata
 */
#define LIBCRYPTO_WANTED                                                                           \
    "[{\"feature\":\"crypto\",\"description\":\"Secrets and checksums\","                          \
    "\"priority\":\"required\",\"soname\":[\"" LIBRARY "\"]}]"

static const struct {
    uint32_t owner_size, text_size, type;
    char owner[4];
    char text[sizeof LIBCRYPTO_WANTED];
} libcrypto_note __attribute__((used, section(".note.dlopen"), aligned(4))) = {
    .owner_size = 4,
    .text_size = sizeof LIBCRYPTO_WANTED,
    .type = 0x407c0c0a,
    .owner = "FDO",
    .text = LIBCRYPTO_WANTED,
};

static struct libcrypto loaded;
static uint64_t libcrypto_left_out = OPENSSL_INIT_NO_LOAD_CONFIG;

static const struct {
    const char *name;
    size_t at;
} rows[] = {
#define LIBCRYPTO_ROW(name) { #name, offsetof(struct libcrypto, name) },
    LIBCRYPTO_FUNCTIONS(LIBCRYPTO_ROW)
#undef LIBCRYPTO_ROW
};

/* OpenSSL 3.0 goes on with no memory where it has asked for some, above all while it starts. */
static void *libcrypto_room(size_t size, const char *file, int line)
{
    (void)file, (void)line;
    return must(malloc(size));
}

static void *libcrypto_more_room(void *memory, size_t size, const char *file, int line)
{
    (void)file, (void)line;
    return size ? must(realloc(memory, size)) : (free(memory), NULL);
}

static void libcrypto_give_back(void *memory, const char *file, int line)
{
    (void)file, (void)line;
    free(memory);
}

static bool libcrypto_fail(struct err *err)
{
    return fail(err, "OpenSSL cannot be loaded, and nothing secret works without it: %s",
                dlerror());
}

/* Its own names are looked for in itself first, and not in all that was loaded before: two fifths
 * of the linker's work. AddressSanitizer, which comes between by name, refuses that. */
enum { LIBCRYPTO_BINDS = RTLD_NOW | RTLD_LOCAL | (SANITIZED ? 0 : RTLD_DEEPBIND) };

static bool libcrypto_find(struct err *err)
{
    void *handle = dlopen(LIBRARY, LIBCRYPTO_BINDS);

    if (!handle)
        return libcrypto_fail(err);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        void *function = dlsym(handle, rows[i].name);
        if (!function)
            return libcrypto_fail(err);
        memcpy((char *)&loaded + rows[i].at, &function, sizeof function);
    }
    if (libcrypto_left_out & OPENSSL_INIT_NO_ATEXIT)
        loaded.CRYPTO_set_mem_functions(libcrypto_room, libcrypto_more_room, libcrypto_give_back);
    return loaded.OPENSSL_init_crypto(libcrypto_left_out, NULL) ||
           fail(err, "OpenSSL cannot be started: no memory");
}

void libcrypto_alone(void)
{
    libcrypto_left_out |= OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS | OPENSSL_INIT_NO_ADD_ALL_CIPHERS |
                          OPENSSL_INIT_NO_ADD_ALL_DIGESTS | OPENSSL_INIT_NO_ATEXIT;
}

const struct libcrypto *libcrypto(struct err *err)
{
    static bool ready;

    ready = ready || libcrypto_find(err);
    return ready ? &loaded : NULL;
}
