#include "backend/probe/net/libcurl.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define LIBRARY "libcurl.so.4"

/* Tells packagers what no DT_NEEDED does:
 * https://uapi-group.org/specifications/specs/elf_dlopen_metadata
 */
#define LIBCURL_WANTED                                                                             \
    "[{\"feature\":\"https\",\"description\":\"Live tests of HTTPS and OAuth\","                   \
    "\"priority\":\"required\",\"soname\":[\"" LIBRARY "\"]}]"

static const struct {
    uint32_t owner_size, text_size, type;
    char owner[4];
    char text[sizeof LIBCURL_WANTED];
} libcurl_note __attribute__((used, section(".note.dlopen"), aligned(4))) = {
    .owner_size = 4,
    .text_size = sizeof LIBCURL_WANTED,
    .type = 0x407c0c0a,
    .owner = "FDO",
    .text = LIBCURL_WANTED,
};

struct libcurl libcurl;

static const struct {
    const char *name;
    size_t at;
} rows[] = {
#define LIBCURL_ROW(name) { #name, offsetof(struct libcurl, name) },
    LIBCURL_FUNCTIONS(LIBCURL_ROW)
#undef LIBCURL_ROW
};

bool libcurl_load(void)
{
    void *handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);

    for (size_t i = 0; handle && i < sizeof rows / sizeof *rows; i++) {
        void *function = dlsym(handle, rows[i].name);
        if (!function)
            return false;
        memcpy((char *)&libcurl + rows[i].at, &function, sizeof function);
    }
    return handle;
}
