/* kinds.h - small letters, capitals, digits, signs, and what is beyond ASCII. */
#ifndef BACKEND_STRENGTH_KINDS_H
#define BACKEND_STRENGTH_KINDS_H

#include <stdbool.h>

#include "backend/strength/fold.h"

enum { KINDS_LONG = 12 }; /* characters: enough to have some words by chance */

/* The kind of a character, as a bit, and how many there are to choose from in kinds. */
unsigned kinds_bit(char c);
double kinds_choices(unsigned kinds);

/* Log2 of the ways to take so many out of so many. */
double kinds_ways(unsigned all, unsigned taken);

/* Bits to guess a character, of the kinds that the text has. */
double kinds_each(const struct fold_reading *reading);

/* True if the piece is of one kind, maybe with a capital in front, and stands apart from what lies
 * beside it. */
bool kinds_stand_apart(const struct fold_reading *reading, size_t at, size_t length);

/* True if a text changes the kind of its characters so often (each fourth, and what a generator
 * makes more than each second) that it was not written in words. */
bool kinds_mixed(const struct fold_reading *reading);

#endif
