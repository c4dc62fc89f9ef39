/* suggest.h - the word that was meant: the nearest of several by edit distance, if it is near
 * enough, or one whose beginning was typed.
 */
#ifndef BACKEND_BASE_SUGGEST_H
#define BACKEND_BASE_SUGGEST_H

#include <stddef.h>

struct suggest {
    const char *word;
    const char *best; /* points at what was tried */
    size_t distance;
};

/* Start with what was typed, try every word there is, ask for the best: "" if none is near. */
struct suggest suggest_start(const char *word);
void suggest_try(struct suggest *suggest, const char *candidate);
const char *suggest_best(const struct suggest *suggest);

#endif
