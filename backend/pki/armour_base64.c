/* armour_base64.c - base64 (RFC 4648) out of whatever surrounds it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/base/mem.h"
#include "backend/base/wiped.h"
#include "backend/pki/armour.h"

enum { NO_VALUE = 64 };

/* Also of the alphabet for addresses and file names (RFC 4648, 5). */
static unsigned armour_value(char c)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(alphabet, c == '-' ? '+' : c == '_' ? '/' : c) : NULL;

    return at ? (unsigned)(at - alphabet) : NO_VALUE;
}

/* What may stand between, in bytes: blanks, quotes, marks of quoting in letters and programs, an
 * escaped line end, blanks, line ends and quotes of Unicode, some without width, and two of them in
 * Latin-1; 0: none of these. */
static size_t armour_between(const char *at, const char *end)
{
    static const char *const words[] = {
        "\\n",          "\\r",          "\\t",          "\\",           "\xC2\xA0",
        "\xC2\x85",     "\xC2\xAD",     "\xE2\x80\x8B", "\xE2\x80\xA8", "\xE2\x80\xA9",
        "\xE2\x80\xAF", "\xE2\x81\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF", "\xE2\x80\x98",
        "\xE2\x80\x99", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E", "\xC2\xAB",
        "\xC2\xBB",     "\x85",         "\xA0",
    };

    if (strchr(ARMOUR_BETWEEN, *at)) /* the NUL, too: some pad with it */
        return 1;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if ((size_t)(end - at) >= strlen(words[i]) && memcmp(at, words[i], strlen(words[i])) == 0)
            return strlen(words[i]);
    return 0;
}

static bool armour_is_quote(const char *at, const char *end)
{
    return at < end && (*at == '"' || *at == '\'');
}

/* A plus sign of a program that glues strings together: "..." + "...". */
static bool armour_is_glue(const char *start, const char *at, const char *end)
{
    const char *left = at, *right = at + 1;

    if (*at != '+')
        return false;
    while (left > start && (left[-1] == ' ' || left[-1] == '\n' || left[-1] == '\r'))
        left--;
    while (right < end && (*right == ' ' || *right == '\n' || *right == '\r'))
        right++;
    return left > start && armour_is_quote(left - 1, end) && armour_is_quote(right, end);
}

/* An equal sign that mail programs (quoted-printable, RFC 2045 6.7) put at the end of a line, and
 * its own spelling "=3D". Its bytes; 0: it is the padding. */
static size_t armour_soft_break(const char *at, const char *end)
{
    const char *next = at + 1;

    if (end - at >= 3 && memcmp(at, "=3D", 3) == 0)
        return 0;
    if (end - at >= 3 && (memcmp(at, "=0A", 3) == 0 || memcmp(at, "=0D", 3) == 0))
        return 3;
    while (next < end && (*next == '\r' || *next == '\n'))
        next++;
    return next > at + 1 && next < end && armour_value(*next) != NO_VALUE ? (size_t)(next - at) : 0;
}

/* Behind the padding: to the end of what still belongs to it. */
static const char *armour_padding(const char *at, const char *end)
{
    while (at < end) {
        size_t step = *at == '=' || *at == '+' ? 1 : armour_between(at, end);

        if (!step)
            return at;
        at += *at == '=' && end - at >= 3 && memcmp(at, "=3D", 3) == 0 ? 3 : step;
    }
    return at;
}

/* How far to go on from there, and the six bits that are there: NO_VALUE: none. */
static size_t armour_step(const char *start, const char *at, const char *end, unsigned *value)
{
    *value = armour_is_glue(start, at, end) ? NO_VALUE : armour_value(*at);
    if (*value != NO_VALUE || *at == '+')
        return 1;
    return *at == '=' ? armour_soft_break(at, end) : armour_between(at, end);
}

const char *armour_decode(const char *at, const char *end, size_t most, unsigned char **bytes,
                          size_t *size)
{
    const char *start = at;
    unsigned bits = 0, have = 0, value;
    size_t room = (size_t)(end - at) < most ? (size_t)(end - at) : most;
    unsigned char *to = room ? must(malloc(room)) : NULL;

    *bytes = to;
    *size = 0;
    while (to && at < end && *size < most) {
        size_t step = armour_step(start, at, end, &value);
        if (!step)
            return *at == '=' ? armour_padding(at, end) : at;
        at += step;
        if (value == NO_VALUE)
            continue;
        bits = (bits << 6 | value) & 0xFFFF;
        have += 6;
        if (have >= 8)
            to[(*size)++] = (unsigned char)(bits >> (have -= 8));
    }
    return at;
}

/* ------------------------------------------------ without BEGIN */

/* What a DER structure says of its size; 0: it does not, or is none. */
static size_t armour_promised(const char *at, const char *end)
{
    unsigned char *head;
    size_t size, promised = 0;

    armour_decode(at, end, 6, &head, &size);
    if (size == 6 && head[0] == 0x30 && head[1] >= 0x81 && head[1] <= 0x83) {
        size_t count = head[1] & 0x7F;
        for (size_t i = 0; i < count; i++)
            promised = promised << 8 | head[2 + i];
        promised += 2 + count;
    }
    free(head);
    return promised;
}

static bool armour_starts(const char *at, const char *end, const char *word)
{
    return (size_t)(end - at) >= strlen(word) && memcmp(at, word, strlen(word)) == 0;
}

bool armour_bare(const char **at, const char *end, struct armour *block)
{
    for (const char *try = *at; try < end; try++) {
        bool first = try == *at || strchr("-_", try[-1]) || armour_value(try[-1]) == NO_VALUE;
        bool pem = first && armour_starts(try, end, "LS0tLS1C");
        size_t most = pem                                      ? SIZE_MAX
                      : first && armour_starts(try, end, "MI") ? armour_promised(try, end)
                                                               : 0;
        if (!most)
            continue;
        *block = (struct armour){ .ended = true };
        *at = armour_decode(try, end, most, &block->bytes, &block->size);
        block->proper = true;
        if (!pem && *at < end && *at[0] == '=')
            *at = armour_padding(*at, end);
        return true;
    }
    return false;
}

bool armour_whole(const char *at, const char *end, struct armour *block)
{
    *block = (struct armour){ .ended = true, .proper = true };
    if (armour_decode(at, end, SIZE_MAX, &block->bytes, &block->size) == end && block->size)
        return true;
    armour_free(block);
    return false;
}
