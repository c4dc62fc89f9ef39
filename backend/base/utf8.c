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

bool utf8_valid(const char *text, size_t size)
{
    for (size_t at = 0, step; at < size; at += step) {
        step = utf8_read(text + at, size - at, NULL);
        if (!step)
            return false;
    }
    return true;
}

bool utf8_control(unsigned point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0) ||
           (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) ||
           point == 0x200E || point == 0x200F || point == 0x2028 || point == 0x2029;
}

void utf8_sanitize(char *text)
{
    size_t size = strlen(text), at = 0, end = 0;

    while (at < size) {
        unsigned point;
        size_t step = utf8_read(text + at, size - at, &point);

        if (step && !utf8_control(point)) {
            memmove(text + end, text + at, step);
            end += step;
        } else {
            text[end++] = '?';
        }
        at += step ? step : 1;
    }
    text[end] = '\0';
}
