#include "backend/pki/spell.h"

#include <dlfcn.h>
#include <stdint.h>
#include <string.h>

#include "backend/utf8.h"

/* u8_normalize() of libunistring, which libidn2 needs, too: loaded only if a password is not ASCII.
 */
typedef uint8_t *normalize(const void *form, const uint8_t *text, size_t size, uint8_t *room,
                           size_t *room_size);

static void *load(void)
{
    static const char *const names[] = { "libunistring.so.5", "libunistring.so.2" };
    void *library = NULL;

    for (size_t i = 0; !library && i < sizeof names / sizeof *names; i++)
        library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    return library;
}

/* False: the library is not there, or it would not fit. */
static bool convert(const char *name, const char *text, char room[SPELL_MAX])
{
    void *library = load();
    void *address = library ? dlsym(library, "u8_normalize") : NULL;
    const void *form = library ? dlsym(library, name) : NULL;
    size_t size = SPELL_MAX - 1;
    normalize *run;

    if (!address || !form)
        return false;
    memcpy(&run, &address, sizeof run);
    /* It hands back another room when ours is too small; no password is that long. */
    if (strlen(text) > SPELL_MAX / 4 ||
        run(form, (const uint8_t *)text, strlen(text), (uint8_t *)room, &size) != (uint8_t *)room)
        return false;
    room[size] = '\0';
    return true;
}

static bool is_ascii(const char *text)
{
    while (*text && (unsigned char)*text < 0x80)
        text++;
    return !*text;
}

static void add(struct spell *spell, const char *way)
{
    for (size_t i = 0; way && i < spell->count; i++)
        if (spell->ways[i] && strcmp(spell->ways[i], way) == 0)
            return;
    spell->ways[spell->count++] = way;
}

void spell_fill(struct spell *spell, const char *password)
{
    *spell = (struct spell){ .given = password };
    if (password && *password) {
        add(spell, password);
        if (!is_ascii(password) && utf8_valid(password, strlen(password))) {
            if (convert("uninorm_nfc", password, spell->composed))
                add(spell, spell->composed);
            if (convert("uninorm_nfd", password, spell->decomposed))
                add(spell, spell->decomposed);
        }
    }
    add(spell, "");
    add(spell, NULL);
}
