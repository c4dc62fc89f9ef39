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

/* What was written there becomes a way; SIZE_MAX: it could not be, and none is returned. */
static struct way variant_keep(struct variant *variant, size_t size)
{
    if (size > VARIANT_ROOM - variant->used)
        return (struct way){ NULL, 0 };
    const struct way way = { variant->room + variant->used, size };
    variant->used += size;
    variant_add(variant, way.bytes, size);
    return way;
}

static struct way variant_normal(struct variant *variant, const char *name, struct way text)
{
    void *library = variant_load();
    void *address = library ? dlsym(library, "u8_normalize") : NULL;
    const void *form = library ? dlsym(library, name) : NULL;
    char *room = variant_room(variant, VARIANT_TEXT);
    size_t size = VARIANT_TEXT;
    normalize *run;

    if (!address || !form || !room || text.size > VARIANT_TEXT / 4)
        return (struct way){ NULL, 0 };
    memcpy(&run, &address, sizeof run);
    /* It hands back another room when ours is too small; no password is that long. */
    bool fits = run(form, (const uint8_t *)text.bytes, text.size, (uint8_t *)room, &size) ==
                (uint8_t *)room;
    return variant_keep(variant, fits ? size : SIZE_MAX);
}

static void variant_convert(struct variant *variant, struct way from,
                            size_t (*how)(const char *text, size_t size, char *room, size_t most))
{
    char *room = variant_room(variant, VARIANT_TEXT);

    if (room && from.bytes && from.size <= VARIANT_TEXT / 4)
        variant_keep(variant, how(from.bytes, from.size, room, VARIANT_TEXT));
}

static struct way variant_recode(struct variant *variant, struct way from, enum codepage page,
                                 size_t (*how)(enum codepage page, const char *text, size_t size,
                                               char *room, size_t most))
{
    char *room = variant_room(variant, VARIANT_TEXT);
    bool fits = room && from.bytes && from.size <= VARIANT_TEXT / 4;

    return variant_keep(variant,
                        fits ? how(page, from.bytes, from.size, room, VARIANT_TEXT) : SIZE_MAX);
}

/* ------------------------------------------------ all of them */

/* UTF-16: NSS sealed content under what RFC 7292 keeps for its own methods. */
static void variant_wide(struct variant *variant, struct way text)
{
    variant_convert(variant, text, codepage_utf16be_ended);
    variant_convert(variant, text, codepage_utf16le);
    variant_convert(variant, text, codepage_utf16be);
}

/* What is no ASCII, composed and decomposed; then in the code pages, widened, and in UTF-16. */
static void variant_letters(struct variant *variant, struct way text)
{
    const struct way forms[] = { variant_normal(variant, "uninorm_nfc", text),
                                 variant_normal(variant, "uninorm_nfd", text), text };
    enum { FORMS = sizeof forms / sizeof *forms };

    for (enum codepage page = LATIN1; page < CODEPAGES; page++)
        for (size_t i = 0; i < FORMS; i++)
            variant_recode(variant, forms[i], page, codepage_to);
    for (size_t i = 0; i < FORMS; i++)
        variant_recode(variant, forms[i], LATIN1, codepage_from);
    for (size_t i = 0; i < FORMS; i++)
        variant_wide(variant, forms[i]);
}

/* A password file in a code page, for what was sealed in UTF-8; or, where it was written on Windows
 * in the west, in any other way. */
static void variant_bytes(struct variant *variant, struct way typed)
{
    struct way west = { NULL, 0 };

    for (enum codepage page = LATIN1; page < CODEPAGES; page++) {
        struct way text = variant_recode(variant, typed, page, codepage_from);

        west = page == WINDOWS_WEST ? text : west;
    }
    if (west.bytes)
        variant_letters(variant, west);
}

void variant_fill(struct variant *variant, const char *password)
{
    struct way typed = { password, password ? strlen(password) : 0 };
    bool ascii = variant_is_ascii(password, typed.size);
    bool utf8 = password && utf8_valid(password, typed.size);

    memset(variant, 0, sizeof *variant);
    variant->given = password;
    if (typed.size)
        variant_add(variant, typed.bytes, typed.size);
    if (!ascii)
        (utf8 ? variant_letters : variant_bytes)(variant, typed);
    variant_add(variant, "", 0);
    variant_add(variant, NULL, 0);
    if (typed.size && ascii)
        variant_wide(variant, typed);
}
