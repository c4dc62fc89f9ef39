#include "backend/strength/disguise.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------ woven with a row */

enum {
    DISGUISE_ROW = 4,   /* characters of a row at least; fewer stand so by chance */
    DISGUISE_APART = 4, /* each fourth is one of the row, or more of them */
    DISGUISE_LEAST = 4  /* what is hidden */
};

/* How often the row goes on from its first character, by one step that is the same all through:
 * none, the next one or the last one; behind 9 comes 0. */
static size_t disguise_row(const struct fold_reading *plain, size_t first, size_t apart)
{
    const char *text = plain->text;
    int way = 0;
    size_t count = 1;

    for (size_t at = first + apart; at < plain->size; at += apart, count++) {
        int step = text[at - apart] == '9' && text[at] == '0' ? 1 : text[at] - text[at - apart];

        way = count == 1 ? step : way;
        if (step != way || abs(step) > 1)
            break;
    }
    return count;
}

static void disguise_add(struct fold_reading *reading, char c, unsigned short from)
{
    reading->from[reading->size] = from;
    reading->text[reading->size++] = c;
}

static void disguise_end(const struct fold_reading *plain, double bits,
                         struct fold_reading *reading)
{
    reading->from[reading->size] = plain->from[plain->size];
    reading->text[reading->size] = '\0';
    reading->bits = plain->bits + bits;
}

static void disguise_unweave(const struct fold_reading *plain, size_t first, size_t apart,
                             size_t count, struct fold_reading *reading)
{
    const double row_bits = 6; /* which row, and how it is woven in */
    size_t last = first + (count - 1) * apart;

    *reading = (struct fold_reading){ .size = 0 };
    for (size_t at = 0; at < plain->size; at++)
        if (at < first || at > last || (at - first) % apart)
            disguise_add(reading, plain->text[at], plain->from[at]);
    disguise_end(plain, row_bits, reading);
}

/* The longest row that is woven in from the beginning on. */
static bool disguise_woven(const struct fold_reading *plain, struct fold_reading *reading)
{
    size_t most = 0, first_best = 0, apart_best = 0;

    for (size_t apart = 2; apart <= DISGUISE_APART; apart++)
        for (size_t first = 0; first < apart && first < plain->size; first++) {
            size_t count = disguise_row(plain, first, apart);

            if (count <= most)
                continue;
            most = count;
            first_best = first;
            apart_best = apart;
        }
    if (most < DISGUISE_ROW)
        return false;
    disguise_unweave(plain, first_best, apart_best, most, reading);
    return reading->size >= DISGUISE_LEAST;
}

/* ------------------------------------------------ written otherwise */

struct disguise_code {
    const char *digits;  /* in the order of their values */
    unsigned bits;       /* of each */
    const char *between; /* what may stand anywhere behind the first */
};

static const struct disguise_code disguise_codes[] = {
    { "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 6, "=" },
    { "0123456789abcdef", 4, ":- " },
};

/* The value of a digit, also of a capital where there are none; -1: it is none. */
static int disguise_digit(const struct disguise_code *code, char c)
{
    const char *found = c ? strchr(code->digits, c) : NULL;

    if (!found && code->bits == 4 && c >= 'A' && c <= 'F')
        found = strchr(code->digits, c | 0x20);
    return found ? (int)(found - code->digits) : -1;
}

/* False: something that is no digit of it lies there. */
static bool disguise_decode(const struct fold_reading *plain, const struct disguise_code *code,
                            struct fold_reading *reading)
{
    unsigned value = 0, have = 0;

    for (size_t at = 0; at < plain->size; at++) {
        char c = plain->text[at];
        int digit = disguise_digit(code, c);

        if (digit < 0 && (!at || !strchr(code->between, c)))
            return false;
        if (digit < 0)
            continue;
        value = value << code->bits | (unsigned)digit;
        have += code->bits;
        if (have >= 8) {
            have -= 8;
            disguise_add(reading, (char)(value >> have & 0xFF), plain->from[at]);
        }
    }
    return true;
}

/* True if it is text, maybe with the line end that `echo` put behind it, which is taken away. */
static bool disguise_is_text(struct fold_reading *reading)
{
    if (reading->size && reading->text[reading->size - 1] == '\n')
        reading->size--;
    for (size_t at = 0; at < reading->size; at++)
        if (reading->text[at] < ' ' || reading->text[at] > '~')
            return false;
    return reading->size >= DISGUISE_LEAST;
}

static bool disguise_coded(const struct fold_reading *plain, const struct disguise_code *code,
                           struct fold_reading *reading)
{
    const double code_bits = 2;

    *reading = (struct fold_reading){ .size = 0 };
    if (!disguise_decode(plain, code, reading) || !disguise_is_text(reading))
        return false;
    disguise_end(plain, code_bits, reading);
    return true;
}

size_t disguise_all(const struct fold_reading *plain, struct fold_reading readings[DISGUISE_MAX])
{
    size_t count = 0;

    if (plain->size > ALTERNATIVE_MAX)
        return 0;
    count += disguise_woven(plain, &readings[count]);
    for (size_t i = 0; i < sizeof disguise_codes / sizeof *disguise_codes; i++)
        count += disguise_coded(plain, &disguise_codes[i], &readings[count]);
    return count;
}
