/* import_strength.h - how guessable the passwords of a list are: each different one measured once,
 * on all processors, before the rows are taken. */
#ifndef BACKEND_SETUP_IMPORT_STRENGTH_H
#define BACKEND_SETUP_IMPORT_STRENGTH_H

#include "backend/setup/import_map.h"

struct words;

struct import_strengths {
    const char **cells; /* the intake's; sorted, none twice */
    double *guesses;    /* log10, of each */
    size_t count;
};

/* Measures all that stand in columns of secrets, also in rows that are wrong. The intake must stay
 * while they are used. */
void import_strengths_measure(struct import_strengths *strengths, const struct import_map *map,
                              const struct intake *intake, const struct words *words);
void import_strengths_free(struct import_strengths *strengths);

/* Of a cell that was measured; aborts for any other. */
double import_strength(const struct import_strengths *strengths, const char *cell);

#endif
