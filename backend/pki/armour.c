#include "backend/pki/armour.h"

#include <stdint.h>
#include <stdio.h>
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

struct armour_found {
    const char *at, *behind; /* the mark, and what follows it; NULL: there is none */
    char name[64];
    bool ends; /* of END, not of BEGIN */
};

/* The next mark; of END, too, if wanted. Every character is looked at once, however many marks
 * there are. */
static bool armour_find(const char *at, const char *end, bool ends, struct armour_found *found)
{
    for (size_t dash; at < end; at += dash ? dash : 1) {
        dash = armour_dash(at, end);
        if (!dash)
            continue;
        found->at = at;
        found->behind = armour_mark(at, end, "BEGIN ", found->name);
        found->ends = !found->behind && ends;
        if (found->ends)
            found->behind = armour_mark(at, end, "END ", found->name);
        if (found->behind)
            return true;
    }
    return false;
}

/* ------------------------------------------------ a block */

/* A line with a colon is none of base64: past those in front of it. */
static const char *armour_past_headers(const char *at, const char *end)
{
    for (;;) {
        const char *line = at, *stop;

        while (line < end && strchr(" \t\r\n\"'>", *line))
            line++;
        for (stop = line; stop < end && *stop != '\n' && *stop != '\r'; stop++)
            continue;
        if (line >= end || !memchr(line, ':', (size_t)(stop - line)))
            return at;
        at = stop;
    }
}

/* Behind the characters of that set. */
static const char *armour_run(const char *at, const char *end, const char *set)
{
    while (at < end && *at && strchr(set, *at))
        at++;
    return at;
}

/* How an old key is encrypted (RFC 1421, 4.6.1.3) is kept, however its lines were broken or joined:
 * "DEK-Info: AES-128-CBC,0123..."; "?": it cannot be read. The base64 follows. */
static const char *armour_headers(const char *at, const char *end, char method[200])
{
    static const char word[] = "DEK-Info:", hex[] = "0123456789ABCDEFabcdef";
    const char *info = memmem(at, (size_t)(end - at), word, sizeof word - 1);

    method[0] = '\0';
    if (!info)
        return armour_past_headers(at, end);
    const char *name = armour_run(info + sizeof word - 1, end, " \t");
    const char *comma = memchr(name, ',', (size_t)(end - name));
    const char *stop = comma ? armour_run(comma + 1, end, hex) : name;
    if (comma)
        snprintf(method, 200, "%.*s", (int)(stop - name < 199 ? stop - name : 199), name);
    else
        snprintf(method, 200, "?");
    return armour_past_headers(stop, end);
}

static void armour_content(const char *start, const struct armour_found *begin, const char *end,
                           struct armour *block)
{
    struct armour_text text = { armour_dashes(begin->behind, end, 16), end };
    char *plain = armour_prefix(start, begin->at, &text);
    const char *content = armour_headers(text.at, text.end, block->method);

    block->proper =
        armour_decode(content, text.end, SIZE_MAX, &block->bytes, &block->size) == text.end;
    if (plain)
        wipe(plain, (size_t)(text.end - text.at));
    free(plain);
}

bool armour_next(const char **at, const char *end, struct armour *block)
{
    struct armour_found first, next = { .at = end, .behind = end };

    *block = (struct armour){ 0 };
    if (!armour_find(*at, end, false, &first))
        return false;
    block->before = (struct armour_text){ *at, first.at };
    memcpy(block->name, first.name, sizeof block->name);
    if (!armour_find(first.behind, end, true, &next))
        next = (struct armour_found){ .at = end, .behind = end };
    block->ended = next.ends;
    armour_content(*at, &first, next.at, block);
    *at = next.ends ? next.behind : next.at;
    return true;
}
