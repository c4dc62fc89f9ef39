/* armour_bytes.c - bytes as programs print them: as decimal numbers (JSON, PowerShell, Java) and as
 * a string literal with escapes (Python, C). */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "backend/pki/armour.h"

enum { PEM_MARK = 5, HEAD_MOST = 64 }; /* dashes of a block; characters for the first bytes */

/* Of one byte that is written down at `at`; behind it, NULL: there is none. */
typedef const char *bytes_read(const char *at, const char *end, unsigned char *byte);

/* 0 to 255, or as Java has it, from -128. */
static const char *bytes_decimal(const char *at, const char *end, unsigned char *byte)
{
    bool minus = at < end && *at == '-';
    const char *digits = at += minus;
    int number = 0;

    while (at < end && isdigit((unsigned char)*at) && at - digits < 4)
        number = number * 10 + *at++ - '0';
    *byte = (unsigned char)(minus ? 256 - number : number);
    return at == digits || number > (minus ? 128 : 255) ? NULL : at;
}

static const char *bytes_past(const char *at, const char *end)
{
    while (at < end && *at && strchr(" \t\r\n,;|", *at))
        at++;
    return at;
}

/* Digits of that base behind a backslash, and what is in front of them. */
static const char *bytes_digits(const char *at, const char *end, const char *start, int base,
                                unsigned char *byte)
{
    size_t length = strlen(start), most = base == 8 ? 3 : start[length - 1] == 'u' ? 4 : 2;
    char digits[5] = "", *stop;

    if ((size_t)(end - at) <= length || memcmp(at, start, length) != 0 ||
        !isxdigit((unsigned char)at[length]))
        return NULL;
    at += length;
    memcpy(digits, at, (size_t)(end - at) < most ? (size_t)(end - at) : most);
    long number = strtol(digits, &stop, base);
    *byte = (unsigned char)number;
    return stop == digits || number > 0xFF ? NULL : at + (stop - digits);
}

static const char *bytes_escape(const char *at, const char *end, unsigned char *byte)
{
    static const char signs[] = "abtnvfr"; /* 7 to 13 */
    const char *hex = bytes_digits(at, end, "\\x", 16, byte);
    const char *next = hex ? hex : bytes_digits(at, end, "\\u", 16, byte);
    const char *sign;

    next = next ? next : bytes_digits(at, end, "\\", 8, byte);
    if (next || end - at < 2)
        return next;
    sign = strchr(signs, at[1]);
    *byte = (unsigned char)(sign && *sign ? '\a' + (sign - signs) : at[1]);
    return at + 2;
}

static const char *bytes_literal(const char *at, const char *end, char quote, unsigned char *byte)
{
    if (at >= end || *at == quote)
        return NULL;
    if (*at == '\\')
        return bytes_escape(at, end, byte);
    *byte = (unsigned char)*at;
    return at + 1;
}

static const char *bytes_single(const char *at, const char *end, unsigned char *byte)
{
    return bytes_literal(at, end, '\'', byte);
}

static const char *bytes_double(const char *at, const char *end, unsigned char *byte)
{
    return bytes_literal(at, end, '"', byte);
}

/* Past the end of a literal and the beginning of the next, which goes on with it. */
static const char *bytes_joined(const char *at, const char *end)
{
    const char *next = at + 1;

    while (next < end && *next && strchr(" \t\r\n\\+b", *next))
        next++;
    return at < end && next < end && *next == *at ? next + 1 : at;
}

static size_t bytes_all(const char *at, const char *end, bytes_read *read, unsigned char *to,
                        size_t most)
{
    size_t size = 0;

    while (size < most) {
        const char *from = read == bytes_decimal ? bytes_past(at, end) : at;
        const char *next = read(from, end, to + size);
        if (!next && read != bytes_decimal && bytes_joined(from, end) > from)
            at = bytes_joined(from, end);
        else if (!next)
            break;
        else
            at = next, size++;
    }
    return size;
}

/* A DER structure of more than 127 bytes, or PEM. */
static bool bytes_begin(const char *at, const char *end, bytes_read *read)
{
    unsigned char head[PEM_MARK] = { 0 };
    const char *stop = end - at < HEAD_MOST ? end : at + HEAD_MOST;

    return bytes_all(at, stop, read, head, sizeof head) == sizeof head &&
           ((head[0] == 0x30 && head[1] >= 0x81 && head[1] <= 0x83) ||
            memcmp(head, "-----", sizeof head) == 0);
}

bool armour_bytes(const char *text, const char *end, struct armour *block)
{
    for (const char *at = text; at < end; at++) {
        bool first = at == text || !isalnum((unsigned char)at[-1]);
        bool quoted = at > text && (at[-1] == '"' || at[-1] == '\'');
        bytes_read *read = !quoted ? bytes_decimal : at[-1] == '"' ? bytes_double : bytes_single;

        if (!first || (!quoted && *at != '4') || !bytes_begin(at, end, read))
            continue;
        *block = (struct armour){ .ended = true, .proper = true };
        block->bytes = must(malloc((size_t)(end - at)));
        block->size = bytes_all(at, end, read, block->bytes, (size_t)(end - at));
        return true;
    }
    return false;
}
