#include "backend/secret/recovery.h"

#include <ctype.h>
#include <string.h>

#include "backend/secret/crypto.h"
#include "backend/secret/secret.h"

enum { LETTERS = 32, GROUP = 4, LETTER_BITS = 5 };

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

_Static_assert(LETTERS *LETTER_BITS == RECOVERY_BYTES * 8, "the code holds the bytes");
_Static_assert(LETTERS + LETTERS / GROUP == RECOVERY_SIZE, "a hyphen or a NUL follows each group");

static bool bit(const unsigned char *bytes, size_t at)
{
    return bytes[at / 8] >> (7 - at % 8) & 1;
}

static char recovery_letter(const unsigned char *bytes, size_t at)
{
    unsigned value = 0;

    for (size_t i = 0; i < LETTER_BITS; i++)
        value = value << 1 | bit(bytes, at * LETTER_BITS + i);
    return alphabet[value];
}

void recovery_make(unsigned char bytes[RECOVERY_BYTES], char code[RECOVERY_SIZE])
{
    crypto_random(bytes, RECOVERY_BYTES);
    for (size_t i = 0; i < LETTERS; i++) {
        *code++ = recovery_letter(bytes, i);
        if (i % GROUP == GROUP - 1)
            *code++ = '-';
    }
    code[-1] = '\0';
}

/* -1: no letter of a code. */
static int recovery_value_of(char typed)
{
    int c = toupper((unsigned char)typed);
    const char *found;

    c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
    found = c ? strchr(alphabet, c) : NULL;
    return found ? (int)(found - alphabet) : -1;
}

static void recovery_put(unsigned char *bytes, size_t at, unsigned value)
{
    for (size_t i = at * LETTER_BITS; i < (at + 1) * LETTER_BITS; i++, value <<= 1)
        if (value & 1 << (LETTER_BITS - 1))
            bytes[i / 8] |= (unsigned char)(0x80 >> i % 8);
}

bool recovery_read(const char *typed, unsigned char bytes[RECOVERY_BYTES])
{
    size_t read = 0;

    wipe(bytes, RECOVERY_BYTES);
    for (; *typed; typed++) {
        if (*typed == '-' || isspace((unsigned char)*typed))
            continue;
        int value = recovery_value_of(*typed);
        if (value < 0 || read == LETTERS)
            return false;
        recovery_put(bytes, read++, (unsigned)value);
    }
    return read == LETTERS;
}
