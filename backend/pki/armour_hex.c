/* armour_hex.c - bytes that were written down in hexadecimal, as xxd, hexdump, certutil, regedit
 * and programs in C do it. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "backend/pki/armour.h"

/* Bytes in a line of a dump; digits in front of it, and of od's. */
enum { HEX_LINE = 16, HEX_OFFSET = 4, HEX_OD = 7 };

#define HEX_BETWEEN " \t,:\\-"

static bool hex_is_digit(const char *at, const char *end)
{
    return at < end && isxdigit((unsigned char)*at);
}

static const char *hex_past(const char *at, const char *end, const char *set)
{
    while (at < end && *at && strchr(set, *at))
        at++;
    return at;
}

static int hex_value(char c)
{
    return isdigit((unsigned char)c) ? c - '0' : tolower((unsigned char)c) - 'a' + 10;
}

/* Behind two digits; NULL: there are none. */
static const char *hex_byte(const char *at, const char *end, unsigned char *byte)
{
    bool marked = end - at > 2 && at[0] == '0' && (at[1] == 'x' || at[1] == 'X');

    at += marked ? 2 : 0;
    if (!hex_is_digit(at, end) || (!marked && !hex_is_digit(at + 1, end)))
        return NULL;
    bool single = !hex_is_digit(at + 1, end); /* 0x1, as Go has it */
    *byte = (unsigned char)(single ? hex_value(at[0]) : hex_value(at[0]) << 4 | hex_value(at[1]));
    return at + (single ? 1 : 2);
}

/* Behind the offset in front of a line of a dump, of od's in octal; NULL: it has none. */
static const char *hex_offset(const char *at, const char *end)
{
    const char *start = at = hex_past(at, end, " \t");

    while (hex_is_digit(at, end))
        at++;
    bool od = at - start == HEX_OD && end - at >= 2 && *at == ' ';
    bool apart = end - at >= 2 && (*at == ':' || memcmp(at, "  ", 2) == 0 || *at == '\t' || od);
    return apart && at - start >= HEX_OFFSET ? at + 1 : NULL;
}

/* The bytes of a line, of a dump's those in front of its text; steps to the next. */
static size_t hex_line(const char **at, const char *end, bool dump, unsigned char *to, size_t most)
{
    const char *line = memchr(*at, '\n', (size_t)(end - *at)), *stop = line ? line : end;
    const char *from = dump ? hex_offset(*at, stop) : *at;
    size_t size = 0;

    if (dump && most > HEX_LINE)
        most = HEX_LINE;
    while (from && size < most &&
           (from = hex_byte(hex_past(from, stop, HEX_BETWEEN), stop, to + size)))
        size++;
    *at = line ? line + 1 : end;
    return size;
}

static size_t hex_read(const char *at, const char *end, bool dump, unsigned char *to, size_t most)
{
    size_t size = 0, more = 1;

    while (more && size < most && at < end) {
        more = hex_line(&at, end, dump, to + size, most - size);
        size += more;
    }
    return size;
}

/* How many bytes a DER structure that begins there says it has; 0: none begins. */
static size_t hex_promised(const char *at, const char *end)
{
    unsigned char head[5];
    size_t size = hex_read(at, end, false, head, sizeof head), promised = 0;

    if (size < sizeof head || head[0] != 0x30 || head[1] < 0x81 || head[1] > 0x83)
        return 0;
    for (int i = 0; i < (head[1] & 0x7F); i++)
        promised = promised << 8 | head[2 + i];
    return promised + 2 + (head[1] & 0x7F);
}

static bool hex_is_dump(const char *text, const char *at, const char *end)
{
    const char *line = at;

    while (line > text && line[-1] != '\n')
        line--;
    const char *offset = hex_offset(line, end);
    return offset && hex_past(offset, end, " \t") == at;
}

/* "\\x3082...", as PostgreSQL writes it, or nothing that could be part of the number. */
static bool hex_may_begin(const char *text, const char *at)
{
    return at == text || !isalnum((unsigned char)at[-1]) ||
           (at[-1] == 'x' && at - text > 1 && at[-2] == '\\');
}

bool armour_hex(const char *text, const char *end, struct armour *block)
{
    for (const char *at = text; at < end; at++) {
        bool first = *at == '3' || (*at == '0' && end - at > 2 && at[2] == '3');
        size_t most = first && hex_may_begin(text, at) ? hex_promised(at, end) : 0;
        if (!most || most > (size_t)(end - at))
            continue;
        bool dump = hex_is_dump(text, at, end);
        *block = (struct armour){ .ended = true, .proper = true };
        block->bytes = must(malloc(most));
        while (dump && at > text && at[-1] != '\n')
            at--;
        block->size = hex_read(at, end, dump, block->bytes, most);
        return true;
    }
    return false;
}
