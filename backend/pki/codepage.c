#include "backend/pki/codepage.h"

#include <stdbool.h>
#include <stdint.h>

#include "backend/base/utf8.h"

/* From 0x80 on; 0: nothing stands there. */
static const uint16_t windows[32] = {
    0x20AC, 0x0000, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x0000, 0x017D, 0x0000, 0x0000, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x0000, 0x017E, 0x0178,
};
static const uint16_t dos[128] = {
    0x00C7, 0x00FC, 0x00E9, 0x00E2, 0x00E4, 0x00E0, 0x00E5, 0x00E7, 0x00EA, 0x00EB, 0x00E8, 0x00EF,
    0x00EE, 0x00EC, 0x00C4, 0x00C5, 0x00C9, 0x00E6, 0x00C6, 0x00F4, 0x00F6, 0x00F2, 0x00FB, 0x00F9,
    0x00FF, 0x00D6, 0x00DC, 0x00F8, 0x00A3, 0x00D8, 0x00D7, 0x0192, 0x00E1, 0x00ED, 0x00F3, 0x00FA,
    0x00F1, 0x00D1, 0x00AA, 0x00BA, 0x00BF, 0x00AE, 0x00AC, 0x00BD, 0x00BC, 0x00A1, 0x00AB, 0x00BB,
    0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x00C1, 0x00C2, 0x00C0, 0x00A9, 0x2563, 0x2551, 0x2557,
    0x255D, 0x00A2, 0x00A5, 0x2510, 0x2514, 0x2534, 0x252C, 0x251C, 0x2500, 0x253C, 0x00E3, 0x00C3,
    0x255A, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256C, 0x00A4, 0x00F0, 0x00D0, 0x00CA, 0x00CB,
    0x00C8, 0x0131, 0x00CD, 0x00CE, 0x00CF, 0x2518, 0x250C, 0x2588, 0x2584, 0x00A6, 0x00CC, 0x2580,
    0x00D3, 0x00DF, 0x00D4, 0x00D2, 0x00F5, 0x00D5, 0x00B5, 0x00FE, 0x00DE, 0x00DA, 0x00DB, 0x00D9,
    0x00FD, 0x00DD, 0x00AF, 0x00B4, 0x00AD, 0x00B1, 0x2017, 0x00BE, 0x00B6, 0x00A7, 0x00F7, 0x00B8,
    0x00B0, 0x00A8, 0x00B7, 0x00B9, 0x00B3, 0x00B2, 0x25A0, 0x00A0,
};

/* ------------------------------------------------ to bytes */

/* Where it stands in the table; 256: nowhere. */
static unsigned codepage_place(const uint16_t *table, size_t count, uint32_t letter)
{
    for (size_t i = 0; i < count; i++)
        if (table[i] == letter)
            return (unsigned)(0x80 + i);
    return 256;
}

/* What the page has, and Latin-1 behind it. */
static unsigned codepage_byte(const uint16_t *table, size_t count, uint32_t letter)
{
    if (letter < 0x80 || (letter >= 0x80 + count && letter < 0x100))
        return letter;
    return codepage_place(table, count, letter);
}

static size_t codepage_narrow(const char *text, size_t size, char *room, size_t most,
                              const uint16_t *table, size_t count)
{
    size_t used = 0;

    for (size_t at = 0, step; at < size; at += step) {
        uint32_t letter;
        step = utf8_read(text + at, size - at, &letter);
        unsigned byte = step ? codepage_byte(table, count, letter) : 256;
        if (byte > 255 || used == most)
            return SIZE_MAX;
        room[used++] = (char)byte;
    }
    return used;
}

size_t codepage_latin1(const char *text, size_t size, char *room, size_t most)
{
    return codepage_narrow(text, size, room, most, NULL, 0);
}

size_t codepage_windows(const char *text, size_t size, char *room, size_t most)
{
    return codepage_narrow(text, size, room, most, windows, sizeof windows / sizeof *windows);
}

size_t codepage_dos(const char *text, size_t size, char *room, size_t most)
{
    return codepage_narrow(text, size, room, most, dos, sizeof dos / sizeof *dos);
}

/* ------------------------------------------------ to UTF-16 */

