/* armour_spelling.c - what programs write instead of a sign, or around it: percent encoding, HTML,
 * escapes of JSON, the colours of a terminal, RTF. */
#include <ctype.h>
#include <string.h>

#include "backend/base/wiped.h"
#include "backend/pki/armour.h"

enum { TAG_MOST = 300, TAG_SIGN = '"' }; /* as a quote: it stands between, and parts */

/* Of one sign that is spelled at `at`; its bytes, 0: none is. *sign: which, NUL: none that counts.
 */
typedef size_t spelling_read(const char *at, const char *end, char *sign);

static int spelling_digit(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c ? strchr(digits, tolower((unsigned char)c)) : NULL;

    return at ? (int)(at - digits) : -1;
}

/* A number of `most` digits at most, and at least one; its digits, 0: there is none. */
static size_t spelling_number(const char *at, const char *end, unsigned base, size_t most,
                              unsigned *number)
{
    size_t count = 0;

    *number = 0;
    for (; count < most && at + count < end; count++) {
        int digit = spelling_digit(at[count]);
        if (digit < 0 || (unsigned)digit >= base)
            break;
        *number = *number * base + (unsigned)digit;
    }
    return count;
}

/* As many digits of base 16 as it says behind what starts it: %2B, \u002b, \x2b. */
static size_t spelling_hex(const char *at, const char *end, const char *start, size_t digits,
                           char *sign)
{
    size_t length = strlen(start);
    unsigned number;

    if ((size_t)(end - at) < length + digits || memcmp(at, start, length) != 0 ||
        spelling_number(at + length, end, 16, digits, &number) < digits)
        return 0;
    *sign = number < 0x80 ? (char)number : ' ';
    return length + digits;
}

static size_t spelling_percent(const char *at, const char *end, char *sign)
{
    return spelling_hex(at, end, "%", 2, sign);
}

static size_t spelling_escape(const char *at, const char *end, char *sign)
{
    size_t size = spelling_hex(at, end, "\\u", 4, sign);

    return size ? size : spelling_hex(at, end, "\\x", 2, sign);
}

/* &#43; &#x2B; and those with a name. */
static size_t spelling_entity(const char *at, const char *end, char *sign)
{
    static const struct {
        const char *name;
        char sign;
    } names[] = { { "&nbsp;", ' ' }, { "&quot;", '"' },   { "&plus;", '+' },
                  { "&sol;", '/' },  { "&equals;", '=' }, { "&NewLine;", '\n' } };
    unsigned number = 0;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t size = strlen(names[i].name);
        if ((size_t)(end - at) >= size && memcmp(at, names[i].name, size) == 0)
            return *sign = names[i].sign, size;
    }
    if (end - at < 4 || at[0] != '&' || at[1] != '#')
        return 0;
    size_t skip = at[2] == 'x' || at[2] == 'X' ? 3 : 2;
    size_t digits = spelling_number(at + skip, end, skip == 3 ? 16 : 10, 6, &number);
    if (!digits || at + skip + digits >= end || at[skip + digits] != ';')
        return 0;
    *sign = number < 0x80 ? (char)number : ' ';
    return skip + digits + 1;
}

/* UTF-7 (RFC 2152): what base64 has of it. A line of a patch has more dashes. */
static size_t spelling_seven(const char *at, const char *end, char *sign)
{
    if (end - at >= 5 && memcmp(at, "+AD0-", 5) == 0)
        return *sign = '=', 5;
    if (end - at < 3 || at[1] != '-' || at[2] == '-')
        return 0;
    return *sign = '+', 2;
}

/* <div>, </span class="x">; on one line. */
static size_t spelling_tag(const char *at, const char *end, char *sign)
{
    size_t size = 1;

    if (end - at < 3 || *at != '<' || !(isalpha((unsigned char)at[1]) || at[1] == '/'))
        return 0;
    while (size < TAG_MOST && at + size < end && !strchr("<>\n", at[size]))
        size++;
    if (size == TAG_MOST || at + size >= end || at[size] != '>')
        return 0;
    *sign = TAG_SIGN;
    return size + 1;
}

/* ECMA-48 5.4: a colour. */
static size_t spelling_colour(const char *at, const char *end, char *sign)
{
    size_t size = 2;

    if (end - at < 3 || at[0] != '\x1B' || at[1] != '[')
        return 0;
    while (at + size < end && (isdigit((unsigned char)at[size]) || strchr(";?", at[size])))
        size++;
    *sign = '\0';
    return at + size < end ? size + 1 : 0;
}

/* A word of RTF and the number and blank that belong to it; any other sign behind a backslash
 * stands for itself. */
static size_t spelling_rtf(const char *at, const char *end, char *sign)
{
    size_t size = 1;

    *sign = '\0';
    if (*at == '{' || *at == '}')
        return 1;
    if (*at != '\\' || end - at < 2)
        return 0;
    if (at[1] == '\'')
        return spelling_hex(at, end, "\\'", 2, sign);
    if (!isalpha((unsigned char)at[1]))
        return *sign = at[1] == '~' ? ' ' : at[1], 2;
    while (at + size < end && (isalnum((unsigned char)at[size]) || at[size] == '-'))
        size++;
    bool line = strncmp(at, "\\par", size) == 0 || strncmp(at, "\\line", size) == 0;
    *sign = line ? '\n' : '\0';
    return size + (at + size < end && at[size] == ' ');
}

static size_t spelling_usual(const char *at, const char *end, char *sign)
{
    static const struct {
        char starts;
        spelling_read *read;
    } rows[] = {
        { '%', spelling_percent }, { '\\', spelling_escape }, { '&', spelling_entity },
        { '+', spelling_seven },   { '<', spelling_tag },     { '\x1B', spelling_colour }
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (*at == rows[i].starts)
            return rows[i].read(at, end, sign);
    return 0;
}

static bool spelling_is_text(const char *at, const char *end)
{
    for (; at < end; at++)
        if ((unsigned char)*at < '\t')
            return false;
    return true;
}

/* Up to the next sign that is spelled, and what it is; `end`: there is none. */
static const char *spelling_next(const char *at, const char *end, spelling_read *read, char *sign,
                                 size_t *size)
{
    *size = 0;
    while (at < end && !(*size = read(at, end, sign)))
        at++;
    return at;
}

bool armour_spelled(const char *at, const char *end, struct buf *plain)
{
    static const char rtf[] = "{\\rtf";
    bool is_rtf = (size_t)(end - at) >= sizeof rtf && memcmp(at, rtf, sizeof rtf - 1) == 0;
    spelling_read *read = is_rtf ? spelling_rtf : spelling_usual;
    size_t size;
    char sign = '\0';

    if (!spelling_is_text(at, end)) /* first: pieces of text among many structures cost nothing */
        return false;
    const char *next = spelling_next(at, end, read, &sign, &size);
    if (next == end)
        return false;
    for (; next < end; next = spelling_next(at, end, read, &sign, &size)) {
        wiped_add(plain, at, (size_t)(next - at));
        if (sign)
            wiped_add(plain, &sign, 1);
        at = next + size;
    }
    wiped_add(plain, at, (size_t)(end - at));
    return true;
}
