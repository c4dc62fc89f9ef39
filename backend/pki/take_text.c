/* take_text.c - what is text: in UTF-16, PEM, or base64 without anything around it. */
#include <openssl/err.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/base/wiped.h"
#include "backend/pki/armour.h"
#include "backend/pki/take_inside.h"

enum { BLOCKS_DEEP = 3 }; /* PEM in base64 in a block; nobody wraps it more often */

/* ------------------------------------------------ UTF-16 */

bool take_text_is_wide(const unsigned char *at, size_t size)
{
    return (size >= 2 && (memcmp(at, "\xFF\xFE", 2) == 0 || memcmp(at, "\xFE\xFF", 2) == 0)) ||
           memchr(at, '\0', size < 32 ? size : 32);
}

/* ASCII is the same in UTF-16 of either order but for the zeros and the marks, also where a program
 * has gone on in the other way in the middle of a file. What is not ASCII is no part of a block. */
static char *take_text_narrow(const unsigned char *at, size_t size, size_t *count)
{
    char *text = must(malloc(size + 1));

    *count = 0;
    for (size_t i = 0; i < size; i++)
        if (at[i] && at[i] < 0xFE) /* no byte of UTF-8 either */
            text[(*count)++] = (char)at[i];
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
    if (take_kind(taking, at, block->size))
        return true;
    return block->size && depth < BLOCKS_DEEP &&
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

/* NOLINTNEXTLINE(misc-no-recursion): what is in base64 is no PEM once more */
bool take_text_between(struct taking *taking, const char *at, const char *end)
{
    struct armour block;
    bool any = false;

    while (at < end && armour_bare(&at, end, &block)) {
        const unsigned char *bytes = block.bytes;
        if (block.size && take_is_der(bytes, block.size))
            any = take_one(taking, &bytes, block.size) || any;
        armour_free(&block);
    }
    return any;
}

static bool take_text_hex(struct taking *taking, const char *text, size_t size)
{
    struct armour block;

    if (!armour_hex(text, text + size, &block))
        return false;
    const unsigned char *at = block.bytes;
    bool any = take_one(taking, &at, block.size);
    armour_free(&block);
    return any;
}

/* NOLINTNEXTLINE(misc-no-recursion): DEPTH */
/* Also in hexadecimal, for "\x30" looks as if a sign were spelled in another way. */
static bool take_text_bytes(struct taking *taking, const char *text, size_t size, int depth)
{
    struct armour block;

    if (take_text_hex(taking, text, size))
        return true;
    if (!armour_bytes(text, text + size, &block))
        return false;
    bool any = take_text_unwrapped(taking, &block, depth);
    armour_free(&block);
    return any;
}

/* NOLINTNEXTLINE(misc-no-recursion): DEPTH */
static bool take_text_at(struct taking *taking, const char *text, size_t size, int depth)
{
    AUTO_WIPED struct buf plain = { 0 };
    bool spelled = armour_spelled(text, text + size, &plain);
    const char *at = spelled ? plain.text : text;
    size_t count = spelled ? plain.size : size;

    return take_pem(taking, &at, count) || take_text_bare(taking, at, count, depth) ||
           take_text_hex(taking, at, count) || take_text_bytes(taking, text, size, depth);
}

static bool take_text_squeezed(struct taking *taking, const unsigned char *at, size_t size)
{
    size_t count;
    char *text = take_text_narrow(at, size, &count);
    bool any = take_text_at(taking, text, count, 0);

    wipe(text, count);
    free(text);
    return any;
}

/* Whose signs are spelled in another way: all of it is text. */
static bool take_text_spelled(struct taking *taking, const char *text, size_t size, bool *any)
{
    AUTO_WIPED struct buf plain = { 0 };

    if (!armour_spelled(text, text + size, &plain))
        return false;
    *any =
        take_text_at(taking, plain.text, plain.size, 0) || take_text_bytes(taking, text, size, 0);
    return true;
}

bool take_text(struct taking *taking, const unsigned char **at, const unsigned char *end)
{
    const unsigned char *start = *at;
    const char *text = (const char *)start;
    size_t size = (size_t)(end - start);
    bool any;

    *at = end;
    if (take_text_is_wide(start, size))
        return take_text_squeezed(taking, start, size);
    if (take_text_spelled(taking, text, size, &any))
        return any;
    if (!take_pem(taking, &text, size))
        return take_text_bare(taking, text, size, 0) || take_text_bytes(taking, text, size, 0);
    *at = (const unsigned char *)text;
    return true;
}
