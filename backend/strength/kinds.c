#include "backend/strength/kinds.h"

#include <math.h>

unsigned kinds_bit(char c)
{
    unsigned char byte = (unsigned char)c;

    return byte > 127                   ? 16
           : byte >= 'a' && byte <= 'z' ? 1
           : byte >= 'A' && byte <= 'Z' ? 2
           : byte >= '0' && byte <= '9' ? 4
                                        : 8;
}

double kinds_choices(unsigned kinds)
{
    static const double sizes[] = { 26, 26, 10, 33, 128 };
    double sum = 0;

    for (unsigned i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (kinds >> i & 1)
            sum += sizes[i];
    return sum;
}

double kinds_ways(unsigned all, unsigned taken)
{
    double bits = 0;

    for (unsigned i = 0; i < taken; i++)
        bits += log2((double)(all - i) / (double)(i + 1));
    return bits;
}

bool kinds_mixed(const struct fold_reading *reading)
{
    size_t changes = 0;

    for (size_t i = 1; i < reading->size; i++)
        changes += kinds_bit(reading->text[i]) != kinds_bit(reading->text[i - 1]);
    return reading->size >= KINDS_LONG && 4 * changes >= reading->size;
}

/* True if a word may begin here: in front of it is another kind, but no capital before a small
 * letter. */
static bool kinds_begin(const char *text, size_t at)
{
    unsigned before = at ? kinds_bit(text[at - 1]) : 0, here = kinds_bit(text[at]);

    return before != here && !(before == 2 && here == 1);
}

bool kinds_stand_apart(const struct fold_reading *reading, size_t at, size_t length)
{
    const char *text = reading->text;
    size_t end = at + length;

    for (size_t i = at + 1; i < end; i++)
        if (kinds_begin(text, i) || (i > at + 1 && kinds_bit(text[i]) != kinds_bit(text[i - 1])))
            return false;
    return kinds_begin(text, at) && (end == reading->size || kinds_begin(text, end));
}

double kinds_each(const struct fold_reading *reading)
{
    unsigned kinds = 0;

    for (size_t i = 0; i < reading->size; i++)
        kinds |= kinds_bit(reading->text[i]);
    return log2(kinds_choices(kinds));
}
