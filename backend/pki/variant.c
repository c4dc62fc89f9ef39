#include "backend/pki/variant.h"

#include <dlfcn.h>
#include <stdint.h>
#include <string.h>

#include "backend/base/utf8.h"

/* u8_normalize() of libunistring, which libidn2 needs, too: loaded only if a password is not ASCII.
 */
typedef uint8_t *normalize(const void *form, const uint8_t *text, size_t size, uint8_t *room,
                           size_t *room_size);

static void *variant_load(void)
{
    static const char *const names[] = { "libunistring.so.5", "libunistring.so.2" };
    void *library = NULL;

    for (size_t i = 0; !library && i < sizeof names / sizeof *names; i++)
        library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    return library;
}

/* False: the library is not there, or it would not fit. */
static bool variant_convert(const char *name, const char *text, char room[VARIANT_MAX])
{
    void *library = variant_load();
    void *address = library ? dlsym(library, "u8_normalize") : NULL;
    const void *form = library ? dlsym(library, name) : NULL;
    size_t size = VARIANT_MAX - 1;
    normalize *run;

    if (!address || !form)
        return false;
    memcpy(&run, &address, sizeof run);
    /* It hands back another room when ours is too small; no password is that long. */
    if (strlen(text) > VARIANT_MAX / 4 ||
        run(form, (const uint8_t *)text, strlen(text), (uint8_t *)room, &size) != (uint8_t *)room)
        return false;
    room[size] = '\0';
    return true;
}

static bool variant_is_ascii(const char *text)
{
    while (*text && (unsigned char)*text < 0x80)
        text++;
    return !*text;
}

static void variant_add(struct variant *variant, const char *way)
{
    for (size_t i = 0; way && i < variant->count; i++)
        if (variant->ways[i] && strcmp(variant->ways[i], way) == 0)
            return;
    variant->ways[variant->count++] = way;
}

void variant_fill(struct variant *variant, const char *password)
{
    *variant = (struct variant){ .given = password };
    if (password && *password) {
        variant_add(variant, password);
        if (!variant_is_ascii(password) && utf8_valid(password, strlen(password))) {
            if (variant_convert("uninorm_nfc", password, variant->composed))
                variant_add(variant, variant->composed);
            if (variant_convert("uninorm_nfd", password, variant->decomposed))
                variant_add(variant, variant->decomposed);
        }
    }
    variant_add(variant, "");
    variant_add(variant, NULL);
}
