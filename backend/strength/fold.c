#include "backend/strength/fold.h"

#include <stdbool.h>
#include <string.h>

#include "backend/base/utf8.h"
#include "backend/strength/letters.h"

static struct letter strength_fold_plain(unsigned point)
{
    return letter_find(point);
}

/* A Cyrillic or Greek word typed letter by letter where the Latin keyboard has an easy walk. */
static struct letter fold_key_of(unsigned point)
{
    struct letter letter = letter_find(point);

    return letter.key ? (struct letter){ .plain = { letter.key } } : letter;
}

/* A Russian word, typed without changing the keyboard from Latin. */
static struct letter russian(unsigned point)
{
    unsigned under = point < 0x80 ? letter_under((char)point) : 0;

    return letter_find(under ? under : point);
}

struct fold_swap {
    unsigned typed;
    char key;
};

static struct letter swap(unsigned point, const struct fold_swap *swaps)
{
    for (; swaps->typed; swaps++)
        if (swaps->typed == point)
            return (struct letter){ .plain = { swaps->key } };
    return letter_find(point);
}

static struct letter azerty(unsigned point)
{
    static const struct fold_swap swaps[] = {
        { 'a', 'q' },  { 'A', 'Q' },  { 'q', 'a' },  { 'Q', 'A' },  { 'z', 'w' }, { 'Z', 'W' },
        { 'w', 'z' },  { 'W', 'Z' },  { 'm', ';' },  { 'M', ':' },  { ',', 'm' }, { '?', 'M' },
        { '&', '1' },  { 0xE9, '2' }, { '"', '3' },  { '\'', '4' }, { '(', '5' }, { '-', '6' },
        { 0xE8, '7' }, { '_', '8' },  { 0xE7, '9' }, { 0xE0, '0' }, { 0, 0 },
    };
    return swap(point, swaps);
}

static struct letter qwertz(unsigned point)
{
    static const struct fold_swap swaps[] = {
        { 'y', 'z' },  { 'Y', 'Z' },  { 'z', 'y' },   { 'Z', 'Y' },
        { 0xFC, '[' }, { 0xF6, ';' }, { 0xE4, '\'' }, { 0, 0 },
    };
    return swap(point, swaps);
}

static void read_as(const char *typed, struct letter (*map)(unsigned), struct fold_reading *reading)
{
    size_t at = 0, size = strnlen(typed, READING_MAX), end = 0;

    while (at < size) {
        unsigned point = (unsigned char)typed[at];
        size_t step = utf8_read(typed + at, size - at, &point);
        struct letter letter = step ? map(point) : (struct letter){ .plain = { typed[at] } };

        for (const char *c = letter.plain; *c && end < READING_MAX; c++) {
            reading->from[end] = (unsigned short)at;
            reading->text[end++] = *c;
        }
        at += step ? step : 1;
    }
    reading->from[end] = (unsigned short)at;
    reading->text[end] = '\0';
    reading->size = end;
}

static bool beyond_ascii(const char *text)
{
    while (*text && (unsigned char)*text < 0x80)
        text++;
    return *text;
}

void fold_plain(const char *typed, struct fold_reading *reading)
{
    read_as(typed, strength_fold_plain, reading);
    reading->bits = beyond_ascii(typed) ? 1 : 0; /* written so, or in Latin letters */
    reading->alike = false;
}

/* True if the last reading says what an earlier one says. */
static bool is_repeated(const struct fold_reading readings[], size_t last)
{
    for (size_t i = 0; i < last; i++)
        if (strcmp(readings[i].text, readings[last].text) == 0)
            return true;
    return false;
}

size_t fold_all(const char *typed, struct fold_reading readings[READINGS_MAX])
{
    static struct letter (*const latin[])(unsigned) = { russian, azerty, qwertz, NULL };
    static struct letter (*const others[])(unsigned) = { fold_key_of, azerty, qwertz, NULL };
    struct letter (*const *map)(unsigned) = beyond_ascii(typed) ? others : latin;
    size_t count = 1;

    fold_plain(typed, &readings[0]);
    if (readings[0].size > ALTERNATIVE_MAX)
        return count;
    for (; *map; map++) {
        read_as(typed, *map, &readings[count]);
        readings[count].bits = 2; /* one keyboard of about four */
        readings[count].alike = *map == azerty || *map == qwertz;
        if (!is_repeated(readings, count))
            count++;
    }
    return count;
}
