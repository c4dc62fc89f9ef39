#include "backend/strength/letters.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* U+00C0 to U+017F without their marks; those of two letters are in `pairs`. */
static const char latin[] = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty"
                            "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLl"
                            "LlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";
_Static_assert(sizeof latin == 0x180 - 0xC0 + 1, "one for each");

/* U+1E00 to U+1EFF, Vietnamese above all. */
static const char more_latin[] = "AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMm"
                                 "MmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVv"
                                 "WwWwWwWwWwXxXxYyZzZzZzhtwyasssSdAaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe"
                                 "EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYyLlVvYy";
_Static_assert(sizeof more_latin == 0x100 + 1, "one for each");

/* U+0430 to U+044F. */
static const char cyrillic[32][5] = { "a",  "b",  "v",  "g",    "d", "e", "zh", "z", "i",  "y", "k",
                                      "l",  "m",  "n",  "o",    "p", "r", "s",  "t", "u",  "f", "h",
                                      "ts", "ch", "sh", "shch", "",  "y", "",   "e", "yu", "ya" };
static const char cyrillic_keys[2][33] = { "f,dult;pbqrkvyjghcnea[wxio]sm'.z",
                                           "F<DULT:PBQRKVYJGHCNEA{WXIO}SM\">Z" };

/* U+03B1 to U+03C9. */
static const char greek[] = "abgdeziuiklmnxoprsstyfhpo";
static const char greek_keys[] = "abgdezhuiklmnjoprwstyfxcv";

static const struct pair {
    unsigned point;
    struct letter letter;
} pairs[] = {
    { 0xA0, { " ", 0 } },     { 0xC6, { "AE", 0 } },     { 0xDF, { "ss", 0 } },
    { 0xE6, { "ae", 0 } },    { 0x132, { "IJ", 0 } },    { 0x133, { "ij", 0 } },
    { 0x152, { "OE", 0 } },   { 0x153, { "oe", 0 } },    { 0x1A0, { "O", 0 } },
    { 0x1A1, { "o", 0 } },    { 0x1AF, { "U", 0 } },     { 0x1B0, { "u", 0 } },
    { 0x218, { "S", 0 } },    { 0x219, { "s", 0 } },     { 0x21A, { "T", 0 } },
    { 0x21B, { "t", 0 } },    { 0x3AC, { "a", 'a' } },   { 0x3AD, { "e", 'e' } },
    { 0x3AE, { "i", 'h' } },  { 0x3AF, { "i", 'i' } },   { 0x3CC, { "o", 'o' } },
    { 0x3CD, { "y", 'y' } },  { 0x3CE, { "o", 'v' } },   { 0x401, { "Yo", '~' } },
    { 0x404, { "Ye", '"' } }, { 0x406, { "I", 'S' } },   { 0x407, { "Yi", '}' } },
    { 0x451, { "yo", '`' } }, { 0x454, { "ye", '\'' } }, { 0x456, { "i", 's' } },
    { 0x457, { "yi", ']' } }, { 0x490, { "G", 0 } },     { 0x491, { "g", 0 } },
    { 0x398, { "Th", 'U' } }, { 0x3A8, { "Ps", 'C' } },  { 0x3B8, { "th", 'u' } },
    { 0x3C8, { "ps", 'c' } }, { 0x390, { "i", 'i' } },   { 0x3B0, { "y", 'y' } },
    { 0x3CA, { "i", 'i' } },  { 0x3CB, { "y", 'y' } },   { 0x402, { "Dj", 0 } },
    { 0x408, { "J", 0 } },    { 0x409, { "Lj", 0 } },    { 0x40A, { "Nj", 0 } },
    { 0x40B, { "C", 0 } },    { 0x40E, { "U", 'O' } },   { 0x40F, { "Dz", 0 } },
    { 0x452, { "dj", 0 } },   { 0x458, { "j", 0 } },     { 0x459, { "lj", 0 } },
    { 0x45A, { "nj", 0 } },   { 0x45B, { "c", 0 } },     { 0x45E, { "u", 'o' } },
    { 0x45F, { "dz", 0 } },   { 0x1E9E, { "SS", 0 } },   { 0x2018, { "'", 0 } },
    { 0x2019, { "'", 0 } },
};

static struct letter one(char plain, char key)
{
    return (struct letter){ .plain = { plain }, .key = key };
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c & ~0x20) : c;
}

static struct letter find_latin(unsigned i)
{
    return one(latin[i], 0);
}

static struct letter find_more_latin(unsigned i)
{
    return one(more_latin[i], 0);
}

static struct letter find_cyrillic(unsigned i)
{
    bool large = i < 32;
    struct letter letter = { .key = cyrillic_keys[large][i % 32] };

    memcpy(letter.plain, cyrillic[i % 32], sizeof letter.plain);
    if (large)
        letter.plain[0] = upper(letter.plain[0]);
    return letter;
}

static struct letter find_small_greek(unsigned i)
{
    return one(greek[i], greek_keys[i]);
}

static struct letter find_large_greek(unsigned i)
{
    return one(upper(greek[i]), upper(greek_keys[i]));
}

static struct letter drop_mark(unsigned i)
{
    (void)i;
    return (struct letter){ .key = 0 };
}

static struct letter find_wide(unsigned i)
{
    return one((char)('!' + i), 0);
}

static const struct block {
    unsigned first, last;
    struct letter (*find)(unsigned i);
} blocks[] = {
    { 0xC0, 0x17F, find_latin },        { 0x300, 0x36F, drop_mark },
    { 0x391, 0x3A9, find_large_greek }, { 0x3B1, 0x3C9, find_small_greek },
    { 0x410, 0x44F, find_cyrillic },    { 0x1E00, 0x1EFF, find_more_latin },
    { 0xFF01, 0xFF5E, find_wide },
};

struct letter letter_find(unsigned point)
{
    if (point < 0x80)
        return one((char)point, 0);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i].point == point)
            return pairs[i].letter;
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (point >= blocks[i].first && point <= blocks[i].last)
            return blocks[i].find(point - blocks[i].first);
    return one((char)(0x80 | (point & 0x7F)), 0);
}

unsigned letter_under(char key)
{
    for (unsigned large = 0; large < 2; large++) {
        const char *found = key ? strchr(cyrillic_keys[large], key) : NULL;

        if (found)
            return (large ? 0x410 : 0x430) + (unsigned)(found - cyrillic_keys[large]);
    }
    return 0;
}
