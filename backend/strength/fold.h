/* fold.h - what a password may have been meant as: without accents, in Latin letters, on another
 * keyboard.
 *
 * zxcvbn counts bytes and knows ASCII words only, so a Russian "password" looks random to it. Each
 * reading is text it can judge, and knows which typed byte each of its bytes came from.
 */
#ifndef BACKEND_STRENGTH_FOLD_H
#define BACKEND_STRENGTH_FOLD_H

#include <stdbool.h>
#include <stddef.h>

enum { READING_MAX = 256, READINGS_MAX = 4, ALTERNATIVE_MAX = 64 };

struct fold_reading {
    char text[READING_MAX + 1];
    unsigned short from[READING_MAX + 1]; /* byte typed; behind the end: bytes typed that count */
    size_t size;
    bool alike;  /* but for a few keys that are swapped, it says what the plain one says */
    double bits; /* what it costs an attacker to try this reading besides */
};

/* Without accents, Cyrillic and Greek in Latin letters, any other character as one byte above 127.
 * What lies beyond READING_MAX bytes is left out. */
void fold_plain(const char *typed, struct fold_reading *reading);

/* All readings, the plain one first; returns how many. The others are left out beyond
 * ALTERNATIVE_MAX bytes: they would cost more time than they tell. */
size_t fold_all(const char *typed, struct fold_reading readings[READINGS_MAX]);

#endif