static void codepage_unit(unsigned unit, bool little, char *room)
{
    room[little ? 0 : 1] = (char)(unit & 0xFF);
    room[little ? 1 : 0] = (char)(unit >> 8);
}

static size_t codepage_utf16(const char *text, size_t size, char *room, size_t most, bool little)
{
    size_t used = 0;

    for (size_t at = 0, step; at < size; at += step) {
        uint32_t letter;
        step = utf8_read(text + at, size - at, &letter);
        if (!step || used + 4 > most)
            return SIZE_MAX;
        if (letter >= 0x10000) {
            codepage_unit(0xD800 + (unsigned)((letter - 0x10000) >> 10), little, room + used);
            used += 2;
            letter = 0xDC00 + ((letter - 0x10000) & 0x3FF);
        }
        codepage_unit((unsigned)letter, little, room + used);
        used += 2;
    }
    return used;
}

size_t codepage_utf16le(const char *text, size_t size, char *room, size_t most)
{
    return codepage_utf16(text, size, room, most, true);
}

size_t codepage_utf16be(const char *text, size_t size, char *room, size_t most)
{
    return codepage_utf16(text, size, room, most, false);
}

size_t codepage_utf16be_ended(const char *text, size_t size, char *room, size_t most)
{
    size_t used = most < 2 ? SIZE_MAX : codepage_utf16(text, size, room, most - 2, false);

    if (used == SIZE_MAX)
        return used;
    room[used] = room[used + 1] = '\0';
    return used + 2;
}

/* ------------------------------------------------ to UTF-8 */

/* One character; how many bytes: at most four. */
static size_t codepage_letter(unsigned letter, char *room)
{
    static const unsigned char first[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
    size_t size = letter < 0x80 ? 1 : letter < 0x800 ? 2 : letter < 0x10000 ? 3 : 4;

    for (size_t i = size; i-- > 1; letter >>= 6)
        room[i] = (char)(0x80 | (letter & 0x3F));
    room[0] = (char)(first[size] | letter);
    return size;
}

static size_t codepage_wide(const char *text, size_t size, char *room, size_t most,
                            const uint16_t *table, size_t count)
{
    size_t used = 0;

    for (size_t i = 0; i < size; i++) {
        unsigned byte = (unsigned char)text[i];
        unsigned letter = byte >= 0x80 && byte - 0x80 < count ? table[byte - 0x80] : byte;
        if (used + 3 > most || !letter)
            return SIZE_MAX;
        used += codepage_letter(letter, room + used);
    }
    return used;
}

size_t codepage_widen(const char *text, size_t size, char *room, size_t most)
{
    return codepage_wide(text, size, room, most, NULL, 0);
}

size_t codepage_from_windows(const char *text, size_t size, char *room, size_t most)
{
    return codepage_wide(text, size, room, most, windows, sizeof windows / sizeof *windows);
}

size_t codepage_from_dos(const char *text, size_t size, char *room, size_t most)
{
    return codepage_wide(text, size, room, most, dos, sizeof dos / sizeof *dos);
}

static unsigned codepage_half(const char *text, bool big)
{
    const unsigned char *at = (const unsigned char *)text;

    return big ? (unsigned)at[0] << 8 | at[1] : (unsigned)at[1] << 8 | at[0];
}

/* The character there, which *step bytes hold; 0: none does. */
static unsigned codepage_pair(const char *text, size_t size, bool big, size_t *step)
{
    unsigned letter = codepage_half(text, big);

    *step = 2;
    if (letter < 0xD800 || letter > 0xDFFF)
        return letter;
    unsigned low = letter < 0xDC00 && size >= 4 ? codepage_half(text + 2, big) : 0;
    *step = 4;
    return low >= 0xDC00 && low <= 0xDFFF ? 0x10000 + ((letter - 0xD800) << 10 | (low - 0xDC00))
                                          : 0;
}

size_t codepage_from_utf16(const char *text, size_t size, bool big, char *room, size_t most)
{
    size_t used = 0;

    for (size_t at = 0, step; at + 1 < size; at += step) {
        unsigned letter = codepage_pair(text + at, size - at, big, &step);
        if (!letter || used + 4 > most)
            return SIZE_MAX;
        used += codepage_letter(letter, room + used);
    }
    return size % 2 ? SIZE_MAX : used;
}
