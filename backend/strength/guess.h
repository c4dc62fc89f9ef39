/* guess.h - how many guesses one reading of a password takes: zxcvbn's parts, the leaked list,
 * names from here and habits, joined into the cheapest way through the text. */
#ifndef BACKEND_STRENGTH_GUESS_H
#define BACKEND_STRENGTH_GUESS_H

#include <stdbool.h>

#include "backend/strength/fold.h"
#include "backend/strength/strength.h"

struct guess {
    double bits;
    struct part parts[READING_MAX]; /* positions in the reading */
    size_t count;
};

/* Finds the cheapest way to guess the reading; its own price is in the bits. words may be NULL. */
void guess_reading(const struct fold_reading *reading, const struct words *words,
                   struct guess *guess);

#endif
