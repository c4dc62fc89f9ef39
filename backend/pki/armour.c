#include "backend/pki/armour.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/base/wiped.h"

void armour_free(struct armour *block)
{
    if (block->bytes)
        wipe(block->bytes, block->size);
    free(block->bytes);
    *block = (struct armour){ 0 };
}

/* ------------------------------------------------ marks */

/* A hyphen, or what an editor made of it (U+2010 to U+2015, U+2212); its bytes, 0: it is none. */
static size_t armour_dash(const char *at, const char *end)
{
    if (at < end && *at == '-')
        return 1;
    if (end - at < 3 || at[0] != '\xE2')
        return 0;
    bool dash = (at[1] == '\x80' && at[2] >= '\x90' && at[2] <= '\x95') ||
                (at[1] == '\x88' && at[2] == '\x92');
    return dash ? 3 : 0;
}

/* Behind as many dashes as there are, at most `most`. */
static const char *armour_dashes(const char *at, const char *end, int most)
{
    size_t step;

    while (most-- > 0 && (step = armour_dash(at, end)))
        at += step;
    return at;
}

static bool armour_is_mark(const char *at, const char *end)
{
    size_t first = armour_dash(at, end);

    return first && (first == 3 || armour_dash(at + 1, end)); /* one long dash, or two */
}

/* Reads "----- WORD name -----" at `at`, which is a dash; NULL: something else stands there. */
static const char *armour_mark(const char *at, const char *end, const char *word, char name[64])
{
    size_t length = strlen(word), size = 0;

    if (!armour_is_mark(at, end))
        return NULL;
    at = armour_dashes(at, end, 16);
    while (at < end && *at == ' ')
        at++;
    if ((size_t)(end - at) <= length || memcmp(at, word, length) != 0)
        return NULL;
    at += length;
    while (at + size < end && size < 63 && at[size] != '\n' && at[size] != '\r' &&
           !armour_is_mark(at + size, end))
        size++;
    memcpy(name, at, size);
    at += size;
    while (size && name[size - 1] == ' ')
        size--;
    name[size] = '\0';
    return armour_dashes(at, end, 5); /* the next block may begin right behind */
}

/* The next mark of that word; *behind is what follows it. NULL: there is none. */
static const char *armour_find(const char *at, const char *end, const char *word,
                               const char **behind, char name[64])
{
    while (at < end) {
        size_t dash = armour_dash(at, end);

        if (dash && (*behind = armour_mark(at, end, word, name)))
            return at;
        at += dash ? dash : 1;
    }
    return NULL;
}

/* ------------------------------------------------ a block */

/* A line with a colon is none of base64. Only headers that fit are kept: those that say how a key
 * is encrypted are short. */
static const char *armour_headers(const char *at, const char *end, char header[256])
{
    size_t used = 0;

    header[0] = '\0';
    for (;;) {
        const char *line = at, *stop;

        while (line < end && strchr(" \t\r\n\"'>", *line))
            line++;
        for (stop = line; stop < end && *stop != '\n' && *stop != '\r'; stop++)
            continue;
        if (line >= end || !memchr(line, ':', (size_t)(stop - line)))
            return at;
        if (used + (size_t)(stop - line) + 2 < 256) {
            memcpy(header + used, line, (size_t)(stop - line));
            used += (size_t)(stop - line);
            header[used++] = '\n';
            header[used] = '\0';
        }
        at = stop;
    }
}

bool armour_next(const char **at, const char *end, struct armour *block)
{
    char name[64];
    const char *begin, *content, *next, *behind;

    *block = (struct armour){ 0 };
    if (!armour_find(*at, end, "BEGIN ", &begin, block->name))
        return false;
    const char *stop = armour_find(begin, end, "END ", &behind, name);
    const char *other = armour_find(begin, stop ? stop : end, "BEGIN ", &next, name);
    block->ended = stop && !other;
    if (!block->ended) {
        stop = other ? other : end;
        behind = stop;
    }
    content = armour_headers(begin, stop, block->header);
    block->proper = armour_decode(content, stop, SIZE_MAX, &block->bytes, &block->size) == stop;
    *at = behind;
    return true;
}
