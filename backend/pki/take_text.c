/* take_text.c - what is text: in UTF-16, PEM, or base64 without anything around it. */
#include <openssl/err.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/base/wiped.h"
#include "backend/pki/armour.h"
#include "backend/pki/take_inside.h"

enum { DEPTH = 3 }; /* PEM in base64 in a block; nobody wraps it more often */

/* ------------------------------------------------ UTF-16 */

/* Its byte order, "<" or ">"; 0: it is not UTF-16. Without a mark it is, if every other byte of its
 * beginning is zero. */
static char take_text_order(const unsigned char *at, size_t size)
{
    size_t look = size < 32 ? size & ~(size_t)1 : 32, low = 0, high = 0;

    if (size >= 2 && at[0] == 0xFF && at[1] == 0xFE)
        return '<';
    if (size >= 2 && at[0] == 0xFE && at[1] == 0xFF)
        return '>';
    for (size_t i = 0; i < look; i += 2) {
        low += at[i] && !at[i + 1];
        high += !at[i] && at[i + 1];
    }
    return look >= 8 && low == look / 2 ? '<' : look >= 8 && high == look / 2 ? '>' : 0;
}

/* What is not ASCII is no part of a block. */
static char *take_text_narrow(const struct take_source *source, char order)
{
    size_t count = source->size / 2;
    char *text = must(malloc(count + 1));

    for (size_t i = 0; i < count; i++) {
        const unsigned char *pair = source->bytes + 2 * i;
        unsigned low = pair[order == '<' ? 0 : 1], high = pair[order == '<' ? 1 : 0];
        unsigned unit = low | high << 8;
        text[i] = (char)(unit < 0x80 ? unit : unit == 0xFEFF ? ' ' : '?');
    }
    text[count] = '\0';
    return text;
}

/* ------------------------------------------------ base64 */

static bool take_text_at(struct taking *taking, const char *text, size_t size, int depth);

/* Whatever was wrapped: a structure, or text once more. */
/* NOLINTNEXTLINE(misc-no-recursion): DEPTH */
static bool take_text_unwrapped(struct taking *taking, const struct armour *block, int depth)
{
    const unsigned char *at = block->bytes;

    if (block->size && take_is_der(at, block->size))
        return take_one(taking, &at, block->size);
    return block->size && depth < DEPTH &&
           take_text_at(taking, (const char *)block->bytes, block->size, depth + 1);
}

/* NOLINTNEXTLINE(misc-no-recursion): DEPTH */
static bool take_text_bare(struct taking *taking, const char *text, size_t size, int depth)
{
    const char *at = text, *end = text + size;
    struct armour block;
    bool any = false;

    while (armour_bare(&at, end, &block)) {
        any = take_text_unwrapped(taking, &block, depth) || any;
        armour_free(&block);
    }
    if (any || !armour_whole(text, end, &block))
        return any;
    any = take_text_unwrapped(taking, &block, depth);
    armour_free(&block);
    return any;
}

/* NOLINTNEXTLINE(misc-no-recursion): DEPTH */
static bool take_text_at(struct taking *taking, const char *text, size_t size, int depth)
{
    return take_pem(taking, text, size) || take_text_bare(taking, text, size, depth);
}

bool take_text(struct taking *taking)
{
    const struct take_source *source = taking->source;
    char order = take_text_order(source->bytes, source->size);

    if (!order)
        return take_text_at(taking, (const char *)source->bytes, source->size, 0);
    char *text = take_text_narrow(source, order);
    bool any = take_text_at(taking, text, source->size / 2, 0);
    wipe(text, source->size / 2);
    free(text);
    return any;
}
