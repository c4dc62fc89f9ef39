#include "backend/base/suggest.h"

#include <string.h>

enum { WORD_MAX = 40, BEGINNING = 4 };

/* Levenshtein's distance, one row at a time. */
static size_t distance(const char *a, const char *b)
{
    size_t row[WORD_MAX + 1], length = strlen(b);

    if (strlen(a) > WORD_MAX || length > WORD_MAX)
        return WORD_MAX;
    for (size_t k = 0; k <= length; k++)
        row[k] = k;
    for (size_t i = 0; a[i]; i++) {
        size_t corner = row[0];

        row[0] = i + 1;
        for (size_t k = 0; k < length; k++) {
            size_t swap = corner + (a[i] != b[k]);
            size_t least = row[k] < row[k + 1] ? row[k] : row[k + 1];

            corner = row[k + 1];
            row[k + 1] = swap < least + 1 ? swap : least + 1;
        }
    }
    return row[length];
}

struct suggest suggest_start(const char *word)
{
    return (struct suggest){ .word = word, .best = "", .distance = strlen(word) / 3 + 2 };
}

void suggest_try(struct suggest *suggest, const char *candidate)
{
    size_t size = strlen(suggest->word), d = distance(suggest->word, candidate);

    if (size >= BEGINNING && strncmp(suggest->word, candidate, size) == 0)
        d = 1; /* cut short, however much is missing */
    if (d >= suggest->distance)
        return;
    suggest->distance = d;
    suggest->best = candidate;
}

const char *suggest_best(const struct suggest *suggest)
{
    return suggest->best;
}
