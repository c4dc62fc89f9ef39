/* strength_many.h - the guesses of many texts at once, on all processors. */
#ifndef BACKEND_STRENGTH_STRENGTH_MANY_H
#define BACKEND_STRENGTH_STRENGTH_MANY_H

#include "backend/strength/strength.h"

/* guesses[i] becomes what strength_measure() finds for texts[i] (strength.guesses_log10): the same
 * on any number of processors, for measuring a text looks at nothing but the text and words (may be
 * NULL). Returns when all are measured; no thread is left. */
void strength_many(const char *const texts[], double guesses[], size_t count,
                   const struct words *words);

#endif
