#include "backend/pki/variant.h"

#include <dlfcn.h>
#include <stdint.h>
#include <string.h>

#include "backend/base/utf8.h"
#include "backend/pki/codepage.h"

/* u8_normalize() of libunistring, which libidn2 needs, too: loaded only if a password is not ASCII.
 */
typedef uint8_t *normalize(const void *form, const uint8_t *text, size_t size, uint8_t *room,
                           size_t *room_size);

enum { VARIANT_TEXT = 1024 }; /* more than any password has */

static void *variant_load(void)
{
    static const char *const names[] = { "libunistring.so.5", "libunistring.so.2" };
    void *library = NULL;

    for (size_t i = 0; !library && i < sizeof names / sizeof *names; i++)
        library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    return library;
}

static bool variant_is_ascii(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)text[i] >= 0x80)
            return false;
    return true;
}

/* ------------------------------------------------ one way more */

static void variant_add(struct variant *variant, const char *bytes, size_t size)
{
    for (size_t i = 0; i < variant->count; i++) {
        const struct way *way = &variant->ways[i];
        if (!bytes == !way->bytes && way->size == size &&
            (!bytes || memcmp(way->bytes, bytes, size) == 0))
            return;
    }
    if (variant->count < VARIANTS)
        variant->ways[variant->count++] = (struct way){ bytes, size };
}

/* Room for a way; NULL: there is no more. */
static char *variant_room(struct variant *variant, size_t size)
{
    return size <= VARIANT_ROOM - variant->used ? variant->room + variant->used : NULL;
}

/* What was written there becomes a way; SIZE_MAX: it could not be. */
static void variant_keep(struct variant *variant, size_t size)
{
    if (size > VARIANT_ROOM - variant->used)
        return;
    const char *bytes = variant->room + variant->used;
    variant->used += size;
    variant_add(variant, bytes, size);
}

static void variant_normal(struct variant *variant, const char *name, const char *text,
                           size_t length)
{
    void *library = variant_load();
    void *address = library ? dlsym(library, "u8_normalize") : NULL;
    const void *form = library ? dlsym(library, name) : NULL;
    char *room = variant_room(variant, VARIANT_TEXT);
    size_t size = VARIANT_TEXT;
    normalize *run;

    if (!address || !form || !room || length > VARIANT_TEXT / 4)
        return;
    memcpy(&run, &address, sizeof run);
    /* It hands back another room when ours is too small; no password is that long. */
    if (run(form, (const uint8_t *)text, length, (uint8_t *)room, &size) == (uint8_t *)room)
        variant_keep(variant, size);
}

typedef size_t convert(const char *text, size_t size, char *room, size_t most);

static void variant_convert(struct variant *variant, convert *how, struct way from)
{
    char *room = variant_room(variant, VARIANT_TEXT);

    if (room && from.bytes && from.size <= VARIANT_TEXT / 4)
        variant_keep(variant, how(from.bytes, from.size, room, VARIANT_TEXT));
}

/* ------------------------------------------------ all of them */

/* As typed, composed and decomposed; then in the code pages, and widened. */
static void variant_letters(struct variant *variant, struct way typed)
{
    static convert *const pages[] = { codepage_latin1, codepage_windows, codepage_dos };

    variant_normal(variant, "uninorm_nfc", typed.bytes, typed.size);
    variant_normal(variant, "uninorm_nfd", typed.bytes, typed.size);
    size_t forms = variant->count;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        for (size_t k = 0; k < forms; k++)
            variant_convert(variant, pages[i], variant->ways[k]);
    for (size_t k = 0; k < forms; k++)
        variant_convert(variant, codepage_widen, variant->ways[k]);
}

/* A password file in a code page, for what was sealed in UTF-8. */
static void variant_bytes(struct variant *variant, struct way typed)
{
    static convert *const pages[] = { codepage_widen, codepage_from_windows, codepage_from_dos };

    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        variant_convert(variant, pages[i], typed);
}

void variant_fill(struct variant *variant, const char *password)
{
    struct way typed = { password, password ? strlen(password) : 0 };
    bool ascii = variant_is_ascii(password, typed.size);
    bool utf8 = password && utf8_valid(password, typed.size);

    memset(variant, 0, sizeof *variant);
    variant->given = password;
    if (typed.size) {
        variant_add(variant, typed.bytes, typed.size);
        if (!ascii)
            (utf8 ? variant_letters : variant_bytes)(variant, typed);
    }
    variant_add(variant, "", 0);
    variant_add(variant, NULL, 0);
    if (typed.size && utf8) { /* NSS sealed content under what RFC 7292 keeps for its own methods */
        variant_convert(variant, codepage_utf16be_ended, typed);
        variant_convert(variant, codepage_utf16le, typed);
        variant_convert(variant, codepage_utf16be, typed);
    }
}
