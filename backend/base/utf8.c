#include "backend/base/utf8.h"

#include <string.h>

/* Bytes of the character that begins with this one; 0: none does. */
static size_t length_of(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >> 5 == 0x06)
        return 2;
    if (first >> 4 == 0x0E)
        return 3;
    return first >> 3 == 0x1E ? 4 : 0;
}

size_t utf8_read(const char *text, size_t size, unsigned *point)
{
    static const unsigned least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    const unsigned char *s = (const unsigned char *)text;
    size_t length = size ? length_of(s[0]) : 0;

    if (!length || length > size)
        return 0;
    unsigned value = length == 1 ? s[0] : s[0] & (0x7FU >> length);
    for (size_t i = 1; i < length; i++) {
        if (s[i] >> 6 != 2)
            return 0;
        value = value << 6 | (s[i] & 0x3F);
    }
    if (value < least[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 0;
    if (point)
        *point = value;
    return length;
}

bool utf8_continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

size_t utf8_count(const char *text, size_t size)
{
    size_t count = 0;

    for (size_t i = 0; i < size; i++)
        count += !utf8_continues(text[i]);
    return count;
}

int utf8_blanks(const char *text, int columns)
{
    const int left = columns - (int)utf8_count(text, strlen(text));

    return left > 1 ? left : 1;
}

bool utf8_valid(const char *text, size_t size)
{
    for (size_t at = 0, step; at < size; at += step) {
        step = utf8_read(text + at, size - at, NULL);
        if (!step)
            return false;
    }
    return true;
}

struct utf8_range {
    unsigned from, to;
};

static bool utf8_is_in(const struct utf8_range *ranges, size_t count, unsigned point)
{
    for (size_t i = 0; i < count; i++)
        if (point >= ranges[i].from && point <= ranges[i].to)
            return true;
    return false;
}

bool utf8_control(unsigned point)
{
    static const struct utf8_range ranges[] = {
        { 0, 0x1F }, { 0x7F, 0x9F }, { 0x200E, 0x200F }, { 0x2028, 0x202E }, { 0x2066, 0x2069 },
    };

    return utf8_is_in(ranges, sizeof ranges / sizeof *ranges, point);
}

/* No text needs them, and nobody sees them. */
static bool utf8_without_width(unsigned point)
{
    static const struct utf8_range ranges[] = {
        { 0x61C, 0x61C },   { 0x200B, 0x200B }, { 0x2060, 0x206F },
        { 0xFEFF, 0xFEFF }, { 0xFFF9, 0xFFFB }, { 0xE0000, 0xE007F },
    };

    return utf8_is_in(ranges, sizeof ranges / sizeof *ranges, point);
}

bool utf8_hidden(unsigned point)
{
    /* Joiners and variants, which some scripts need in a text. */
    static const struct utf8_range ranges[] = {
        { 0xAD, 0xAD },     { 0x34F, 0x34F },     { 0x115F, 0x1160 }, { 0x17B4, 0x17B5 },
        { 0x180B, 0x180F }, { 0x200C, 0x200D },   { 0x3164, 0x3164 }, { 0xFE00, 0xFE0F },
        { 0xFFA0, 0xFFA0 }, { 0xE0100, 0xE01EF },
    };

    return utf8_control(point) || utf8_without_width(point) ||
           utf8_is_in(ranges, sizeof ranges / sizeof *ranges, point);
}

static void utf8_tame(char *text, bool lines)
{
    size_t size = strlen(text), at = 0, end = 0;

    while (at < size) {
        unsigned point;
        size_t step = utf8_read(text + at, size - at, &point);
        bool tame = step && !utf8_control(point) && !utf8_without_width(point);

        if (tame || (step && lines && point == '\n')) {
            memmove(text + end, text + at, step);
            end += step;
        } else {
            text[end++] = '?';
        }
        at += step ? step : 1;
    }
    text[end] = '\0';
}

void utf8_sanitize(char *text)
{
    utf8_tame(text, false);
}

void utf8_sanitize_lines(char *text)
{
    utf8_tame(text, true);
}

size_t utf8_mark(const char *text, size_t size)
{
    return size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}
