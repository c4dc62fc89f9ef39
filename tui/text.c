#include "tui/text.h"
#include <curses.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

size_t text_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first < 0xc2 || first > 0xf4)
        return 0;
    return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/* The value of a sequence of that length, or U+FFFD if it is broken, overlong or a surrogate. */
static unsigned text_value_of(const unsigned char *at, size_t length)
{
    static const unsigned least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    unsigned value = length == 1 ? *at : *at & (0x7fU >> length);

    for (size_t i = 1; i < length; i++) {
        if ((at[i] & 0xc0) != 0x80)
            return 0xfffd;
        value = value << 6 | (at[i] & 0x3f);
    }
    if (value < least[length] || value > 0x10ffff || (value >= 0xd800 && value < 0xe000))
        return 0xfffd;
    return value;
}

size_t text_read(const char *text, size_t size, unsigned *point)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t length = size ? text_length(*at) : 0;
    unsigned value = length && length <= size ? text_value_of(at, length) : 0xfffd;

    if (point)
        *point = value;
    if (size == 0)
        return 0;
    return value == 0xfffd ? 1 : length;
}

size_t text_write(unsigned point, char out[4])
{
    static const unsigned char lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
    size_t length = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;

    for (size_t i = length; i-- > 1; point >>= 6)
        out[i] = (char)(0x80 | (point & 0x3f));
    out[0] = (char)(lead[length] | point);
    return length;
}

wchar_t text_shown(unsigned point)
{
    if (point < 0x7f)
        return point < ' ' ? L'?' : (wchar_t)point;
    if (point < 0xa0 || point == 0xfffd || !term_utf8() || (point >= 0x2028 && point <= 0x202e) ||
        (point >= 0x2066 && point <= 0x2069) || wcwidth((wchar_t)point) < 0)
        return L'?';
    return (wchar_t)point;
}

int text_columns(unsigned point)
{
    return point < 0x7f ? 1 : wcwidth(text_shown(point));
}

int text_width_of(const char *text, size_t size)
{
    int columns = 0;
    unsigned point;

    for (size_t at = 0; at < size;) {
        at += text_read(text + at, size - at, &point);
        columns += text_columns(point);
    }
    return columns;
}

int text_width(const char *text)
{
    return text_width_of(text, strlen(text));
}

size_t text_fit(const char *text, size_t size, int cols)
{
    size_t at = 0;
    unsigned point;

    while (at < size) {
        size_t length = text_read(text + at, size - at, &point);
        cols -= text_columns(point);
        if (cols < 0)
            break;
        at += length;
    }
    return at;
}

/* Where a word wider than the line is broken: behind a sign between its parts, if there is one in
 * the line's second half. */
static size_t text_break(const char *text, size_t fits)
{
    for (size_t at = fits; at > fits / 2; at--)
        if (strchr("-./:=@_\\", text[at - 1]))
            return at;
    return fits;
}

size_t text_wrap(const char *text, int cols, size_t *next)
{
    size_t line = strcspn(text, "\n");
    size_t fits = text_fit(text, line, cols);
    size_t cut = fits;

    if (fits == line) {
        *next = line + (text[line] == '\n');
        return line;
    }
    if (fits == 0)
        fits = cut = text_read(text, line, NULL);
    while (cut && text[cut] != ' ')
        cut--;
    if (cut == 0) { /* one word wider than the line */
        *next = text_break(text, fits);
        return *next;
    }
    *next = cut + strspn(text + cut, " ");
    while (cut && text[cut - 1] == ' ')
        cut--;
    return cut;
}

int text_lines(const char *text, int cols)
{
    int lines = 0;
    size_t next;

    for (; *text; text += next, lines++)
        text_wrap(text, cols, &next);
    return lines;
}

static unsigned fold(unsigned point)
{
    return point < 0x80 ? (point >= 'A' && point <= 'Z' ? point | 32 : point)
                        : (unsigned)towlower((wint_t)point);
}

static bool text_begins(const char *text, size_t size, const char *part)
{
    size_t left = strlen(part);
    unsigned a, b;

    while (left) {
        size_t step = text_read(part, left, &b);
        size_t taken = text_read(text, size, &a);
        if (taken == 0 || fold(a) != fold(b))
            return false;
        part += step, left -= step;
        text += taken, size -= taken;
    }
    return true;
}

bool text_match(const char *text, const char *part)
{
    size_t size = strlen(text);

    for (;; text++, size--) {
        if (text_begins(text, size, part))
            return true;
        if (size == 0)
            return false;
    }
}

static const char *(*text_translate)(const char *text);
static void (*text_count)(size_t number, char text[TEXT_NUMBER]);

void text_translator(const char *(*translate)(const char *text),
                     void (*number)(size_t number, char text[TEXT_NUMBER]))
{
    text_translate = translate;
    text_count = number;
}

void text_number(size_t number, char text[TEXT_NUMBER])
{
    if (text_count)
        text_count(number, text);
    else
        snprintf(text, TEXT_NUMBER, "%zu", number);
}

const char *text_tr(const char *text)
{
    return text_translate ? text_translate(text) : text;
}
